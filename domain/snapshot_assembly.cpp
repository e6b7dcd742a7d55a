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
    snapshot.unlisted = found == rows->end();
    if (found != rows->end())
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
  auto& made = snapshots_[number];
  made.snapshot.account = order.account;
  made.snapshot.purpose = order.purpose;
  std::vector<query_ticket> tickets;
  if (order.trades_since)
    add(tickets, trades_query{order.account, *order.trades_since}, number, priority, next_id);
  add(tickets, positions_query{order.account}, number, priority, next_id);
  add(tickets, open_orders_query{order.account}, number, priority, next_id);
  if (order.account_row)
    join_list_of_accounts(tickets, number, priority, next_id);
  return tickets;
}

void snapshot_assembly::join_list_of_accounts(std::vector<query_ticket>& tickets,
                                              std::uint64_t snapshot, query_priority priority,
                                              std::int64_t& next_id) {
  if (!list_) {
    add(tickets, accounts_query{}, snapshot, priority, next_id);
    list_ = tickets.back().id;
    return;
  }
  questions_.at(*list_).push_back(snapshot);
  ++snapshots_.at(snapshot).missing;
}

void snapshot_assembly::add(std::vector<query_ticket>& tickets, query question,
                            std::uint64_t snapshot, query_priority priority,
                            std::int64_t& next_id) {
  const auto id = query_id{++next_id};
  questions_[id].push_back(snapshot);
  ++snapshots_.at(snapshot).missing;
  tickets.push_back({id, std::move(question), priority});
}

std::vector<account_snapshot> snapshot_assembly::take(const query_answered& answer) {
  std::vector<account_snapshot> complete;
  const auto question = questions_.extract(answer.id);
  if (!question)
    return complete;
  if (list_ == answer.id)
    list_.reset();
  for (const auto number : question.mapped()) {
    const auto made = snapshots_.find(number);
    auto& [snapshot, missing] = made->second;
    if (answer.rows)
      std::visit(row_filing{snapshot, answer}, answer.question);
    else
      snapshot.failures.push_back(answer.rows.error().sentence);
    for (const auto& rejected : answer.rejected)
      snapshot.failures.push_back(std::string{to_string(rejected.kind)} + ": " + rejected.reason);
    if (--missing > 0)
      continue;
    complete.push_back(std::move(snapshot));
    snapshots_.erase(made);
  }
  return complete;
}

} // namespace riskd::domain
