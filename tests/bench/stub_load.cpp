#include "tests/bench/stub_load.hpp"

#include "tests/bench/day_of_trading.hpp"
#include "tests/bench/load_frames.hpp"
#include "tests/bench/stub_texts.hpp"

#include <chrono>
#include <utility>

namespace riskd::bench {

namespace {

constexpr nanoseconds_count tick = 1'000'000'000 / load_quotes_per_second;

constexpr std::uint64_t ticks_per_event = load_quotes_per_second / load_events_per_second;

/// The price goes up and down over this many ticks of the contract.
constexpr std::uint64_t price_range = 40;

std::int64_t ticks_at(std::uint64_t quote) {
  const auto place = quote % (2 * price_range);
  return static_cast<std::int64_t>(place < price_range ? place : 2 * price_range - place);
}

} // namespace

stub_load::stub_load(boost::asio::io_context& io, const domain::wall_clock& clock)
  : timer_(io), clock_(clock) {
}

void stub_load::direct_to(std::size_t client, hubs to) {
  stop();
  client_ = client;
  to_ = std::move(to);
  ticks_ = 0;
  began_ = steady_nanoseconds();
  is_running_ = true;
  wait();
}

void stub_load::stop() {
  if (!std::exchange(is_running_, false))
    return;
  timer_.cancel();
  sent_.time += steady_nanoseconds() - began_;
}

load_sent stub_load::sent() const {
  return sent_;
}

/// By the clock and not from tick to tick, so that a late one makes the next one no later.
void stub_load::wait() {
  const auto due = began_ + static_cast<nanoseconds_count>(ticks_ + 1) * tick;
  timer_.expires_at(std::chrono::steady_clock::time_point{std::chrono::nanoseconds{due}});
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error || !is_running_)
      return;
    send_due();
    wait();
  });
}

void stub_load::send_due() {
  const auto due = static_cast<std::uint64_t>((steady_nanoseconds() - began_) / tick);
  for (; ticks_ < due; ++ticks_) {
    to_.market->send(quote_frame(ticks_at(sent_.quotes), clock_.now().wall));
    ++sent_.quotes;
    if (ticks_ % ticks_per_event == 0)
      send_event();
  }
}

void stub_load::send_event() {
  const auto number = events_[client_]++;
  const auto place = number % busy_accounts.size();
  to_.user->send(frame_of(busy_accounts[place],
                          event_of_day(place, number / busy_accounts.size(), clock_.now().wall)));
  ++sent_.account_events;
}

} // namespace riskd::bench
