#include "tests/support/fake_broker.hpp"

#include "tests/support/scenario_input.hpp"
#include "tests/support/scenario_plan.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace riskd::test {

using namespace domain;

namespace {

template <class Map, class Keep>
auto values_of(const Map& rows, Keep keep) {
  std::vector<typename Map::mapped_type> out;
  for (const auto& [key, row] : rows)
    if (keep(row))
      out.push_back(row);
  return out;
}

bool always(const auto&) {
  return true;
}

} // namespace

/// Reads the answer to a question out of the books.
struct fake_broker::query_reader {
  const fake_broker& self;

  query_rows operator()(const accounts_query&) const {
    std::vector<account_row> rows;
    for (const auto& [id, each] : self.books_)
      if (each.is_listed)
        rows.push_back(each.row);
    return rows;
  }

  query_rows operator()(const catalogue_query&) const {
    return scenario_contracts();
  }

  query_rows operator()(const contract_query& question) const {
    std::vector<contract_row> rows;
    for (const auto& each : scenario_contracts())
      if (each.id == question.contract)
        rows.push_back(each);
    return rows;
  }

  query_rows operator()(const positions_query& question) const {
    return values_of(of(question).positions, [](const auto& x) { return x.size > quantity{}; });
  }

  query_rows operator()(const open_orders_query& question) const {
    return values_of(of(question).orders, [](const order_row& x) {
      return x.is_live() && x.status != order_status::suspended;
    });
  }

  query_rows operator()(const trades_query& question) const {
    return values_of(of(question).trades, [&](const trade_row& x) {
      return !x.created || *x.created >= question.since;
    });
  }

  query_rows operator()(const order_query& question) const {
    return values_of(of(question).orders,
                     [&](const order_row& x) { return x.id == question.order; });
  }

  query_rows operator()(const orders_query& question) const {
    return values_of(of(question).orders, [](const auto& x) { return always(x); });
  }

  query_rows operator()(const suspended_orders_query& question) const {
    return values_of(of(question).orders,
                     [](const order_row& x) { return x.status == order_status::suspended; });
  }

  template <class Question>
  const book& of(const Question& question) const {
    return self.books_.at(question.account);
  }
};

fake_broker::fake_broker(const wall_clock& clock) : clock_(clock) {
}

void fake_broker::start(sink reports) {
  sink_ = std::move(reports);
  ++starts;
  set_link(link::rest, true);
  report(session_opened{clock_.now().wall + std::chrono::hours{24},
                        clock_.now().wall + broker_time_ahead});
}

void fake_broker::subscribe(std::vector<account_id> accounts) {
  subscribed = std::move(accounts);
  if (!opening)
    return;
  set_link(link::user_hub, true);
  set_link(link::market_hub, true);
}

void fake_broker::watch_quotes(const contract_id& contract) {
  watched.insert(contract);
}

void fake_broker::unwatch_quotes(const contract_id& contract) {
  watched.erase(contract);
}

void fake_broker::submit(command_ticket ticket) {
  submitted.push_back(std::move(ticket));
}

void fake_broker::expect_command() {
  announced.push_back(submitted.size());
}

void fake_broker::ask(query_ticket ticket) {
  asked.push_back(ticket);
  const auto question = pending{std::move(ticket), clock_.now()};
  if (answering == manner::later)
    waiting_.push_back(question);
  else
    answer(question, answering == manner::at_once);
}

void fake_broker::stop(duration) {
  disconnect();
}

void fake_broker::disconnect() {
  sink_ = nullptr;
  waiting_.clear();
  subscribed.clear();
  watched.clear();
}

void fake_broker::list_account(account_row row) {
  const auto id = row.id;
  auto& kept = books_[id];
  kept.row = std::move(row);
  kept.is_listed = true;
}

void fake_broker::unlist_account(account_id account) {
  books_.at(account).is_listed = false;
}

void fake_broker::enter(account_id account, const account_payload& payload) {
  auto& kept = books_.at(account);
  if (const auto* position = std::get_if<position_row>(&payload))
    kept.positions[position->contract] = *position;
  else if (const auto* order = std::get_if<order_row>(&payload))
    kept.orders[order->id] = *order;
  else if (const auto* trade = std::get_if<trade_row>(&payload))
    kept.trades[trade->id] = *trade;
  else if (const auto* row = std::get_if<account_row>(&payload))
    kept.row = *row;
}

void fake_broker::stream(account_id account, const account_payload& payload) {
  enter(account, payload);
  claim(account, payload);
}

void fake_broker::claim(account_id account, const account_payload& payload) {
  report(account_event{account, payload});
}

void fake_broker::report(broker_report what, const clock_reading& received) {
  if (sink_)
    sink_(broker_event{received, std::move(what), {}});
}

void fake_broker::report(broker_report what) {
  report(std::move(what), clock_.now());
}

void fake_broker::set_link(link which, bool up) {
  report(link_changed{which, up, up ? std::string{} : std::string{"lost"}});
}

void fake_broker::reply(const command_ticket& ticket, call_outcome outcome) {
  report(command_replied{ticket.id, ticket.account, outcome, to_string(outcome), clock_.now()});
}

void fake_broker::carry_out(const command_ticket& ticket) {
  auto& kept = books_.at(ticket.account);
  if (const auto* cancel = std::get_if<cancel_order>(&ticket.order)) {
    auto row = kept.orders.at(cancel->order());
    row.status = order_status::cancelled;
    stream(ticket.account, row);
    return;
  }
  auto row = kept.positions.at(contract_of(ticket.order));
  if (const auto* reduce = std::get_if<reduce_position>(&ticket.order))
    row.size -= reduce->size();
  else
    row.size = quantity{};
  stream(ticket.account, row);
}

void fake_broker::answer_waiting() {
  for (const auto& question : std::exchange(waiting_, {}))
    answer(question, true);
}

void fake_broker::fail_waiting() {
  for (const auto& question : std::exchange(waiting_, {}))
    answer(question, false);
}

void fake_broker::answer(const pending& question, bool succeeds) {
  auto rows = succeeds
                ? result<query_rows>{std::visit(query_reader{*this}, question.ticket.question)}
                : result<query_rows>{failure{failure_code::timed_out, "no answer in time"}};
  report(query_answered{
    question.ticket.id, question.ticket.question, question.sent, std::move(rows), {}});
}

std::string fake_broker::commands() const {
  std::vector<std::string> texts;
  for (const auto& each : submitted)
    texts.push_back(in_shorthand(each));
  return joined(texts);
}

const command_ticket& fake_broker::last() const {
  return submitted.at(submitted.size() - 1);
}

std::size_t fake_broker::position_reads(account_id account) const {
  return static_cast<std::size_t>(
    std::count_if(asked.begin(), asked.end(), [account](const query_ticket& x) {
      const auto* question = std::get_if<positions_query>(&x.question);
      return question && question->account == account;
    }));
}

void fake_broker::forget() {
  submitted.clear();
  asked.clear();
}

} // namespace riskd::test
