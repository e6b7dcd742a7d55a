#pragma once

#include "domain/ports/broker_port.hpp"
#include "domain/reconciliation.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace riskd::domain {

/// What is to be read of one account.
struct snapshot_order {
  account_id account;
  snapshot_purpose purpose{};
  /// Trades are read as well, from here on; left out if empty.
  std::optional<time_point> trades_since;
  bool account_row = false;
};

/// Puts the answers to several questions together into one snapshot per account.
class snapshot_assembly {
public:
  /// Begins a snapshot and returns the questions to ask. Ids count up from `next_id`. One list of
  /// accounts serves all snapshots that wait for it: calls are scarce (R-F-14).
  [[nodiscard]] std::vector<query_ticket> begin(const snapshot_order& order, std::int64_t& next_id);

  /// Takes an answer in. Returns the snapshots whose last question is thereby answered, with or
  /// without success.
  [[nodiscard]] std::vector<account_snapshot> take(const query_answered& answer);

  /// True if the answer belongs to a snapshot in the making.
  [[nodiscard]] bool awaits(query_id id) const {
    return questions_.contains(id);
  }

private:
  struct in_making {
    account_snapshot snapshot;
    std::size_t missing = 0;
  };

  void add(std::vector<query_ticket>& tickets, query question, std::uint64_t snapshot,
           query_priority priority, std::int64_t& next_id);

  void join_list_of_accounts(std::vector<query_ticket>& tickets, std::uint64_t snapshot,
                             query_priority priority, std::int64_t& next_id);

  /// Which snapshots wait for the answer.
  std::map<query_id, std::vector<std::uint64_t>> questions_;
  /// The list of accounts that was asked for and is not answered yet.
  std::optional<query_id> list_;
  std::map<std::uint64_t, in_making> snapshots_;
  std::uint64_t next_snapshot_ = 0;
};

} // namespace riskd::domain
