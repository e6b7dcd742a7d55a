#include "config/rule_relations.hpp"

#include "config/calendar_keys.hpp"
#include "config/rules/rule_table.hpp"
#include "config/typed_value.hpp"
#include "domain/money.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace riskd::config {

namespace {

using domain::rule_id;

/// A money value of an active rule, unless it was refused.
std::optional<domain::money> active_money(const value& tree, rule_id rule, std::string_view key) {
  const auto* found = rule_value(tree, rule, key);
  if (!is_active(tree, rule) || !found || found->kind != value_kind::number)
    return std::nullopt;
  return domain::parse_money(found->text);
}

/// E-5: the account's limit would make a larger product limit meaningless.
void check_product_limits(const value& tree, problem_list& problems) {
  const auto* weights = rule_value(tree, rule_id::max_contracts, "weights");
  const auto limit = usable_integer(rule_value(tree, rule_id::max_contracts, "limit"));
  const auto* listed_limits
    = rule_value(tree, rule_id::max_contracts_per_instrument, "instrument_limits");
  if (!is_active(tree, rule_id::max_contracts) || (weights && !weights->members.empty()) || !limit
      || !listed_limits)
    return;
  for (const auto& each : listed_limits->members)
    if (const auto of_product = usable_integer(&each.content); of_product && *of_product > *limit)
      problems.add(problem_code::product_above_account, each.content,
                   std::to_string(*of_product) + ", above the account's limit",
                   "at most " + std::to_string(*limit) + " (max_contracts.limit)");
}

/// W-2 and W-3: the day ends before the position's own limit can matter.
void check_positions_against_day(const value& tree, problem_list& problems) {
  const auto loss = active_money(tree, rule_id::daily_unrealized_loss, "limit");
  const auto day_loss = active_money(tree, rule_id::daily_realized_loss, "limit");
  if (loss && day_loss && *loss <= *day_loss)
    problems.add(problem_code::position_loss_above_day,
                 *rule_value(tree, rule_id::daily_unrealized_loss, "limit"),
                 to_string(*loss) + ", while the day's limit is " + to_string(*day_loss),
                 "less than a day's loss, if that is not meant");
  const auto profit = active_money(tree, rule_id::max_unrealized_profit, "target");
  const auto day_profit = active_money(tree, rule_id::daily_realized_profit, "target");
  if (profit && day_profit && *profit > *day_profit)
    problems.add(problem_code::position_target_above_day,
                 *rule_value(tree, rule_id::max_unrealized_profit, "target"),
                 to_string(*profit) + ", while the day's target is " + to_string(*day_profit),
                 "no more than a day's target, if that is not meant");
}

std::string text(std::chrono::year x) {
  return std::to_string(static_cast<int>(x));
}

/// E-14 and W-5: a session that respects holidays needs to know them.
void check_holidays(const value& tree, const load_context& context, problem_list& problems) {
  const auto* block = tree.find({"rules", domain::config_key(rule_id::session_block_outside)});
  const auto* calendar = tree.find("calendar");
  if (context.purpose != load_purpose::run || !context.now || !calendar
      || !is_active(tree, rule_id::session_block_outside))
    return;
  const auto* respects = block->find("respect_holidays");
  const auto* name = block->find("timezone");
  const auto zone
    = name && name->kind == value_kind::text ? context.zones(name->text) : std::nullopt;
  if (!zone || !respects || respects->kind != value_kind::flag || !respects->flag)
    return;
  const auto today = std::chrono::year_month_day{
    std::chrono::floor<std::chrono::days>(zone->to_local(*context.now))};
  const auto next_year = today.year() + std::chrono::years{1};
  const auto allowed = [](std::chrono::year year) {
    return "calendar.holidays." + text(year) + ", or an exchange that covers it";
  };
  if (!covers_year(*calendar, today.year()))
    problems.add(problem_code::no_holidays, *block, "no holidays of " + text(today.year()),
                 allowed(today.year()));
  if (today.month() == std::chrono::December && !covers_year(*calendar, next_year))
    problems.add(problem_code::no_holidays_next_year, *block, "no holidays of " + text(next_year),
                 allowed(next_year));
}

} // namespace

void check_rule_relations(const value& tree, const load_context& context, problem_list& problems) {
  check_product_limits(tree, problems);
  check_positions_against_day(tree, problems);
  check_holidays(tree, context, problems);
}

} // namespace riskd::config
