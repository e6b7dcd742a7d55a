#pragma once

#include "adapters/simulator/exchange.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::test {

/// Keeps everything that an exchange reports.
class report_keeper final : public simulator::exchange_listener {
public:
  void on_order(const simulator::order& x) override {
    orders.push_back(x);
    trace += 'O';
  }

  void on_trade(const simulator::trade& x) override {
    trades.push_back(x);
    trace += 'T';
  }

  void on_position(const simulator::position_snapshot& x) override {
    positions.push_back(x);
    trace += 'P';
  }

  void on_account(const simulator::account& x) override {
    accounts.push_back(x);
    trace += 'A';
  }

  void on_quote(const simulator::market_state& market) override {
    quotes.push_back(market.quote);
  }

  void on_prints(const simulator::market_state&,
                 const std::vector<simulator::market_print>& prints) override {
    print_count += prints.size();
  }

  std::vector<simulator::order> orders;
  std::vector<simulator::trade> trades;
  std::vector<simulator::position_snapshot> positions;
  std::vector<simulator::account> accounts;
  std::vector<simulator::market_quote> quotes;
  std::size_t print_count = 0;
  /// One letter per user event: O, T, P or A.
  std::string trace;
};

inline domain::price price_of(std::string_view text) {
  return domain::parse_price(text).value();
}

inline domain::money money_of(std::string_view text) {
  return domain::parse_money(text).value();
}

inline domain::time_point time_of(std::string_view text) {
  return domain::parse_time(text).value();
}

/// A market that does what a test has written down.
class scripted_feed final : public simulator::market_feed {
public:
  struct scripted_update {
    domain::time_point at;
    simulator::market_update what;
  };

  using script = std::deque<scripted_update>;

  explicit scripted_feed(std::shared_ptr<script> updates) : updates_(std::move(updates)) {
  }

  [[nodiscard]] std::optional<domain::time_point> next_due() const override {
    return updates_->empty() ? std::nullopt : std::optional{updates_->front().at};
  }

  simulator::market_update take(const simulator::market_quote&) override {
    auto out = std::move(updates_->front().what);
    updates_->pop_front();
    return out;
  }

  void postpone(domain::duration by) override {
    for (auto& update : *updates_)
      update.at += by;
  }

private:
  std::shared_ptr<script> updates_;
};

/// An exchange with one contract, MNQ December 2026 at 21500, whose market moves only on request,
/// one account with 50,000 dollars, and no chance in its latencies and slippage.
struct venue_fixture {
  venue_fixture() {
    venue.settings().jitter_percent = 0;
    venue.settings().stop_slippage_ticks_max = 0;
    venue.settings().queue_fill_percent = 0;
    simulator::account owner;
    owner.id = account;
    owner.user = "trader";
    owner.name = "PRAC-1";
    owner.balance = domain::dollars(50'000);
    venue.open_account(owner);
  }

  static simulator::contract_table contracts() {
    auto facts = simulator::contract_from_id("CON.F.US.MNQ.Z26").value();
    facts.start_price = price_of("21500");
    return {{facts.id, facts}};
  }

  void wait(domain::duration length) {
    venue.advance(venue.now() + length);
  }

  /// Moves the market: bid at the price, ask one tick above, one print at the price.
  void move(std::string_view last) {
    const auto at = price_of(last);
    venue.set_price(mnq, {at, at + price_of("0.25")}, at);
  }

  simulator::place_request request(domain::order_type type, domain::side side, std::int64_t size) {
    simulator::place_request out;
    out.account = account;
    out.contract = mnq;
    out.type = static_cast<std::int64_t>(type);
    out.side = side == domain::side::buy ? 0 : 1;
    out.size = size;
    return out;
  }

  simulator::call_result market(domain::side side, std::int64_t size) {
    return venue.place(request(domain::order_type::market, side, size));
  }

  simulator::call_result limit(domain::side side, std::int64_t size, std::string_view at) {
    auto wanted = request(domain::order_type::limit, side, size);
    wanted.limit_price = price_of(at);
    return venue.place(wanted);
  }

  simulator::call_result stop(domain::side side, std::int64_t size, std::string_view at) {
    auto wanted = request(domain::order_type::stop, side, size);
    wanted.stop_price = price_of(at);
    return venue.place(wanted);
  }

  const simulator::order& find(domain::order_id id) {
    return *venue.state().orders.find(id);
  }

  /// Lets one print happen a second from now, without moving the best prices.
  void print(std::string_view at) {
    script->push_back({venue.now() + std::chrono::seconds{1},
                       {std::nullopt, {{price_of(at), domain::quantity{1}, sell}}}});
    wait(std::chrono::seconds{1});
  }

  /// The net position, positive if long.
  std::int64_t net() {
    const auto held = venue.state().ledger.position(account, mnq);
    return held ? domain::sign(held->held) * held->size.count() : 0;
  }

  domain::money balance() {
    return venue.state().ledger.find(account)->balance;
  }

  static constexpr auto buy = domain::side::buy;
  static constexpr auto sell = domain::side::sell;

  domain::account_id account{26282001};
  domain::contract_id mnq{"CON.F.US.MNQ.Z26"};
  report_keeper reports;
  std::shared_ptr<scripted_feed::script> script = std::make_shared<scripted_feed::script>();
  simulator::exchange venue{
    contracts(), [this](const auto&, auto) { return std::make_unique<scripted_feed>(script); }, 1,
    time_of("2026-11-19T15:00:00Z"), reports};
};

} // namespace riskd::test
