#pragma once

#include "domain/account_state.hpp"
#include "domain/journal_entries.hpp"
#include "domain/ports/broker_port.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

/// REST lags the stream by up to this much: what was asked earlier proves nothing (R-F-12, R-G-5).
constexpr duration rest_lag = std::chrono::seconds{1};

/// Rows of one kind as the broker listed them, and when it was asked.
template <class Row>
struct listed {
  std::vector<Row> rows;
  clock_reading begun;
};

/// What an account snapshot is for.
enum class snapshot_purpose : std::uint8_t {
  /// First look at an account; the broker's trades replace what was stored (R-G-4).
  startup,
  /// After the event stream was (re)opened.
  resubscribed,
  /// Periodic comparison.
  reconciliation,
  /// Proof of an enforcement.
  verification,
};

const char* to_string(snapshot_purpose x);

/// One account as the broker shows it over REST. Parts that were not asked for or not answered are
/// empty.
struct account_snapshot {
  account_id account;
  snapshot_purpose purpose{};
  std::optional<listed<position_row>> positions;
  std::optional<listed<order_row>> open_orders;
  std::optional<listed<trade_row>> trades;
  std::optional<account_row> row;
  /// The broker listed the accounts of the login, and this one was not among them.
  bool unlisted = false;
  /// Why parts are missing.
  std::vector<std::string> failures;

  /// Positions and open orders are both there.
  [[nodiscard]] bool is_proof() const {
    return positions && open_orders;
  }
};

/// When the broker last said something about each position and order, on the monotonic clock. A
/// snapshot that was begun less than a second later may be older than that (R-G-5).
class broker_freshness {
public:
  /// The stream said it.
  void note(const account_payload& payload, duration now);

  /// A list changed what was known of a position.
  void note_listed_change(const contract_id& contract, duration now);

  [[nodiscard]] bool allows(const contract_id& contract, duration begun) const;

  /// False if the position was changed by a list that may be newer than the one begun then: the
  /// lists of one second may contradict each other, and what is commanded away must not come back.
  [[nodiscard]] bool allows_change(const contract_id& contract, duration begun) const;

  [[nodiscard]] bool allows(order_id order, duration begun) const;

private:
  void forget_before(duration limit);

  static constexpr std::size_t rows_min = 64;

  std::map<contract_id, duration> positions_;
  std::map<order_id, duration> orders_;
  std::map<contract_id, duration> listed_changes_;
  /// How many rows there may be before old ones are looked for.
  std::size_t sweep_beyond_ = rows_min;
};

/// How the local state is brought to what the broker shows.
struct reconciliation {
  /// Rows to be fed through event application, in this order.
  std::vector<account_payload> events;
  /// Live here and not listed there: each is looked up by id before it counts as closed.
  std::vector<order_id> missing_orders;
  std::vector<discrepancy> differences;
  /// Something was too fresh to be compared: another snapshot must follow after a second.
  bool again = false;
};

/// Compares (R-G-5). Suspended orders never appear in the list of open orders, so their absence
/// says nothing.
[[nodiscard]] reconciliation reconcile(const account_state& state, const account_snapshot& snapshot,
                                       const broker_freshness& fresh);

} // namespace riskd::domain
