#define CAF_SUITE config.accounts

#include "config/effective.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_accounts {

using namespace riskd;
using namespace std::chrono_literals;
using test::file_with;

namespace {

struct fixture : test::loading {
  /// The settings of an account with this override, in a file with `base` members.
  domain::account_settings overridden(const std::string& base, const std::string& changes) {
    auto read = good(R"({"version": 1, )" + base + R"(, "accounts": [{"id": 1, "override": {)"
                     + changes + "}}]}");
    return read.accounts.at(0).settings;
  }
};

constexpr const char* two_rules = R"("rules": {"max_contracts": {"limit": 7, "count_type": "gross",
  "weights": {"ES": 10, "NQ": 5}}, "daily_realized_loss": {"limit": -300}})";

template <class Rule>
const Rule& rule_of(const domain::account_settings& settings) {
  const auto* found = settings.rules.find<Rule>();
  if (!found)
    CAF_FAIL("the rule is off");
  return *found;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(account_tests, fixture)

// R-C-2
CAF_TEST(an override merges into the blocks of the file) {
  const auto settings = overridden(two_rules, R"("rules": {"max_contracts": {"limit": 3}})");
  const auto& rule = rule_of<domain::rules::max_contracts>(settings);
  CAF_CHECK(rule.limit == domain::quantity{3});
  CAF_CHECK(rule.count_type == domain::rules::max_contracts::counting::gross);
  CAF_CHECK((rule.weights == std::map<std::string, std::int64_t>{{"ES", 10}, {"NQ", 5}}));
  CAF_CHECK(rule_of<domain::rules::daily_realized_loss>(settings).limit == domain::dollars(-300));
}

CAF_TEST(maps merge by key) {
  const auto settings
    = overridden(two_rules, R"("rules": {"max_contracts": {"weights": {"NQ": 6, "CL": 2}}})");
  CAF_CHECK((rule_of<domain::rules::max_contracts>(settings).weights
             == std::map<std::string, std::int64_t>{{"CL", 2}, {"ES", 10}, {"NQ", 6}}));
}

CAF_TEST(null takes the block of a rule away) {
  const auto settings = overridden(two_rules, R"("rules": {"max_contracts": null})");
  CAF_CHECK(settings.rules.find<domain::rules::max_contracts>() == nullptr);
  CAF_CHECK(settings.rules.find<domain::rules::daily_realized_loss>() != nullptr);
}

CAF_TEST(a block that only the override has starts from the defaults) {
  const auto settings
    = overridden(two_rules, R"("rules": {"daily_realized_profit": {"target": 250}})");
  const auto& rule = rule_of<domain::rules::daily_realized_profit>(settings);
  CAF_CHECK(rule.target == domain::dollars(250));
  CAF_CHECK(rule.include_unrealized);
  CAF_CHECK_EQUAL(rule.message, "Daily target reached.");
}

CAF_TEST(a block that the file takes away may come back with its defaults) {
  const auto settings = overridden(R"("rules": {"daily_realized_loss": {}, "max_contracts": null})",
                                   R"("rules": {"max_contracts": {"count_type": "gross"}})");
  CAF_CHECK(rule_of<domain::rules::max_contracts>(settings).limit == domain::quantity{5});
}

CAF_TEST(enabled may differ between accounts) {
  const auto settings = overridden(two_rules, R"("rules": {"max_contracts": {"enabled": false}})");
  CAF_CHECK(settings.rules.find<domain::rules::max_contracts>() == nullptr);
}

CAF_TEST(everything that an override may have arrives) {
  const auto settings = overridden(
    two_rules, R"("pnl_basis": "gross", "reset": {"time": "00:00"}, "on_shutdown": "flatten",
                  "market": {"mark": "mid", "stale_after_seconds": 9})");
  CAF_CHECK(settings.basis == domain::pnl_basis::gross);
  CAF_CHECK(settings.reset.time_of_day == 0s);
  CAF_CHECK_EQUAL(settings.reset.zone.name(), "America/Chicago");
  CAF_CHECK(settings.on_shutdown == domain::shutdown_policy::flatten);
  CAF_CHECK(settings.mark == domain::mark_source::mid);
  CAF_CHECK(settings.stale_after == 9s);
}

CAF_TEST(an override may have nothing else) {
  for (const char* key : {"safe_mode", "supervision", "required_rules", "storage", "enabled",
                          "mode", "gateway", "version", "accounts", "alerts"})
    CAF_CHECK_EQUAL(error_places(file_with(R"(, "accounts": [{"id": 1, "override": {")"
                                           + std::string{key} + R"(": {}}}])")),
                    "E-1 /accounts/0/override/" + std::string{key} + "\n");
  for (const char* key : {"conflate_ms", "subscribe"})
    CAF_CHECK_EQUAL(error_places(file_with(R"(, "accounts": [{"id": 1, "override": {"market": {")"
                                           + std::string{key} + R"(": 1}}}])")),
                    "E-1 /accounts/0/override/market/" + std::string{key} + "\n");
}

CAF_TEST(accounts leave each other alone) {
  const auto read = good(R"({"version": 1, "rules": {"daily_realized_loss": {"limit": -500}},
    "accounts": [{"id": 1, "override": {"rules": {"daily_realized_loss": {"limit": -100}}}},
                 {"id": 2},
                 {"id": 3, "override": {"rules": {"daily_realized_loss": {"limit": -900}}}}]})");
  CAF_REQUIRE_EQUAL(read.accounts.size(), 3u);
  const auto limit = [&](std::size_t i) {
    return to_string(
      rule_of<domain::rules::daily_realized_loss>(read.accounts.at(i).settings).limit);
  };
  CAF_CHECK_EQUAL(limit(0), "-100.00");
  CAF_CHECK_EQUAL(limit(1), "-500.00");
  CAF_CHECK_EQUAL(limit(2), "-900.00");
  CAF_CHECK(read.base.settings.rules == read.accounts.at(1).settings.rules);
}

// What several keys say together is judged after merging.
CAF_TEST(an override may make a conflict) {
  CAF_CHECK_EQUAL(error_places(R"({"version": 1, "rules": {"max_contracts": {"limit": 5},
      "max_contracts_per_instrument": {"instrument_limits": {"MNQ": 5}}},
      "accounts": [{"id": 1}, {"id": 2, "override": {"rules": {"max_contracts": {"limit": 4}}}}]})"),
                  "E-5 /rules/max_contracts_per_instrument/instrument_limits/MNQ\n");
  CAF_CHECK_EQUAL(
    error_places(R"({"version": 1, "rules": {"max_contracts_per_instrument":
      {"instrument_limits": {"ES": 1}}}, "accounts": [{"id": 1, "override": {"rules":
      {"max_contracts_per_instrument": {"instrument_limits": {"EP": 2}}}}}]})"),
    "E-8 /accounts/0/override/rules/max_contracts_per_instrument/instrument_limits/EP\n");
}

CAF_TEST(the same problem seen through several accounts is one) {
  CAF_CHECK_EQUAL(error_places(R"({"version": 1, "rules": {"max_contracts": {"limit": 5},
      "max_contracts_per_instrument": {"instrument_limits": {"MNQ": 6}}},
      "accounts": [{"id": 1}, {"id": 2}]})"),
                  "E-5 /rules/max_contracts_per_instrument/instrument_limits/MNQ\n");
}

CAF_TEST(with several gateways each account names its own) {
  const std::string gateways
    = R"(, "gateways": {"topstep": {}, "other": {"rest_url": "https://api.other.com"}})";
  const auto read = good(file_with(
    gateways
    + R"(, "accounts": [{"id": 1, "gateway": "other"}, {"id": 2, "gateway": "topstep"}])"));
  CAF_REQUIRE_EQUAL(read.gateways.size(), 2u);
  CAF_CHECK_EQUAL(read.gateways.at(0).name, "topstep");
  CAF_CHECK_EQUAL(read.gateways.at(0).rest_url, "https://api.topstepx.com");
  CAF_CHECK_EQUAL(read.gateways.at(1).name, "other");
  CAF_CHECK_EQUAL(read.gateways.at(1).rest_url, "https://api.other.com");
  CAF_CHECK_EQUAL(read.accounts.at(0).gateway, "other");
  CAF_CHECK_EQUAL(read.accounts.at(1).gateway, "topstep");
  CAF_CHECK_EQUAL(error_places(file_with(gateways + R"(, "accounts": [{"id": 1}])")),
                  "E-1 /accounts/0\n");
  CAF_CHECK_EQUAL(errors(file_with(gateways + R"(, "accounts": [{"id": 1, "gateway": "othr"}])")),
                  "E-1 /accounts/0/gateway at 1:165: found gateway \"othr\"; allowed: topstep, "
                  "other; did you mean \"other\"?\n");
}

CAF_TEST(the only gateway needs no name) {
  const auto read = good(file_with(R"(, "gateways": {"topstep": {}}, "accounts": [{"id": 1}])"));
  CAF_CHECK_EQUAL(read.gateways.size(), 1u);
  CAF_CHECK_EQUAL(read.accounts.at(0).gateway, "topstep");
}

CAF_TEST(gateway excludes gateways) {
  CAF_CHECK_EQUAL(error_places(file_with(R"(, "gateway": {}, "gateways": {"a": {}})")),
                  "E-1 /gateway\n");
  CAF_CHECK_EQUAL(error_places(file_with(R"(, "gateway": {}, "gateways": {})")), "");
}

CAF_TEST(gateways have plain names) {
  CAF_CHECK_EQUAL(error_places(file_with(R"(, "gateways": {"": {}, "a b": {}, "a/b": {}})")),
                  "E-1 /gateways/\nE-1 /gateways/a b\nE-1 /gateways/a~1b\n");
}

CAF_TEST(two logins may have accounts of the same name) {
  CAF_CHECK_EQUAL(error_places(file_with(R"(, "gateways": {"a": {}, "b": {}}, "accounts": [
      {"name": "X", "gateway": "a"}, {"name": "X", "gateway": "b"},
      {"name": "X", "gateway": "a"}])")),
                  "E-7 /accounts/2/name\n");
}

CAF_TEST(addresses have the schemes of their use) {
  struct row {
    const char* key;
    const char* address;
    bool good;
  };
  for (const auto& x : {row{"rest_url", "https://api.topstepx.com", true},
                        row{"rest_url", "http://[::1]:80/x", true},
                        row{"rest_url", "wss://api.topstepx.com", false},
                        row{"rest_url", "HTTPS://a", false},
                        row{"rest_url", "api.topstepx.com", false},
                        row{"rest_url", "https://", false},
                        row{"rest_url", "https:///x", false},
                        row{"rest_url", "https://a:0", false},
                        row{"rest_url", "https://a:65536", false},
                        row{"rest_url", "https://a:", false},
                        row{"rest_url", "https://a b", false},
                        row{"rest_url", "https://u:p@a", false},
                        row{"rest_url", "https://a?x=1", false},
                        row{"rest_url", "https://a#x", false},
                        row{"rest_url", "https://a/ ", false},
                        row{"rest_url", "", false},
                        row{"user_hub_url", "wss://a/hubs/user", true},
                        row{"user_hub_url", "ws://a", true},
                        row{"market_hub_url", "https://a", true},
                        row{"market_hub_url", "file:///a", false}}) {
    const auto label = std::string{x.key} + " " + x.address + "\n";
    CAF_CHECK_EQUAL(label
                      + error_places(file_with(R"(, "gateway": {")" + std::string{x.key} + R"(": ")"
                                               + x.address + "\"}")),
                    label + (x.good ? "" : "E-1 /gateway/" + std::string{x.key} + "\n"));
  }
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_accounts
