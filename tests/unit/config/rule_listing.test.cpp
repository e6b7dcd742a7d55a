#define CAF_SUITE config.rule_listing

#include "config/rule_listing.hpp"

#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_rule_listing {

using namespace riskd;

namespace {

struct fixture : test::loading {
  /// One line for each parameter of a rule: `limit -500 file`.
  std::string listed(const std::vector<config::listed_rule>& rules, domain::rule_id id) {
    const auto& rule = rules.at(static_cast<std::size_t>(id) - 1);
    CAF_REQUIRE(rule.id == id);
    std::string out = rule.is_active ? "on\n" : "off\n";
    for (const auto& each : rule.parameters)
      out += each.key + " " + each.content + " " + to_string(each.source) + "\n";
    return out;
  }
};

constexpr const char* layers = R"({"version": 1, "preset": "conservative",
  "rules": {
    "daily_realized_loss": {"limit": -150.5},
    "trade_frequency_limit": {"limits": {"per_minute": null, "per_hour": 4}},
    "no_stop_loss_grace": {"enabled": false}
  },
  "accounts": [{"id": 1}, {"id": 2, "override": {"rules": {
    "daily_realized_loss": {"include_unrealized": false},
    "trade_frequency_limit": {"limits": {"per_minute": 1, "per_session": null}},
    "auth_loss_guard": null
  }}}]})";

using id = domain::rule_id;

} // namespace

CAF_TEST_FIXTURE_SCOPE(rule_listing_tests, fixture)

CAF_TEST(every parameter names the layer that it comes from) {
  const auto rules = good(layers).accounts.at(0).rules;
  CAF_CHECK_EQUAL(listed(rules, id::daily_realized_loss),
                  "on\nenabled true default\nlimit -150.5 file\n"
                  "include_unrealized true default\n");
  CAF_CHECK_EQUAL(listed(rules, id::daily_unrealized_loss),
                  "on\nenabled true default\nlimit -100 preset\n"
                  "respect_daily_limit false default\n");
  CAF_CHECK_EQUAL(listed(rules, id::trade_frequency_limit),
                  "on\nenabled true default\nlimits.per_minute null file\n"
                  "limits.per_hour 4 file\nlimits.per_session 20 preset\n"
                  "cooldown_seconds.per_minute 60 default\n"
                  "cooldown_seconds.per_hour 1800 default\n"
                  "cooldown_seconds.per_session 3600 default\ntrigger \"on_exceed\" default\n"
                  "count_mode \"entries\" default\nexisting_positions \"keep\" default\n");
}

CAF_TEST(an override shows in its account only) {
  const auto rules = good(layers).accounts.at(1).rules;
  CAF_CHECK_EQUAL(listed(rules, id::daily_realized_loss),
                  "on\nenabled true default\nlimit -150.5 file\n"
                  "include_unrealized false override\n");
  const auto frequency = listed(rules, id::trade_frequency_limit);
  CAF_CHECK(frequency.find("limits.per_minute 1 override\nlimits.per_hour 4 file\n"
                           "limits.per_session null override\n")
            != std::string::npos);
}

CAF_TEST(rules that are off are listed too) {
  const auto read = good(layers);
  CAF_REQUIRE_EQUAL(read.accounts.at(1).rules.size(), 13u);
  CAF_CHECK_EQUAL(listed(read.accounts.at(1).rules, id::auth_loss_guard), "off\n");
  CAF_CHECK_EQUAL(listed(read.accounts.at(0).rules, id::trade_management), "off\n");
  CAF_CHECK(listed(read.accounts.at(0).rules, id::no_stop_loss_grace)
              .starts_with("off\nenabled false file\ngrace_period_seconds 60 default\n"));
  CAF_CHECK_EQUAL(read.base.rules.size(), 13u);
}

CAF_TEST(lists with maps are one parameter each) {
  const auto rules = good(R"({"version": 1, "rules": {"max_contracts": {"weights": {"ES": 10}},
    "cooldown_after_loss": {}}})")
                       .base.rules;
  CAF_CHECK(listed(rules, id::max_contracts).find("weights {\"ES\":10} file\n")
            != std::string::npos);
  CAF_CHECK(
    listed(rules, id::cooldown_after_loss).find("tiers [{\"cooldown_seconds\":300,\"loss\":-100},")
    != std::string::npos);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_rule_listing
