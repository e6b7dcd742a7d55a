#include "tests/simulation/venue.hpp"

#include "tests/support/scenario_input.hpp"
#include "tests/support/scenario_rows.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace riskd::simulation {

using namespace domain;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t ticks_at_start = 84'000;

/// How long books are kept: longer than the REST view ever lags.
constexpr duration memory = 2s;

quote_delta quote_of(const contract_id& contract, std::int64_t ticks, time_point now) {
  quote_delta out;
  out.contract = contract;
  out.last = price_of(ticks);
  out.bid = price_of(ticks);
  out.ask = price_of(ticks + 1);
  out.last_updated = now;
  return out;
}

bool is_reached(const order_row& order, std::int64_t ticks) {
  const bool is_stop = order.type == order_type::stop;
  const auto& limit = is_stop ? order.stop_price : order.limit_price;
  if (!limit || !order.is_live())
    return false;
  const bool waits_for_rise = (order.side == side::buy) == is_stop;
  return waits_for_rise ? ticks >= ticks_of(*limit) : ticks <= ticks_of(*limit);
}

} // namespace

const std::vector<contract_row>& traded_contracts() {
  static const std::vector<contract_row> rows{test::contract_called("MNQ"),
                                              test::contract_called("ES")};
  return rows;
}

simulated_venue::simulated_venue(agenda& plan, const virtual_clock& clock, std::uint64_t seed)
  : plan_(plan), clock_(clock), draw_(seed) {
  for (const auto& each : traded_contracts())
    ticks_[each.id] = ticks_at_start;
}

duration simulated_venue::elapsed() const {
  return clock_.now().monotonic;
}

time_point simulated_venue::now() const {
  return test::start_time() + elapsed();
}

duration simulated_venue::latency(std::int64_t from_us, std::int64_t to_us) {
  return duration{draw_.between(from_us, to_us)};
}

bool simulated_venue::is_down(link which) const {
  return down_.contains(which);
}

void simulated_venue::report(broker_report what) {
  if (!sink_)
    return;
  if (const auto* reply = std::get_if<command_replied>(&what); reply && on_reply)
    on_reply(*reply);
  sink_(broker_event{stamps_->now(), std::move(what), {}});
}

void simulated_venue::start(sink reports) {
  sink_ = std::move(reports);
  ++life_;
  plan_.plan(elapsed() + latency(20'000, 90'000), [this, life = life_] {
    if (life == life_ && !is_down(link::rest))
      open_session();
  });
}

void simulated_venue::open_session() {
  logged_in_ = true;
  // It was answered.
  report(link_changed{link::rest, true, ""});
  // The header counts whole seconds.
  report(session_opened{now() + 24h, std::chrono::floor<std::chrono::seconds>(now())});
}

void simulated_venue::subscribe(std::vector<account_id>) {
  subscribed_ = true;
  plan_.plan(elapsed() + latency(10'000, 60'000), [this, life = life_] {
    if (life != life_)
      return;
    for (const auto which : {link::user_hub, link::market_hub})
      if (!is_down(which))
        report(link_changed{which, true, ""});
  });
}

void simulated_venue::watch_quotes(const contract_id& contract) {
  watched_.insert(contract);
  plan_.plan(elapsed() + latency(1'000, 9'000), [this, contract, life = life_] {
    if (life == life_ && watched_.contains(contract) && !is_down(link::market_hub))
      report(quote_of(contract, ticks_.at(contract), now()));
  });
}

void simulated_venue::unwatch_quotes(const contract_id& contract) {
  watched_.erase(contract);
}

void simulated_venue::stop(duration) {
  disconnect();
}

void simulated_venue::disconnect() {
  sink_ = nullptr;
  stamps_ = &clock_;
  ++life_;
  subscribed_ = false;
  logged_in_ = false;
  watched_.clear();
  waiting_ = 0;
}

void simulated_venue::list_account(account_row row) {
  const auto id = row.id;
  accounts_.emplace(id, account_state{venue_book{std::move(row), ids_}, {}, {}});
}

void simulated_venue::remember(account_state& account) {
  account.past.emplace_back(elapsed(), account.book);
  while (account.past.front().first + memory < elapsed())
    account.past.pop_front();
}

const venue_book& simulated_venue::lagging(const account_state& account, duration lag) const {
  // Each entry is the book before a change.
  for (const auto& [changed, book] : account.past)
    if (changed > elapsed() - lag)
      return book;
  return account.book;
}

void simulated_venue::emit(account_id account, account_payload payload) {
  if (!subscribed_ || is_down(link::user_hub)
      || take_armed(account, {fault_kind::drop_event}).has_value())
    return;
  fault delayed;
  const auto send = [&](duration when) {
    plan_.plan(when, [this, account, payload, life = life_] {
      if (life == life_)
        deliver(account, payload);
    });
  };
  if (take_armed(account, {fault_kind::delay_event}, &delayed))
    return send(elapsed() + delayed.length);
  stream_busy_until_ = std::max(elapsed() + latency(1'000, 40'000), stream_busy_until_ + 1us);
  send(stream_busy_until_);
  if (take_armed(account, {fault_kind::duplicate_event}))
    send(stream_busy_until_ + latency(0, 2'000'000));
}

void simulated_venue::deliver(account_id account, const account_payload& payload) {
  if (subscribed_ && !is_down(link::user_hub))
    report(account_event{account, payload});
}

void simulated_venue::fill(account_id account, const contract_row& contract, side way,
                           std::int64_t size, std::optional<order_id> order) {
  auto& at = accounts_.at(account);
  remember(at);
  for (auto& each : at.book.fill(contract, way, size, ticks_.at(contract.id), now(), order))
    emit(account, std::move(each));
}

void simulated_venue::trade(account_id account, const contract_row& contract, side way,
                            std::int64_t size) {
  order_row row;
  row.id = new_order_id();
  row.contract = contract.id;
  row.side = way;
  row.size = quantity{size};
  row.type = order_type::market;
  row.status = order_status::open;
  row.updated = now();
  place(account, row);
  const auto first = draw_.happens(70) ? size : draw_.between(1, size);
  const auto then = [this, account, contract, row](std::int64_t part, std::int64_t filled) {
    auto known = accounts_.at(account).book.find_order(row.id);
    if (!known->is_live())
      return;
    auto next = *known;
    next.filled = quantity{filled};
    next.updated = now();
    if (next.filled == next.size)
      next.status = order_status::filled;
    fill(account, contract, row.side, part, row.id);
    emit(account, accounts_.at(account).book.put_order(next));
  };
  const auto when = elapsed() + latency(1'000, 30'000);
  plan_.plan(when, [then, first] { then(first, first); });
  if (first < size)
    plan_.plan(when + latency(5'000, 400'000), [then, first, size] { then(size - first, size); });
}

void simulated_venue::place(account_id account, order_row row) {
  auto& at = accounts_.at(account);
  remember(at);
  emit(account, at.book.put_order(std::move(row)));
}

void simulated_venue::cancel(account_id account, order_id order) {
  const auto* known = accounts_.at(account).book.find_order(order);
  if (!known || !known->is_live())
    return;
  auto row = *known;
  row.status = order_status::cancelled;
  row.updated = now();
  place(account, std::move(row));
}

void simulated_venue::void_latest_trade(account_id account) {
  auto& at = accounts_.at(account);
  if (at.book.trades().empty())
    return;
  remember(at);
  if (auto row = at.book.void_trade(at.book.trades().size() - 1))
    emit(account, std::move(*row));
}

void simulated_venue::permit(account_id account, bool can_trade) {
  auto& at = accounts_.at(account);
  remember(at);
  emit(account, at.book.permit(can_trade));
}

void simulated_venue::move_price(const contract_row& contract, std::int64_t by_ticks) {
  auto& ticks = ticks_.at(contract.id);
  ticks += by_ticks;
  for (auto& [id, at] : accounts_)
    for (auto row : at.book.live_orders()) {
      if (row.contract != contract.id || !is_reached(row, ticks))
        continue;
      const auto left = row.remaining();
      row.filled = row.size;
      row.status = order_status::filled;
      row.updated = now();
      fill(id, contract, row.side, left.count(), row.id);
      place(id, row);
    }
  if (watched_.contains(contract.id) && !is_down(link::market_hub))
    report(quote_of(contract.id, ticks, now()));
}

std::optional<fault_kind> simulated_venue::take_armed(account_id account,
                                                      std::initializer_list<fault_kind> kinds,
                                                      fault* taken) {
  auto& armed = accounts_.at(account).armed;
  const auto found = std::find_if(armed.begin(), armed.end(), [&](const fault& x) {
    return std::find(kinds.begin(), kinds.end(), x.kind) != kinds.end();
  });
  if (found == armed.end())
    return std::nullopt;
  const auto kind = found->kind;
  if (taken)
    *taken = *found;
  armed.erase(found);
  on_fault(account, kind);
  return kind;
}

} // namespace riskd::simulation
