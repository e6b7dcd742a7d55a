#include "tests/bench/bench_settings.hpp"

#include <chrono>
#include <memory>
#include <utility>

namespace riskd::bench {

using namespace domain;

namespace {

using namespace std::chrono_literals;

constexpr auto far_away = std::int64_t{1'000'000};

std::chrono::seconds half_a_day_after(time_point now) {
  const auto since_midnight = now - std::chrono::floor<std::chrono::days>(now);
  return std::chrono::floor<std::chrono::seconds>(since_midnight + 12h) % 24h;
}

} // namespace

settings_ptr settings_of(account_id account, quantity limit, const clock_reading& now) {
  account_settings settings;
  settings.id = account;
  // An account counts as protected once its configuration is stored.
  settings.stored_text = "{}";
  settings.reset.time_of_day = half_a_day_after(now.wall);
  // Comparisons would fall into some measurements and not into others.
  settings.reconcile_interval = 1h;
  rules::max_contracts total;
  total.limit = limit;
  settings.rules.set(total);
  rules::max_contracts_per_instrument each;
  each.default_limit = quantity{far_away};
  settings.rules.set(each);
  settings.rules.set(rules::daily_realized_loss{dollars(-far_away), false});
  settings.rules.set(rules::daily_realized_profit{dollars(far_away), false});
  return std::make_shared<const account_settings>(std::move(settings));
}

settings_ptr with_cooldown(const settings_ptr& settings, money loss, std::chrono::seconds length) {
  auto changed = *settings;
  rules::cooldown_after_loss rule;
  rule.tiers = {{loss, length}};
  rule.existing_positions = lock_policy::flatten;
  changed.rules.set(rule);
  return std::make_shared<const account_settings>(std::move(changed));
}

} // namespace riskd::bench
