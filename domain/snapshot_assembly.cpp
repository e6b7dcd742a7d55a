#include "domain/snapshot_assembly.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

struct row_filing {
  account_snapshot& snapshot;
  const query_answered& answer;

  void operator()(const positions_query&) const {
    file(snapshot.positions);
  }

  void operator()(const open_orders_query&) const {
    file(snapshot.open_orders);
  }

  void operator()(const trades_query&) const {
    file(snapshot.trades);
  }

  void operator()(const accounts_query&) const {
    const auto* rows = std::get_if<std::vector<account_row>>(&*answer.rows);
    if (!rows)
      return;
    const auto found = std::find_if(rows->begin(), rows->end(), [this](const account_row& row) {
      return row.id == snapshot.account;
    });
    if (found == rows->end())
      snapshot.failures.emplace_back("the broker does not list the account any more");
    else
      snapshot.row = *found;
  }

  template <class Other>
  void operator()(const Other&) const {
  }

  template <class Row>
  void file(std::optional<listed<Row>>& part) const {
    if (const auto* rows = std::get_if<std::vector<Row>>(&*answer.rows))
      part = listed<Row>{*rows, answer.sent};
  }
};

} // namespace

std::vector<query_ticket> snapshot_assembly::begin(const snapshot_order& order,
                                                   std::int64_t& next_id) {
  const auto number = ++next_snapshot_;
  const auto priority = order.purpose == snapshot_purpose::verification
                          ? query_priority::verification
                          : query_priority::reconciliation;
  std::vector<query_ticket> tickets;
  if (order.trades_since)
    add(tickets, trades_query{order.account, *order.trades_since}, number, priority, next_id);
  add(tickets, positions_query{order.account}, number, priority, next_id);
  add(tickets, open_orders_query{order.account}, number, priority, next_id);
  if (order.account_row)
    add(tickets, accounts_query{}, number, priority, next_id);
  auto& made = snapshots_[number];
  made.snapshot.account = order.account;
  made.snapshot.purpose = order.purpose;
  made.missing = tickets.size();
  return tickets;
}

void snapshot_assembly::add(std::vector<query_ticket>& tickets, query question,
                            std::uint64_t snapshot, query_priority priority,
                            std::int64_t& next_id) {
  const auto id = query_id{++next_id};
  questions_[id] = snapshot;
  tickets.push_back({id, std::move(question), priority});
}

std::optional<account_snapshot> snapshot_assembly::take(const query_answered& answer) {
  const auto question = questions_.find(answer.id);
  if (question == questions_.end())
    return std::nullopt;
  const auto made = snapshots_.find(question->second);
  questions_.erase(question);
  auto& [snapshot, missing] = made->second;
  if (answer.rows)
    std::visit(row_filing{snapshot, answer}, answer.question);
  else
    snapshot.failures.push_back(answer.rows.error().sentence);
  for (const auto& rejected : answer.rejected)
    snapshot.failures.push_back(std::string{to_string(rejected.kind)} + ": " + rejected.reason);
  if (--missing > 0)
    return std::nullopt;
  auto done = std::move(snapshot);
  snapshots_.erase(made);
  return done;
}

} // namespace riskd::domain
