#include "config/leaves.hpp"
#include "config/rules/policy_word.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"

#include <array>
#include <string_view>

namespace riskd::config {

namespace {

constexpr std::array<std::string_view, 3> windows{"per_minute", "per_hour", "per_session"};

constexpr const char* until_reset = "until_reset";

constexpr std::int64_t cooldown_max = 86'400;

node window_limit(const char* key, const char* initial, const char* meaning) {
  return tightened_by_presence(
    tightened_by_less(nullable(integer(key, 1, 100'000, initial, meaning))));
}

node cooldown(const char* key, const char* initial, const char* meaning) {
  return tightened_by_more(integer_or_word(key, {1, cooldown_max}, until_reset, initial, meaning));
}

/// E-3: a longer window with a smaller limit would leave the shorter one without effect.
void check_windows(const value& block, problem_list& problems) {
  const auto* limits = block.find("limits");
  const value* shorter = nullptr;
  for (const auto window : windows) {
    const auto* limit = limits ? limits->find(window) : nullptr;
    if (!usable_integer(limit))
      continue;
    if (shorter && *usable_integer(shorter) > *usable_integer(limit))
      problems.add(problem_code::window_order, limit->is_default() ? *shorter : *limit,
                   shorter->text + ", then " + limit->text + " in the longer window",
                   "per_minute <= per_hour <= per_session");
    shorter = limit;
  }
}

domain::rules::trade_frequency_limit::window window_at(const value& block, std::string_view key) {
  domain::rules::trade_frequency_limit::window out;
  out.limit = optional_integer_at(object_at(block, "limits"), key);
  out.cooldown.reset();
  if (const auto seconds = usable_integer(block.find({"cooldown_seconds", key})))
    out.cooldown = std::chrono::seconds{*seconds};
  return out;
}

domain::unit_kind unit_at(const value& block) {
  const auto& word = text_at(block, "count_mode");
  if (word == "fills")
    return domain::unit_kind::fills;
  return word == "entries" ? domain::unit_kind::entries : domain::unit_kind::round_turns;
}

} // namespace

rule_entry trade_frequency_limit_entry() {
  rule_entry out;
  out.id = domain::rule_id::trade_frequency_limit;
  out.meaning = "Trading pauses after too many entries in a minute, an hour or a trading day.";
  out.parameters = {
    section("limits", "Entries allowed in each window; null switches a window off.",
            {window_limit("per_minute", "3", "In any 60 seconds."),
             window_limit("per_hour", "10", "In any 3600 seconds."),
             window_limit("per_session", "50", "In the trading day.")}),
    section("cooldown_seconds", "How long the pause lasts after each window.",
            {cooldown("per_minute", "60", "After too many in a minute."),
             cooldown("per_hour", "1800", "After too many in an hour."),
             cooldown("per_session", "3600", "After too many in the trading day.")}),
    tightened_along({"on_exceed", "on_reach"},
                    choice("trigger", {"on_exceed", "on_reach"}, R"("on_exceed")",
                           "Whether the limit itself is still allowed, or reaching it is enough.")),
    choice("count_mode", {"entries", "round_turns", "fills"}, R"("entries")",
           "What counts: orders that open, orders that close, or every fill."),
    policy_choice("existing_positions", "keep"),
  };
  out.check = check_windows;
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::trade_frequency_limit rule;
    rule.per_minute = window_at(block, "per_minute");
    rule.per_hour = window_at(block, "per_hour");
    rule.per_session = window_at(block, "per_session");
    rule.trigger = text_at(block, "trigger") == "on_reach"
                     ? domain::rules::trade_frequency_limit::trigger_point::on_reach
                     : domain::rules::trade_frequency_limit::trigger_point::on_exceed;
    rule.count_mode = unit_at(block);
    rule.existing_positions = policy_at(block, "existing_positions");
    return rule;
  };
  return out;
}

} // namespace riskd::config
