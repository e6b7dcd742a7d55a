#include "domain/rules/trade_frequency_limit.hpp"

#include "domain/rules/cooldown.hpp"
#include "domain/rules/evaluate.hpp"

#include <array>

namespace riskd::domain::rules {

namespace {

using namespace std::chrono_literals;

/// One of the three windows. The third has no length: it is the trading day (R-006-3).
struct counted_window {
  const trade_frequency_limit::window& setting;
  measure_unit unit{};
  duration length{};
};

/// In the order in which they are looked at (R-006-4).
std::array<counted_window, 3> windows_of(const trade_frequency_limit& rule) {
  return {{{rule.per_minute, measure_unit::per_minute, 60s},
           {rule.per_hour, measure_unit::per_hour, 3600s},
           {rule.per_session, measure_unit::per_session, 0s}}};
}

std::int64_t count_in(const counted_window& window, const day_activity& activity, time_point from) {
  return window.length == duration{0} ? activity.units() : activity.most_units(from, window.length);
}

bool is_violated(const trade_frequency_limit& rule, std::int64_t count, std::int64_t limit) {
  return rule.trigger == trade_frequency_limit::trigger_point::on_reach ? count >= limit
                                                                        : count > limit;
}

} // namespace

void evaluate(const trade_frequency_limit& rule, const account_view& view,
              const step_deltas& deltas, time_point now, verdicts& found) {
  for (const auto& unit : deltas.activity.units)
    for (const auto& window : windows_of(rule)) {
      if (!window.setting.limit)
        continue;
      const auto count = count_in(window, view.state.activity, unit.at);
      if (!is_violated(rule, count, *window.setting.limit))
        continue;
      auto what = cooldown_verdict(rule.id, rule.existing_positions,
                                   window.setting.cooldown ? now + *window.setting.cooldown
                                                           : view.state.day.end);
      what.order = unit.order;
      what.observed = quantity{count};
      what.limit = quantity{*window.setting.limit};
      what.unit = window.unit;
      found.breach(std::move(what));
      break;
    }
}

/// Reads the entries of the day: the narrower windows depend on the moment.
std::optional<rule_reading> read(const trade_frequency_limit& rule, const account_view& view) {
  if (!rule.per_session.limit)
    return std::nullopt;
  const auto count = view.state.activity.units();
  return rule_reading{quantity{count}, quantity{*rule.per_session.limit}, measure_unit::per_session,
                      percent_of(count, *rule.per_session.limit)};
}

} // namespace riskd::domain::rules
