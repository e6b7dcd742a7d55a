#include "tests/monitor/fleet_load_forms.hpp"

#include <fstream>
#include <iterator>
#include <utility>

namespace riskd::test {

namespace {

using json = nlohmann::ordered_json;

/// As many as the preset `evaluation` has.
constexpr std::size_t rule_count = 9;

/// The tests' answer has some rules only: they stand for the others too.
void fill_up_rules(json& rules) {
  const auto given = rules;
  for (std::size_t i = 0; rules.size() < rule_count; ++i) {
    auto next = given.at(i % given.size());
    next["rule"] = "RULE-10" + std::to_string(i);
    rules.push_back(std::move(next));
  }
}

} // namespace

load_forms read_load_forms() {
  std::ifstream in{std::string{RISKD_SOURCE_DIR} + "/tests/golden/control_api/status_busy.json"};
  auto status = json::parse(std::string{std::istreambuf_iterator<char>{in}, {}});
  load_forms out;
  const auto& accounts = status.at("accounts");
  out.lock = accounts.at(0).at("locks").at(0);
  out.account = accounts.at(1);
  fill_up_rules(out.account.at("rules"));
  status.erase("accounts");
  out.daemon = std::move(status);
  return out;
}

std::string story_text(const std::string& account, std::int64_t breach, const std::string& at) {
  const auto stage = [&at](const char* name, int delay, const char* note) {
    return json{
      {"stage", name}, {"at", at}, {"delay_us", delay}, {"at_most_us", nullptr}, {"note", note}};
  };
  const json out{
    {"schema", 1},
    {"breach",
     {{"name", account},
      {"id", "****4321"},
      {"breach", breach},
      {"ts", at},
      {"rule", "RULE-003"},
      {"about", nullptr},
      {"observed", "-512.00"},
      {"limit", "-500.00"},
      {"unit", "usd"},
      {"action", "flatten_and_lock"},
      {"closed", nullptr}}},
    {"mode", "enforce"},
    {"stages",
     {stage("received", 0, "trade by stream"), stage("sent", 2'300, "the first of 2"),
      stage("acknowledged", 32'000, "2 answered, 2 accepted"),
      stage("flat", 1'200'000, "told by the broker's events")}},
    {"locks", json::array()},
    {"commands", json::array()},
    {"has_more_commands", false},
    {"closings", json::array()},
    {"cost_of_delay",
     {{"figure", "-512.00"},
      {"result", "-525.24"},
      {"costs", "0.74"},
      {"lost", "12.50"},
      {"unknown_because", nullptr}}},
  };
  return out.dump();
}

} // namespace riskd::test
