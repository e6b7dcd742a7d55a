#pragma once

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/quantity.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace riskd::simulator {

/// What the venue knows about a product, without a month (`projectx-gateway.md` 6.2 and 6.3).
/// Numbers are kept as decimal text, so that the table reads like its source.
struct product_facts {
  /// Exchange root, for example `NQ`.
  std::string_view root;
  /// Symbol code inside contract ids, for example `ENQ`.
  std::string_view symbol;
  std::string_view tick_size;
  /// Dollars per tick and contract.
  std::string_view tick_value;
  /// Dollars per contract and side: exchange and NFA.
  std::string_view fees;
  /// Dollars per contract and side: the firm's own.
  std::string_view commissions;
  /// Month letters that become the front month, in calendar order.
  std::string_view months;
  /// The front month changes this many days after the first of its delivery month (mostly before).
  int roll_days;
  /// Where the synthetic market starts.
  std::string_view start_price;
  std::string_view description;
};

/// Every product of the venue.
[[nodiscard]] std::span<const product_facts> all_products();

/// One tradeable month of a product.
struct contract_facts {
  domain::contract_id id;
  /// For example `MNQZ6`.
  std::string name;
  /// For example `MNQZ26`.
  std::string display_name;
  std::string description;
  /// For example `F.US.MNQ`.
  std::string symbol_id;
  /// Exchange root, for example `MNQ`.
  std::string root;
  domain::price tick_size;
  domain::price tick_value;
  /// Per contract and side.
  domain::money fees;
  /// Per contract and side.
  domain::money commissions;
  domain::price start_price;
  /// False if another month of the product is the front month.
  bool active = true;
  /// Tenths of a mini contract: 10 for a mini, 1 for a micro. Used by the position cap.
  std::int64_t weight = 10;

  /// @pre `x` is a price of this contract.
  [[nodiscard]] bool is_aligned(domain::price x) const {
    return x.units() % tick_size.units() == 0;
  }

  /// The price `count` ticks away from `from`.
  [[nodiscard]] domain::price ticks_from(domain::price from, std::int64_t count) const;

  /// Gross result of `size` contracts bought at `entry` and sold at `exit`, rounded half away from
  /// zero to cents (`projectx-gateway.md` 9.7). Negate for a short position.
  [[nodiscard]] domain::money profit(domain::price entry, domain::price exit,
                                     domain::quantity size) const;
};

/// Returns the contract that `id` (`CON.F.US.MNQ.Z26`) names, or nothing if the table has no such
/// product or the month is malformed.
[[nodiscard]] std::optional<contract_facts> contract_from_id(std::string_view id);

/// Returns the month of `product` that is active on `date`.
[[nodiscard]] contract_facts front_month(const product_facts& product,
                                         std::chrono::year_month_day date);

/// All contracts that the exchange lists, by id.
using contract_table = std::map<domain::contract_id, contract_facts>;

/// The active month of every product on `date`.
[[nodiscard]] contract_table front_months(std::chrono::year_month_day date);

} // namespace riskd::simulator
