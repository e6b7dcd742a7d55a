#define CAF_SUITE config.presets

#include "config/preset.hpp"

#include "config/load.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <chrono>

namespace config_presets {

using namespace riskd;
using namespace std::chrono_literals;
using domain::dollars;

namespace {

namespace rules = domain::rules;

struct fixture : test::loading {
  domain::account_settings settings_of(const std::string& preset) {
    return good(R"({"version": 1, "preset": ")" + preset + "\"}").base.settings;
  }
};

/// The numbers of the active rules: `1 2 3`.
std::string numbers(const domain::account_settings& settings) {
  std::string out;
  for (const auto& each : settings.rules.all())
    out += (out.empty() ? "" : " ") + std::to_string(static_cast<int>(id_of(each)));
  return out;
}

template <class Rule>
Rule rule_of(const domain::account_settings& settings) {
  const auto* found = settings.rules.find<Rule>();
  if (!found)
    CAF_FAIL("the rule is off");
  return *found;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(preset_tests, fixture)

// Section 11.3
CAF_TEST(each preset has the rules of its column) {
  CAF_CHECK_EQUAL(numbers(settings_of("conservative")), "1 2 3 4 6 7 8 9 10 13");
  CAF_CHECK_EQUAL(numbers(settings_of("evaluation")), "1 2 3 4 6 7 8 9 10");
  CAF_CHECK_EQUAL(numbers(settings_of("aggressive")), "1 2 3 4 6 7 8 10 13");
  CAF_CHECK_EQUAL(numbers(settings_of("minimal")), "1 3");
  for (const char* name : {"topstep_50k", "topstep_100k", "topstep_150k"})
    CAF_CHECK_EQUAL(numbers(settings_of(name)), "1 3 8 9 10");
}

CAF_TEST(each preset has the limits of its column) {
  struct row {
    const char* name;
    int contracts;
    int per_product;
    int loss;
    int position_loss;
    std::vector<std::int64_t> entries;
  };
  for (const auto& x : {row{"conservative", 2, 1, -200, -100, {2, 5, 20}},
                        row{"evaluation", 5, 3, -500, -150, {3, 10, 50}},
                        row{"aggressive", 10, 5, -1000, -300, {5, 20, 100}}}) {
    const auto settings = settings_of(x.name);
    rules::max_contracts contracts;
    contracts.limit = domain::quantity{x.contracts};
    CAF_CHECK(rule_of<rules::max_contracts>(settings) == contracts);
    CAF_CHECK(rule_of<rules::max_contracts_per_instrument>(settings).default_limit
              == domain::quantity{x.per_product});
    CAF_CHECK((rule_of<rules::daily_realized_loss>(settings)
               == rules::daily_realized_loss{dollars(x.loss), true}));
    CAF_CHECK((rule_of<rules::daily_unrealized_loss>(settings)
               == rules::daily_unrealized_loss{dollars(x.position_loss), false}));
    rules::trade_frequency_limit frequency;
    frequency.per_minute.limit = x.entries[0];
    frequency.per_hour.limit = x.entries[1];
    frequency.per_session.limit = x.entries[2];
    CAF_CHECK(rule_of<rules::trade_frequency_limit>(settings) == frequency);
    CAF_CHECK(rule_of<rules::cooldown_after_loss>(settings) == rules::cooldown_after_loss{});
    CAF_CHECK(rule_of<rules::no_stop_loss_grace>(settings) == rules::no_stop_loss_grace{});
    CAF_CHECK(rule_of<rules::auth_loss_guard>(settings) == rules::auth_loss_guard{});
  }
  CAF_CHECK(rule_of<rules::daily_realized_profit>(settings_of("conservative")).target
            == dollars(400));
  CAF_CHECK(rule_of<rules::daily_realized_profit>(settings_of("aggressive")).target
            == dollars(2000));
  const auto listed = rule_of<rules::max_contracts_per_instrument>(settings_of("evaluation"));
  CAF_CHECK((listed.instrument_limits
             == std::map<std::string, domain::quantity>{{"ES", domain::quantity{1}},
                                                        {"MNQ", domain::quantity{2}}}));
  const auto minimal = settings_of("minimal");
  CAF_CHECK(rule_of<rules::max_contracts>(minimal) == rules::max_contracts{});
  CAF_CHECK(rule_of<rules::daily_realized_loss>(minimal) == rules::daily_realized_loss{});
}

CAF_TEST(the presets of Topstep differ in size) {
  struct row {
    const char* name;
    int contracts;
    int loss;
  };
  for (const auto& x : {row{"topstep_50k", 50, -1000}, row{"topstep_100k", 100, -2000},
                        row{"topstep_150k", 150, -3000}}) {
    const auto settings = settings_of(x.name);
    const auto contracts = rule_of<rules::max_contracts>(settings);
    CAF_CHECK(contracts.limit == domain::quantity{x.contracts});
    CAF_CHECK(contracts.count_type == rules::max_contracts::counting::gross);
    CAF_CHECK_EQUAL(contracts.weights.size(), 37u);
    CAF_CHECK(std::all_of(contracts.weights.begin(), contracts.weights.end(),
                          [](const auto& each) { return each.second == 10; }));
    for (const char* micro : {"MES", "MNQ", "M2K", "MYM", "MCL", "MNG", "MGC", "SIL", "MHG", "M6A",
                              "M6B", "M6E", "MBT", "MET"})
      CAF_CHECK(!contracts.weights.contains(micro));
    CAF_CHECK(rule_of<rules::daily_realized_loss>(settings).limit == dollars(x.loss));
    const auto hours = rule_of<rules::session_block_outside>(settings).hours;
    CAF_CHECK((hours.windows
               == std::vector<domain::session_window>{
                 {{std::chrono::Sunday, std::chrono::Monday, std::chrono::Tuesday,
                   std::chrono::Wednesday, std::chrono::Thursday},
                  17h,
                  15h + 8min}}));
    CAF_CHECK(settings.calendar.early_closes.contains(2026y / 11 / 27));
    CAF_CHECK(!settings.calendar.holidays.at(2026y).contains(2026y / 11 / 26));
  }
}

// A-176
CAF_TEST(a preset alone is a configuration) {
  const auto text = R"({"version": 1, "preset": "evaluation"})";
  CAF_CHECK_EQUAL(error_places(text), "");
  CAF_CHECK_EQUAL(warning_places(text), "W-1 /rules/max_contracts\n");
  for (const auto& each : config::presets())
    CAF_CHECK_EQUAL(each.name + errors(R"({"version": 1, "preset": ")" + each.name + "\"}"),
                    each.name);
}

// R-C-2, A-181
CAF_TEST(the file wins over its preset) {
  const auto settings = good(R"({"version": 1, "preset": "evaluation", "rules": {
    "no_stop_loss_grace": null, "daily_realized_loss": {"limit": -250},
    "trade_frequency_limit": {"limits": {"per_minute": null}},
    "max_contracts_per_instrument": {"instrument_limits": {"NQ": 1}}}})")
                          .base.settings;
  CAF_CHECK_EQUAL(numbers(settings), "1 2 3 4 6 7 9 10");
  CAF_CHECK(rule_of<rules::daily_realized_loss>(settings).limit == dollars(-250));
  CAF_CHECK(!rule_of<rules::trade_frequency_limit>(settings).per_minute.limit);
  CAF_CHECK_EQUAL(rule_of<rules::max_contracts_per_instrument>(settings).instrument_limits.size(),
                  3u);
  CAF_CHECK_EQUAL(warning_places(R"({"version": 1, "preset": "evaluation",
                                     "rules": {"no_stop_loss_grace": null}})"),
                  "W-1 /rules/max_contracts\nW-6 \n");
}

CAF_TEST(an override wins over both) {
  const auto read = good(R"({"version": 1, "preset": "conservative",
    "rules": {"max_contracts": {"limit": 3}},
    "accounts": [{"id": 1}, {"id": 2, "override": {"rules": {"max_contracts": {"limit": 1},
                                                             "auth_loss_guard": null}}}]})");
  CAF_CHECK(rule_of<rules::max_contracts>(read.accounts.at(0).settings).limit
            == domain::quantity{3});
  CAF_CHECK(rule_of<rules::max_contracts>(read.accounts.at(1).settings).limit
            == domain::quantity{1});
  CAF_CHECK_EQUAL(numbers(read.accounts.at(1).settings), "1 2 3 4 6 7 8 9 13");
}

CAF_TEST(a file may return to the default holidays) {
  const auto settings = good(R"({"version": 1, "preset": "topstep_50k",
                                 "calendar": {"exchange": null}})")
                          .base.settings;
  CAF_CHECK(settings.calendar == settings_of("evaluation").calendar);
}

CAF_TEST(a file conflicts with its preset at the place of the file) {
  CAF_CHECK_EQUAL(error_places(R"({"version": 1, "preset": "conservative", "rules":
                    {"max_contracts_per_instrument": {"instrument_limits": {"MNQ": 3}}}})"),
                  "E-5 /rules/max_contracts_per_instrument/instrument_limits/MNQ\n");
  CAF_CHECK_EQUAL(error_places(R"({"version": 1, "preset": "conservative", "rules":
                    {"trade_frequency_limit": {"limits": {"per_minute": 6}}}})"),
                  "E-3 /rules/trade_frequency_limit/limits/per_minute\n");
}

CAF_TEST(what a preset says is no default) {
  const auto keys = good(R"({"version": 1, "preset": "minimal"})").defaulted_keys;
  const auto has = [&](const char* key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  CAF_CHECK(!has("/rules/max_contracts/limit"));
  CAF_CHECK(has("/rules/max_contracts/count_type"));
  CAF_CHECK(has("/pnl_basis"));
  CAF_CHECK(!has("/preset"));
}

CAF_TEST(an unknown preset is refused) {
  CAF_CHECK_EQUAL(errors(R"({"version": 1, "preset": "evalution"})"),
                  "E-1 /preset at 1:26: found \"evalution\"; allowed: conservative | evaluation | "
                  "aggressive | minimal | topstep_50k | topstep_100k | topstep_150k; did you mean "
                  "\"evaluation\"?\n");
  CAF_CHECK(!schema_fault(R"({"version": 1, "preset": "evalution"})").empty());
  CAF_CHECK_EQUAL(schema_fault(R"({"version": 1, "preset": null})"), "");
}

// W-8
CAF_TEST(an expired preset is doubtful) {
  const auto text = R"({"version": 1, "preset": "minimal"})";
  for (const auto& each : config::presets())
    CAF_CHECK_EQUAL(each.name + " " + domain::to_string(each.expires_on),
                    each.name + " 2027-03-31");
  CAF_CHECK_EQUAL(warning_places(text), "W-6 \n");
  context.now = domain::parse_time("2027-03-31T23:59:59Z");
  CAF_CHECK_EQUAL(warning_places(text), "W-6 \n");
  context.now = domain::parse_time("2027-04-01T00:00:00Z");
  CAF_CHECK_EQUAL(warning_places(text), "W-6 \nW-8 /preset\n");
  CAF_CHECK_EQUAL(warning_places(R"({"version": 1, "rules": {"max_contracts": {}}})"), "W-6 \n");
}

CAF_TEST(every preset tells its source) {
  for (const auto& each : config::presets()) {
    CAF_CHECK(!each.source.empty());
    CAF_CHECK(each.verified_on < each.expires_on);
    CAF_CHECK(each.content.find("about") == nullptr);
    CAF_CHECK(config::find_preset(each.name) == &each);
  }
  CAF_CHECK(config::find_preset("none") == nullptr);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_presets
