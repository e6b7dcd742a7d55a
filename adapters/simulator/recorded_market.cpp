#include "adapters/simulator/recorded_market.hpp"

#include "adapters/simulator/exact_ratio.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>
#include <array>

namespace riskd::simulator {

namespace {

/// Steps of a bar of one minute; longer bars have the same number.
constexpr std::int64_t steps_max = 60;
constexpr std::int64_t corner_distance = steps_max / 3;

/// The walk through a bar: its corners in the order in which they are touched.
class bar_path {
public:
  bar_path(const price_range& bar, const contract_facts& contract) : contract_(contract) {
    const bool low_first = bar.open - bar.low <= bar.high - bar.open;
    corners_
      = {bar.open, low_first ? bar.low : bar.high, low_first ? bar.high : bar.low, bar.close};
  }

  /// The price at step `i` of `steps`, on the tick grid. @pre 0 <= i <= steps
  [[nodiscard]] domain::price at(std::int64_t i, std::int64_t steps) const {
    constexpr std::int64_t legs = corner_count - 1;
    const auto leg = std::min(i * legs / steps, legs - 1);
    const auto from = corners_[static_cast<std::size_t>(leg)];
    const auto to = corners_[static_cast<std::size_t>(leg) + 1];
    const auto ticks = rounded_ratio({(to - from).units(), i * legs - leg * steps},
                                     {steps, contract_.tick_size.units()});
    return contract_.ticks_from(from, ticks);
  }

private:
  static constexpr std::size_t corner_count = 4;

  const contract_facts& contract_;
  std::array<domain::price, corner_count> corners_;
};

} // namespace

recorded_market::recorded_market(const contract_facts& contract,
                                 std::shared_ptr<const market_recording> recording,
                                 std::int64_t speed_percent, domain::time_point start)
  : contract_(contract), recording_(std::move(recording)), speed_percent_(speed_percent),
    start_(start) {
  RISKD_EXPECTS(speed_percent_ > 0);
  refill();
}

std::optional<domain::time_point> recorded_market::next_due() const {
  return planned_.empty() ? std::nullopt : std::optional{planned_.front().at};
}

market_update recorded_market::take(const market_quote& present) {
  RISKD_EXPECTS(!planned_.empty());
  auto out = std::move(planned_.front().what);
  planned_.pop_front();
  // A row that quotes one side only leaves the other where it is.
  if (out.best && out.best->bid == domain::price{})
    out.best->bid = std::min(present.bid, out.best->ask);
  if (out.best && out.best->ask == domain::price{})
    out.best->ask = std::max(present.ask, out.best->bid);
  refill();
  return out;
}

void recorded_market::postpone(domain::duration by) {
  start_ += by;
  for (auto& update : planned_)
    update.at += by;
}

void recorded_market::refill() {
  const auto& rows = recording_->rows;
  while (planned_.empty() && next_row_ < rows.size()) {
    const auto& row = rows[next_row_++];
    const auto at = start_ + scaled(row.at - rows.front().at);
    if (recording_->bar_length == domain::duration{})
      plan_trade(row, at);
    else
      plan_bar(row, at);
  }
}

void recorded_market::plan_trade(const recorded_row& row, domain::time_point at) {
  const auto price = row.trades->close;
  if (last_ && price != *last_)
    last_aggressor_ = price > *last_ ? domain::side::buy : domain::side::sell;
  last_ = price;
  planned_update out{at, {}};
  const auto bought = last_aggressor_ == domain::side::buy;
  out.what.best = best_prices{bought ? contract_.ticks_from(price, -1) : price,
                              bought ? price : contract_.ticks_from(price, 1)};
  if (row.volume > domain::quantity{})
    out.what.prints.push_back({price, row.volume, last_aggressor_});
  planned_.push_back(std::move(out));
}

void recorded_market::plan_bar(const recorded_row& row, domain::time_point at) {
  const auto length = scaled(recording_->bar_length);
  const auto path_of = [this](const std::optional<price_range>& bar) {
    return bar ? std::optional{bar_path{*bar, contract_}} : std::nullopt;
  };
  const auto trades = path_of(row.trades);
  const auto bids = path_of(row.bids);
  const auto asks = path_of(row.asks);
  const auto share = row.volume.count() / (steps_max + 1);
  for (std::int64_t i = 0; i <= steps_max; ++i) {
    planned_update out{at + domain::duration{length.count() * i / (steps_max + 1)}, {}};
    const auto traded = trades ? std::optional{trades->at(i, steps_max)} : std::nullopt;
    if (bids || asks) {
      out.what.best = best_prices{bids ? bids->at(i, steps_max) : domain::price{},
                                  asks ? asks->at(i, steps_max) : domain::price{}};
      // Bid and ask bars are walked independently of each other and may touch.
      if (bids && asks)
        out.what.best->ask = std::max(out.what.best->ask, out.what.best->bid);
    } else if (traded) {
      out.what.best = best_prices{*traded, contract_.ticks_from(*traded, 1)};
    }
    // A bar with little volume prints at its four corners only.
    if (traded && (share > 0 || i % corner_distance == 0)) {
      const auto size = i == steps_max ? row.volume.count() - share * steps_max : share;
      out.what.prints.push_back(
        {*traded, domain::quantity{std::max<std::int64_t>(size, 1)}, domain::side::sell});
    }
    if (out.what.best || traded)
      planned_.push_back(std::move(out));
  }
}

domain::duration recorded_market::scaled(domain::duration length) const {
  return domain::duration{rounded_ratio({length.count(), 100}, {speed_percent_})};
}

} // namespace riskd::simulator
