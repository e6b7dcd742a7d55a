#pragma once

#include "domain/events.hpp"
#include "domain/instrument.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace riskd::simulation {

/// Makes ids that no account shares, as the venue does.
class venue_ids {
public:
  std::int64_t next() {
    return ++last_;
  }

private:
  std::int64_t last_ = 1000;
};

/// What the venue knows about one account, and how fills change it. Prices are whole ticks here;
/// every contract has ticks of a quarter of a point.
class venue_book {
public:
  venue_book(domain::account_row row, venue_ids& ids) : row_(std::move(row)), ids_(&ids) {
  }

  /// Trades `size` contracts at a price; returns what the stream says about it. A fill beyond the
  /// position turns it round.
  std::vector<domain::account_payload> fill(const domain::contract_row& contract, domain::side way,
                                            std::int64_t size, std::int64_t ticks,
                                            domain::time_point now,
                                            std::optional<domain::order_id> order);

  /// Takes the result of a trade back.
  std::optional<domain::account_payload> void_trade(std::size_t index);

  /// Adds an order or replaces the row of one.
  domain::account_payload put_order(domain::order_row row);

  domain::account_payload permit(bool can_trade);

  /// Contracts held, negative if short.
  [[nodiscard]] std::int64_t net(const domain::contract_id& contract) const;

  [[nodiscard]] const domain::order_row* find_order(domain::order_id id) const;

  [[nodiscard]] const domain::account_row& row() const {
    return row_;
  }

  /// Open positions only.
  [[nodiscard]] std::vector<domain::position_row> positions() const;

  [[nodiscard]] std::vector<domain::order_row> live_orders() const;

  [[nodiscard]] const std::map<domain::order_id, domain::order_row>& orders() const {
    return orders_;
  }

  [[nodiscard]] const std::vector<domain::trade_row>& trades() const {
    return trades_;
  }

private:
  struct holding {
    std::int64_t net = 0;
    std::int64_t average_ticks = 0;
    domain::position_id id;
    domain::time_point created;
  };

  domain::account_payload note_trade(const domain::contract_row& contract, domain::side way,
                                     std::int64_t size, std::int64_t ticks, domain::time_point now,
                                     std::optional<domain::order_id> order,
                                     std::optional<domain::money> result);
  [[nodiscard]] domain::position_row row_of(const domain::contract_id& contract,
                                            const holding& held) const;

  domain::account_row row_;
  venue_ids* ids_;
  std::map<domain::contract_id, holding> held_;
  std::map<domain::order_id, domain::order_row> orders_;
  std::vector<domain::trade_row> trades_;
};

/// The price of so many ticks.
[[nodiscard]] domain::price price_of(std::int64_t ticks);

/// How many ticks a price is.
[[nodiscard]] std::int64_t ticks_of(domain::price x);

} // namespace riskd::simulation
