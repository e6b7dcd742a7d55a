#include "tests/bench/parts/sample_account.hpp"

#include "tests/bench/day_of_trading.hpp"

#include <chrono>
#include <utility>

namespace riskd::bench {

using namespace domain;

namespace {

using namespace std::chrono_literals;

/// Tuesday noon.
constexpr time_point noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 12h};

constexpr std::uint64_t round_trips = 50;

/// Between two events: a round trip takes four minutes.
constexpr duration pace = 30s;

/// Above all ids of the morning.
constexpr std::int64_t first_id = 500'000;

const auto stop_id = order_id{499'999};

constexpr std::int64_t entry_points = 21'000;
constexpr std::int64_t stop_points = 20'950;

constexpr price at_points(std::int64_t points) {
  return price{points * 10'000'000'000};
}

state_input streamed(account_payload payload) {
  return payload_input{std::move(payload), event_source::stream};
}

order_row working_stop(std::int64_t points, time_point now) {
  order_row row;
  row.id = stop_id;
  row.contract = traded_contract().id;
  row.side = side::sell;
  row.size = quantity{1};
  row.status = order_status::open;
  row.type = order_type::stop;
  row.stop_price = at_points(points);
  row.updated = now;
  return row;
}

position_row held(contract_id contract, std::int64_t size, time_point now) {
  position_row row;
  row.contract = std::move(contract);
  row.held = side::buy;
  row.size = quantity{size};
  row.average = at_points(entry_points);
  row.created = now;
  return row;
}

quote market_at(std::int64_t points, time_point now) {
  quote market;
  market.last = at_points(points);
  market.bid = market.last;
  market.ask = market.last;
  market.received = market.last_received = market.last_updated = now;
  return market;
}

} // namespace

account_id sample_id() {
  return account_id{26282001};
}

account_settings sample_settings() {
  account_settings settings;
  settings.id = sample_id();
  settings.reset.time_of_day = 14h;
  settings.stored_text = "{}";
  return settings;
}

sample_account::sample_account(account_settings settings)
  : settings_(std::move(settings)),
    now_(noon - pace * static_cast<int>(events_per_round_trip * (round_trips + 1))),
    state_(new_account(sample_id(), settings_, now_)), next_id_(first_id) {
  trade_all_morning();
}

void sample_account::take(const state_input& input) {
  auto folded = fold(std::move(state_), input, around(input), settings_);
  state_ = std::move(folded.state);
  deltas_ = std::move(folded.deltas);
}

state_input sample_account::position(std::int64_t size) const {
  return streamed(held(traded_contract().id, size, now_));
}

state_input sample_account::other_position(std::int64_t size) const {
  return streamed(held(contract_id{"CON.F.US.RTY.Z26"}, size, now_));
}

state_input sample_account::moved_stop() const {
  return streamed(working_stop(stop_points + 10, now_));
}

state_input sample_account::cancelled_stop() const {
  auto row = working_stop(stop_points, now_);
  row.status = order_status::cancelled;
  return streamed(std::move(row));
}

state_input sample_account::entry() {
  return fill(std::nullopt, 1);
}

state_input sample_account::exit(money result, std::int64_t size) {
  return fill(result, size);
}

state_input sample_account::last_price(std::int64_t points) const {
  return quote_input{traded_contract().id, market_at(points, now_)};
}

state_input sample_account::account_row(bool can_trade) const {
  domain::account_row row;
  row.id = sample_id();
  row.name = "PRAC-BENCH";
  row.can_trade = can_trade;
  row.balance = dollars(149'848);
  return streamed(std::move(row));
}

void sample_account::pass(duration by) {
  now_ += by;
  take(clock_input{});
}

input_context sample_account::around(const state_input& input) const {
  const auto* event = std::get_if<payload_input>(&input);
  const auto* about = event ? contract_described(event->payload) : nullptr;
  const auto row = traded_contract();
  return {now_, about && *about == row.id ? std::optional{row} : std::nullopt, std::nullopt};
}

void sample_account::trade_all_morning() {
  constexpr auto opening = events_per_round_trip / 2;
  for (std::uint64_t i = 0; i < events_per_round_trip * round_trips + opening; ++i) {
    now_ += pace;
    take(streamed(event_of_day(0, i, now_)));
  }
  take(streamed(working_stop(stop_points, now_)));
  take(last_price(entry_points));
  now_ = noon;
}

state_input sample_account::fill(std::optional<money> result, std::int64_t size) {
  trade_row row;
  row.id = trade_id{next_id_};
  row.order = order_id{next_id_};
  row.created = now_;
  row.contract = traded_contract().id;
  row.side = result ? side::sell : side::buy;
  row.size = quantity{size};
  row.price = at_points(entry_points);
  row.profit_and_loss = result;
  row.fees = money{3'700};
  row.voided = false;
  ++next_id_;
  return streamed(std::move(row));
}

} // namespace riskd::bench
