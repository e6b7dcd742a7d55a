#include "tests/bench/event_pump.hpp"

#include "tests/bench/day_of_trading.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace riskd::bench {

namespace asio = boost::asio;
using namespace domain;

namespace {

/// Events between two looks at what else there is to do.
constexpr int burst = 64;

/// Rows of the kind that each question asks for.
struct answer_visitor {
  const std::vector<account_id>& accounts;

  query_rows operator()(const accounts_query&) const {
    std::vector<account_row> rows;
    rows.reserve(accounts.size());
    for (const auto id : accounts)
      rows.push_back({id, "PRAC-" + to_string(id), true, dollars(50'000)});
    return rows;
  }

  query_rows operator()(const catalogue_query&) const {
    return std::vector{traded_contract()};
  }

  query_rows operator()(const contract_query&) const {
    return std::vector{traded_contract()};
  }

  query_rows operator()(const positions_query&) const {
    return std::vector<position_row>{};
  }

  query_rows operator()(const trades_query&) const {
    return std::vector<trade_row>{};
  }

  template <class OrdersQuery>
  query_rows operator()(const OrdersQuery&) const {
    return std::vector<order_row>{};
  }
};

} // namespace

event_pump::event_pump(std::vector<account_id> accounts, std::size_t in_flight_max,
                       const wall_clock& clock)
  : accounts_(std::move(accounts)), clock_(clock),
    gate_(std::make_shared<projectx::read_gate>(io_, in_flight_max)) {
}

event_pump::~event_pump() {
  event_pump::stop({});
}

void event_pump::start(sink reports) {
  sink_ = std::move(reports);
  asio::post(io_, [this] {
    report(session_opened{clock_.now().wall + std::chrono::hours{24}, std::nullopt});
    report(link_changed{link::rest, true, {}});
    report(link_changed{link::market_hub, true, {}});
  });
  thread_ = std::thread{[this] {
    io_.run();
  }};
}

void event_pump::subscribe(std::vector<account_id>) {
  asio::post(io_, [this] {
    if (std::exchange(stream_due_, true))
      return;
    // Once for all requests that came meanwhile, like a hub that confirms them together.
    asio::post(io_, [this] {
      stream_due_ = false;
      report(link_changed{link::user_hub, true, {}});
    });
  });
}

void event_pump::watch_quotes(const contract_id&) {
}

void event_pump::unwatch_quotes(const contract_id&) {
}

void event_pump::submit(command_ticket ticket) {
  ++commands_;
  asio::post(io_, [this, ticket = std::move(ticket)] {
    report(command_replied{ticket.id, ticket.account, call_outcome::accepted, {}, clock_.now()});
  });
}

void event_pump::ask(query_ticket ticket) {
  asio::post(io_, [this, ticket = std::move(ticket)] {
    auto rows = answer_to(ticket.question);
    report(query_answered{ticket.id, ticket.question, clock_.now(), std::move(rows), {}});
  });
}

void event_pump::stop(duration) {
  if (!thread_.joinable())
    return;
  gate_->shut();
  io_.stop();
  thread_.join();
}

void event_pump::push(std::uint64_t events) {
  asio::post(io_, [this, events] {
    wanted_ += events;
    push_some();
  });
}

void event_pump::push_some() {
  for (int i = 0; i < burst; ++i) {
    if (pushed_ == wanted_ || !gate_->may_read([this] { push_some(); }))
      return;
    const auto place = pushed_ % accounts_.size();
    const auto now = clock_.now();
    sink_(broker_event{
      now,
      account_event{accounts_[place], event_of_day(place, pushed_ / accounts_.size(), now.wall)},
      gate_->take()});
    ++pushed_;
  }
  asio::post(io_, [this] { push_some(); });
}

void event_pump::report(broker_report what) {
  sink_(broker_event{clock_.now(), std::move(what), {}});
}

query_rows event_pump::answer_to(const query& question) const {
  return std::visit(answer_visitor{accounts_}, question);
}

} // namespace riskd::bench
