#include "config/leaves.hpp"
#include "config/rules/policy_word.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/typed_value.hpp"
#include "domain/money.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace riskd::config {

namespace {

constexpr const char* default_tiers = R"([{"loss": -100, "cooldown_seconds": 300}, )"
                                      R"({"loss": -200, "cooldown_seconds": 900}, )"
                                      R"({"loss": -300, "cooldown_seconds": 1800}])";

/// The pause that a list demands after a loss; 0 if it demands none.
std::int64_t pause_after(const value& tiers, domain::money loss) {
  std::int64_t pause = 0;
  for (const auto& each : tiers.items)
    if (loss <= money_at(each, "loss"))
      pause = std::max(pause, integer_at(each, "cooldown_seconds"));
  return pause;
}

/// The list that demands, after each loss, the longer pause of both.
value longest_pauses(const value& in_force, const value& wanted) {
  std::map<domain::money, value, std::greater<>> tiers;
  for (const auto* list : {&in_force, &wanted})
    for (const auto& each : list->items)
      tiers.insert_or_assign(money_at(each, "loss"), each);
  auto out = in_force;
  out.items.clear();
  std::int64_t before = 0;
  for (auto& [loss, tier] : tiers) {
    const auto pause = std::max(pause_after(in_force, loss), pause_after(wanted, loss));
    if (pause == std::exchange(before, pause))
      continue; // Another step of the same pause says nothing new.
    auto seconds = *tier.find("cooldown_seconds");
    seconds.text = std::to_string(pause);
    set_member(tier, {"cooldown_seconds", seconds.where, std::move(seconds)});
    out.items.push_back(std::move(tier));
  }
  return canonical_json(out) == canonical_json(in_force) ? in_force : out;
}

node tiers_list() {
  auto tier = section(
    "tier", "One step of the list.",
    {required(negative_money("loss", "", "The order's result from which this step applies.")),
     required(integer("cooldown_seconds", 1, 86'400, "", "How long the pause lasts."))});
  auto out = list_of("tiers", std::move(tier),
                     "The larger the loss, the longer the pause: losses strictly decreasing, "
                     "pauses never shorter than the one before.");
  out.type = "list of 1..10 {loss, cooldown_seconds}";
  out.initial = default_tiers;
  out.items_min = 1;
  out.items_max = 10;
  out.stricter = "losses nearer to 0, longer pauses, one more";
  out.strictest = longest_pauses;
  return out;
}

std::optional<domain::money> usable_money(const value* x) {
  return x && x->kind == value_kind::number ? domain::parse_money(x->text) : std::nullopt;
}

/// E-4.
void check_order(const value& block, problem_list& problems) {
  const auto* tiers = block.find("tiers");
  for (std::size_t i = 1; tiers && i < tiers->items.size(); ++i) {
    const auto& before = tiers->items[i - 1];
    const auto& tier = tiers->items[i];
    const auto loss = usable_money(tier.find("loss"));
    const auto lesser_loss = usable_money(before.find("loss"));
    if (loss && lesser_loss && *loss >= *lesser_loss)
      problems.add(problem_code::tier_order, *tier.find("loss"),
                   to_string(*loss) + " after " + to_string(*lesser_loss),
                   "losses strictly decreasing");
    const auto pause = usable_integer(tier.find("cooldown_seconds"));
    const auto lesser_pause = usable_integer(before.find("cooldown_seconds"));
    if (pause && lesser_pause && *pause < *lesser_pause)
      problems.add(problem_code::tier_order, *tier.find("cooldown_seconds"),
                   std::to_string(*pause) + " after " + std::to_string(*lesser_pause),
                   "cooldowns that never shrink");
  }
}

} // namespace

rule_entry cooldown_after_loss_entry() {
  rule_entry out;
  out.id = domain::rule_id::cooldown_after_loss;
  out.meaning = "Trading pauses after an order that closed at a loss; the larger, the longer.";
  out.parameters = {tiers_list(), policy_choice("existing_positions", "flatten")};
  out.check = check_order;
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::cooldown_after_loss rule;
    rule.tiers.clear();
    for (const auto& each : list_at(block, "tiers").items)
      rule.tiers.push_back(
        {money_at(each, "loss"), std::chrono::seconds{integer_at(each, "cooldown_seconds")}});
    rule.existing_positions = policy_at(block, "existing_positions");
    return rule;
  };
  return out;
}

} // namespace riskd::config
