#include "tests/simulation/venue.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace riskd::simulation {

using namespace domain;
using namespace std::chrono_literals;

namespace {

/// How long a caller waits for a reply that never comes.
constexpr duration reply_timeout = 5s;

const contract_row& row_of(const contract_id& id) {
  const auto& all = traded_contracts();
  return *std::find_if(all.begin(), all.end(), [&](const contract_row& x) { return x.id == id; });
}

template <class Rows, class Keep>
Rows kept(Rows rows, Keep keep) {
  std::erase_if(rows, [&](const auto& x) { return !keep(x); });
  return rows;
}

} // namespace

void simulated_venue::submit(command_ticket ticket) {
  if (!sink_)
    return;
  if (on_submit)
    on_submit(ticket);
  const auto life = life_;
  if (is_down(link::rest)) {
    const bool was_sent = draw_.happens(50);
    plan_.plan(
      elapsed() + (was_sent ? reply_timeout : duration{1ms}), [this, ticket, life, was_sent] {
        if (life == life_)
          report(command_replied{
            ticket.id, ticket.account, was_sent ? call_outcome::unknown : call_outcome::not_sent,
            "no connection", was_sent ? std::optional{stamps_->now()} : std::nullopt});
      });
    return;
  }
  // Between here and the wire a dying process takes the command with it.
  plan_.plan(elapsed() + latency(20, 120), [this, ticket, life] {
    if (life == life_)
      arrive(ticket, life);
  });
}

/// The request is on the wire: it takes effect whether the daemon lives or not.
void simulated_venue::arrive(const command_ticket& ticket, std::uint64_t life) {
  const auto sent = stamps_->now();
  const auto end = [this, ticket, sent, life](call_outcome outcome, duration after) {
    reply(ticket, outcome, sent, after, life);
  };
  const auto fault = take_armed(ticket.account, {fault_kind::lose_request, fault_kind::lose_reply,
                                                 fault_kind::refuse_rate, fault_kind::refuse_login,
                                                 fault_kind::fail_server, fault_kind::reject_order,
                                                 fault_kind::close_market});
  const auto travel = latency(2'000, 40'000);
  if (fault == fault_kind::lose_request)
    return end(call_outcome::unknown, reply_timeout);
  if (fault == fault_kind::refuse_rate)
    return end(call_outcome::rate_limited, travel);
  if (fault == fault_kind::refuse_login)
    return end(call_outcome::not_authorized, travel);
  if (fault == fault_kind::reject_order)
    return end(call_outcome::order_rejected, travel);
  if (fault == fault_kind::close_market)
    return end(call_outcome::contract_not_active, travel);
  // A server that fails may have done its work before.
  const bool fails = fault == fault_kind::fail_server;
  const bool works = !fails || draw_.happens(50);
  const bool replies = fault != fault_kind::lose_reply;
  plan_.plan(elapsed() + travel, [this, ticket, end, fails, works, replies] {
    const auto outcome = works ? execute(ticket) : call_outcome::unknown;
    if (!replies)
      return end(call_outcome::unknown, reply_timeout);
    end(fails ? call_outcome::unknown : outcome, latency(1'000, 25'000));
  });
}

void simulated_venue::reply(const command_ticket& ticket, call_outcome outcome,
                            const clock_reading& sent, duration after, std::uint64_t life) {
  plan_.plan(elapsed() + after, [this, ticket, outcome, sent, life] {
    if (life == life_)
      report(command_replied{ticket.id, ticket.account, outcome, to_string(outcome), sent});
  });
}

/// Does what a command asks for.
struct simulated_venue::executor {
  simulated_venue& self;
  const command_ticket& ticket;

  call_outcome operator()(const cancel_order& x) const {
    const auto* known = self.book(ticket.account).find_order(x.order());
    if (!known || !known->is_live())
      return call_outcome::order_not_cancelled;
    self.cancel(ticket.account, x.order());
    return call_outcome::accepted;
  }

  call_outcome operator()(const close_position& x) const {
    const auto net = self.book(ticket.account).net(x.contract());
    if (net == 0)
      return call_outcome::position_not_found;
    const auto size = std::abs(net);
    const auto first = self.draw_.happens(75) ? size : self.draw_.between(1, size);
    take_off(x.contract(), net, first);
    if (first < size)
      self.plan_.plan(
        self.elapsed() + self.latency(20'000, 400'000),
        [self = &self, ticket = ticket, contract = x.contract(), net, left = size - first] {
          executor{*self, ticket}.take_off(contract, net, left);
        });
    return call_outcome::accepted;
  }

  call_outcome operator()(const reduce_position& x) const {
    const auto net = self.book(ticket.account).net(x.contract());
    if (net == 0)
      return call_outcome::position_not_found;
    if (x.size().count() > std::abs(net))
      return call_outcome::invalid_size;
    take_off(x.contract(), net, x.size().count());
    return call_outcome::accepted;
  }

  call_outcome operator()(const place_stop& x) const {
    order_row row;
    row.id = self.new_order_id();
    row.contract = x.contract();
    row.side = x.exit();
    row.size = x.size();
    row.type = order_type::stop;
    row.status = order_status::open;
    row.stop_price = x.stop();
    row.custom_tag = ticket.tag;
    row.updated = self.now();
    self.place(ticket.account, std::move(row));
    return call_outcome::accepted;
  }

  call_outcome operator()(const modify_order& x) const {
    const auto* known = self.book(ticket.account).find_order(x.order());
    if (!known || !known->is_live())
      return call_outcome::order_not_cancelled;
    auto row = *known;
    if (x.stop())
      row.stop_price = x.stop();
    if (x.size())
      row.size = row.filled + *x.size();
    row.updated = self.now();
    self.place(ticket.account, std::move(row));
    return call_outcome::accepted;
  }

  /// Takes contracts off, but never turns the position round.
  void take_off(const contract_id& contract, std::int64_t held, std::int64_t size) const {
    const auto net = self.book(ticket.account).net(contract);
    if (net * held <= 0)
      return;
    self.fill(ticket.account, row_of(contract), held > 0 ? side::sell : side::buy,
              std::min(size, std::abs(net)), self.new_order_id());
  }
};

call_outcome simulated_venue::execute(const command_ticket& ticket) {
  execution what{ticket, {}, book(ticket.account).net(contract_of(ticket.order)), 0};
  what.outcome = std::visit(executor{*this, ticket}, ticket.order);
  what.after = book(ticket.account).net(contract_of(ticket.order));
  if (on_execution)
    on_execution(what);
  return what.outcome;
}

void simulated_venue::ask(query_ticket ticket) {
  if (!sink_)
    return;
  ++waiting_;
  const auto sent = stamps_->now();
  const auto* about = std::visit(
    [](const auto& x) -> const account_id* {
      if constexpr (requires { x.account; })
        return &x.account;
      else
        return nullptr;
    },
    ticket.question);
  const bool fails = is_down(link::rest) || (about && take_armed(*about, {fault_kind::fail_query}));
  plan_.plan(elapsed() + (fails ? reply_timeout : latency(3'000, 60'000)), [this, ticket, sent,
                                                                            fails, life = life_] {
    if (life != life_)
      return;
    --waiting_;
    if (!fails)
      return answer(ticket, sent);
    report(query_answered{
      ticket.id, ticket.question, sent, failure{failure_code::timed_out, "no answer in time"}, {}});
  });
}

/// Reads the answer to a question out of a book that may be of a moment ago.
struct simulated_venue::query_reader {
  simulated_venue& self;
  duration lag;

  query_rows operator()(const accounts_query&) const {
    std::vector<account_row> rows;
    for (const auto& [id, each] : self.accounts_)
      rows.push_back(self.lagging(each, lag).row());
    return rows;
  }

  query_rows operator()(const catalogue_query&) const {
    return traded_contracts();
  }

  query_rows operator()(const contract_query& x) const {
    return kept(traded_contracts(), [&](const auto& row) { return row.id == x.contract; });
  }

  query_rows operator()(const positions_query& x) const {
    return of(x).positions();
  }

  query_rows operator()(const open_orders_query& x) const {
    return of(x).live_orders();
  }

  query_rows operator()(const trades_query& x) const {
    return kept(of(x).trades(), [&](const auto& row) { return *row.created >= x.since; });
  }

  query_rows operator()(const order_query& x) const {
    const auto* known = of(x).find_order(x.order);
    return known ? std::vector{*known} : std::vector<order_row>{};
  }

  query_rows operator()(const orders_query& x) const {
    std::vector<order_row> rows;
    for (const auto& [id, row] : of(x).orders())
      rows.push_back(row);
    return rows;
  }

  query_rows operator()(const suspended_orders_query&) const {
    return std::vector<order_row>{};
  }

  template <class Question>
  const venue_book& of(const Question& x) const {
    return self.lagging(self.accounts_.at(x.account), lag);
  }
};

query_rows simulated_venue::rows_of(const query& question) {
  return std::visit(query_reader{*this, latency(0, 950'000)}, question);
}

void simulated_venue::answer(const query_ticket& ticket, const clock_reading& sent) {
  if (const auto* about = std::get_if<positions_query>(&ticket.question);
      about && on_positions_read)
    on_positions_read(about->account, sent.monotonic);
  report(query_answered{ticket.id, ticket.question, sent, rows_of(ticket.question), {}});
}

void simulated_venue::strike(const fault& what) {
  if (what.kind == fault_kind::user_hub_down)
    begin_outage(link::user_hub, what.length);
  else if (what.kind == fault_kind::market_hub_down)
    begin_outage(link::market_hub, what.length);
  else if (what.kind == fault_kind::rest_down)
    begin_outage(link::rest, what.length);
  else if (what.kind == fault_kind::log_out)
    log_out(what.length);
  else
    accounts_.at(what.account).armed.push_back(what);
}

void simulated_venue::heal() {
  for (auto& [id, each] : accounts_)
    each.armed.clear();
}

void simulated_venue::begin_outage(link which, duration length) {
  if (!down_.insert(which).second)
    return;
  if (subscribed_ || which == link::rest)
    report(link_changed{which, false, "lost"});
  plan_.plan(elapsed() + length, [this, which] { end_outage(which); });
}

void simulated_venue::end_outage(link which) {
  down_.erase(which);
  if (which == link::rest) {
    report(link_changed{which, true, ""});
    if (sink_ && !logged_in_)
      open_session();
  } else if (subscribed_) {
    report(link_changed{which, true, ""});
  }
}

/// Somebody else logged in: both hubs are lost until the new session.
void simulated_venue::log_out(duration length) {
  logged_in_ = false;
  report(session_lost{"GatewayLogout", session_end::logged_out, {}});
  begin_outage(link::user_hub, length);
  begin_outage(link::market_hub, length);
  plan_.plan(elapsed() + length / 2, [this, life = life_] {
    if (life == life_ && !is_down(link::rest))
      open_session();
  });
}

} // namespace riskd::simulation
