#include "config/leaves.hpp"
#include "config/rules/rule_entry.hpp"
#include "config/typed_value.hpp"

namespace riskd::config {

namespace {

constexpr std::int64_t ticks_max = 10'000;

node ticks(const char* key, std::int64_t low, const char* initial, const char* meaning) {
  return integer(key, low, ticks_max, initial, meaning);
}

node enabled_key(const char* initial) {
  return flag("enabled", initial, "Whether this part acts.");
}

bool is_enabled(const value& block, std::string_view part) {
  const auto* enabled = block.find({part, "enabled"});
  return enabled && enabled->kind == value_kind::flag && enabled->flag;
}

/// E-11: the stop would trail before it has reached the entry.
void check_levels(const value& block, problem_list& problems) {
  const auto* activation = block.find({"trailing_stop", "activation_profit_ticks"});
  const auto* threshold = block.find({"auto_breakeven", "profit_threshold_ticks"});
  if (!is_enabled(block, "trailing_stop") || !is_enabled(block, "auto_breakeven")
      || !usable_integer(activation) || !usable_integer(threshold)
      || *usable_integer(activation) >= *usable_integer(threshold))
    return;
  problems.add(problem_code::trailing_before_breakeven,
               activation->is_default() ? *threshold : *activation,
               "trailing from " + activation->text + " ticks, breakeven from " + threshold->text,
               "trailing that starts no earlier than breakeven");
}

} // namespace

rule_entry trade_management_entry() {
  rule_entry out;
  out.id = domain::rule_id::trade_management;
  out.meaning = "Protective stops are placed and tightened, never loosened.";
  out.parameters = {
    section("auto_breakeven", "Moves the stop to the entry once the position is ahead.",
            {enabled_key("true"),
             ticks("profit_threshold_ticks", 1, "4", "How far ahead the position must be."),
             ticks("offset_ticks", 0, "1", "How far beyond the entry the stop goes.")}),
    section("trailing_stop", "Lets the stop follow the best price.",
            {enabled_key("true"),
             ticks("activation_profit_ticks", 1, "8", "How far ahead the position must be."),
             ticks("trail_ticks", 1, "4", "How far behind the best price the stop stays.")}),
    section(
      "auto_stop", "Keeps a stop at a fixed distance from the entry.",
      {enabled_key("false"), ticks("stop_ticks", 1, "10", "How far from the entry the stop is.")}),
    choice("if_missing", {"place", "skip"}, R"("place")",
           "Whether a stop is placed where there is none."),
  };
  out.check = check_levels;
  out.build = [](const value& block, const domain::time_zone_source&) -> domain::rules::any_rule {
    domain::rules::trade_management rule;
    const auto at = [&](std::string_view part, std::string_view key) {
      return integer_at(object_at(block, part), key);
    };
    rule.auto_breakeven.reset();
    if (is_enabled(block, "auto_breakeven"))
      rule.auto_breakeven = domain::rules::trade_management::breakeven{
        at("auto_breakeven", "profit_threshold_ticks"), at("auto_breakeven", "offset_ticks")};
    rule.trailing_stop.reset();
    if (is_enabled(block, "trailing_stop"))
      rule.trailing_stop = domain::rules::trade_management::trailing{
        at("trailing_stop", "activation_profit_ticks"), at("trailing_stop", "trail_ticks")};
    rule.auto_stop.reset();
    if (is_enabled(block, "auto_stop"))
      rule.auto_stop = domain::rules::trade_management::fixed{at("auto_stop", "stop_ticks")};
    rule.places_missing = text_at(block, "if_missing") == "place";
    return rule;
  };
  return out;
}

} // namespace riskd::config
