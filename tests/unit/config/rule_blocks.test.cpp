#define CAF_SUITE config.rule_blocks

#include "config/load.hpp"
#include "config/rules/rule_table.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>

namespace config_rule_blocks {

using namespace riskd;
using namespace std::chrono_literals;
using domain::dollars;
using test::file_with_rules;

namespace {

namespace rules = domain::rules;

struct fixture : test::loading {
  domain::rules::rule_set read(const std::string& blocks) {
    return good(file_with_rules(blocks)).base.settings.rules;
  }

  /// The only rule of a file.
  template <class Rule>
  Rule only(const std::string& block) {
    const auto all = read(block);
    const auto* found = all.find<Rule>();
    if (!found || all.all().size() != 1)
      CAF_FAIL("another rule");
    return *found;
  }

  void check_rules(const std::string& blocks, const std::string& expected) {
    CAF_CHECK_EQUAL(blocks + "\n" + judged_places(file_with_rules(blocks)),
                    blocks + "\n" + expected);
  }
};

std::string frequency(const std::string& limits) {
  return R"("trade_frequency_limit": {"limits": {)" + limits + "}}";
}

std::string tiers(const std::string& list) {
  return R"("cooldown_after_loss": {"tiers": [)" + list + "]}";
}

std::string management(const std::string& parts) {
  return R"("trade_management": {)" + parts + "}";
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(rule_block_tests, fixture)

// Section 5
CAF_TEST(an empty block has the defaults of the specification) {
  CAF_CHECK(only<rules::daily_unrealized_loss>(R"("daily_unrealized_loss": {})")
            == rules::daily_unrealized_loss{});
  CAF_CHECK(only<rules::max_unrealized_profit>(R"("max_unrealized_profit": {})")
            == rules::max_unrealized_profit{});
  CAF_CHECK(only<rules::trade_frequency_limit>(R"("trade_frequency_limit": {})")
            == rules::trade_frequency_limit{});
  CAF_CHECK(only<rules::cooldown_after_loss>(R"("cooldown_after_loss": {})")
            == rules::cooldown_after_loss{});
  CAF_CHECK(only<rules::no_stop_loss_grace>(R"("no_stop_loss_grace": {})")
            == rules::no_stop_loss_grace{});
  CAF_CHECK(only<rules::auth_loss_guard>(R"("auth_loss_guard": {})") == rules::auth_loss_guard{});
  CAF_CHECK(only<rules::symbol_blocks>(R"("symbol_blocks": {})") == rules::symbol_blocks{});
  CAF_CHECK(only<rules::trade_management>(R"("trade_management": {})")
            == rules::trade_management{});
  const auto session = only<rules::session_block_outside>(R"("session_block_outside": {})");
  CAF_CHECK_EQUAL(session.hours.zone.name(), "America/Chicago");
  CAF_CHECK(session.hours.respects_holidays);
  CAF_CHECK(session.warn_before_end == 60s);
  CAF_REQUIRE_EQUAL(session.hours.windows.size(), 1u);
  const auto& window = session.hours.windows[0];
  CAF_CHECK((window.days
             == std::vector<std::chrono::weekday>{std::chrono::Monday, std::chrono::Tuesday,
                                                  std::chrono::Wednesday, std::chrono::Thursday,
                                                  std::chrono::Friday}));
  CAF_CHECK(window.start == 8h + 30min);
  CAF_CHECK(window.end == 15h);
}

CAF_TEST(every value of the limits per position arrives) {
  CAF_CHECK((only<rules::daily_unrealized_loss>(
               R"("daily_unrealized_loss": {"limit": "-0.5", "respect_daily_limit": true})")
             == rules::daily_unrealized_loss{domain::money{-5'000}, true}));
  CAF_CHECK((only<rules::max_unrealized_profit>(
               R"("max_unrealized_profit": {"target": 193.7513, "respect_daily_target": true})")
             == rules::max_unrealized_profit{domain::money{1'937'513}, true}));
}

CAF_TEST(every value of the frequency limit arrives) {
  rules::trade_frequency_limit expected;
  expected.per_minute = {1, 2s};
  expected.per_hour = {3, std::nullopt};
  expected.per_session = {std::nullopt, 86400s};
  expected.trigger = rules::trade_frequency_limit::trigger_point::on_reach;
  expected.count_mode = domain::unit_kind::fills;
  expected.existing_positions = domain::lock_policy::flatten;
  CAF_CHECK(only<rules::trade_frequency_limit>(R"("trade_frequency_limit": {
      "limits": {"per_minute": 1, "per_hour": 3, "per_session": null},
      "cooldown_seconds": {"per_minute": 2, "per_hour": "until_reset", "per_session": 86400},
      "trigger": "on_reach", "count_mode": "fills", "existing_positions": "flatten"})")
            == expected);
  CAF_CHECK(
    only<rules::trade_frequency_limit>(R"("trade_frequency_limit": {"count_mode": "round_turns"})")
      .count_mode
    == domain::unit_kind::round_turns);
}

// R-C-2
CAF_TEST(null switches a window off until a later layer gives it back) {
  check_rules(frequency(R"("per_minute": null, "per_hour": null, "per_session": null)"), "");
  check_rules(R"("trade_frequency_limit": {"limits": null})",
              "E-1 /rules/trade_frequency_limit/limits\n");
  check_rules(R"("trade_frequency_limit": {"cooldown_seconds": {"per_hour": null}})",
              "E-1 /rules/trade_frequency_limit/cooldown_seconds/per_hour\n");
  const auto accounts = good(R"({"version": 1,
    "rules": {"trade_frequency_limit": {"limits": {"per_hour": null}}},
    "accounts": [{"id": 1},
      {"id": 2, "override": {"rules": {"trade_frequency_limit": {"limits": {"per_hour": 7}}}}},
      {"id": 3, "override": {"rules": {"trade_frequency_limit": {"limits": {"per_minute": null}}}}}
    ]})")
                          .accounts;
  const auto limits = [&](std::size_t i) {
    const auto* rule = accounts.at(i).settings.rules.find<rules::trade_frequency_limit>();
    return std::pair{rule->per_minute.limit.value_or(0), rule->per_hour.limit.value_or(0)};
  };
  CAF_CHECK((limits(0) == std::pair<std::int64_t, std::int64_t>{3, 0}));
  CAF_CHECK((limits(1) == std::pair<std::int64_t, std::int64_t>{3, 7}));
  CAF_CHECK((limits(2) == std::pair<std::int64_t, std::int64_t>{0, 0}));
}

// E-3, A-78
CAF_TEST(longer windows allow no less) {
  const std::string place = "E-3 /rules/trade_frequency_limit/limits/";
  check_rules(frequency(R"("per_minute": 20, "per_hour": 10)"), place + "per_hour\n");
  check_rules(frequency(R"("per_minute": 10, "per_hour": 10, "per_session": 10)"), "");
  check_rules(frequency(R"("per_minute": 11)"), place + "per_minute\n");
  check_rules(frequency(R"("per_session": 9)"), place + "per_session\n");
  check_rules(frequency(R"("per_minute": 11, "per_hour": null)"), "");
  check_rules(frequency(R"("per_minute": 51, "per_hour": null)"), place + "per_minute\n");
  check_rules(frequency(R"("per_minute": 51, "per_hour": null, "per_session": null)"), "");
}

// E-4, A-173
CAF_TEST(tiers go from small to large) {
  const std::string place = "E-4 /rules/cooldown_after_loss/tiers/1/";
  check_rules(tiers(R"({"loss": -100, "cooldown_seconds": 300},
                       {"loss": -100.01, "cooldown_seconds": 300})"),
              "");
  check_rules(tiers(R"({"loss": -200, "cooldown_seconds": 900},
                       {"loss": -100, "cooldown_seconds": 300})"),
              place + "loss\n" + place + "cooldown_seconds\n");
  check_rules(tiers(R"({"loss": -100, "cooldown_seconds": 300},
                       {"loss": -100, "cooldown_seconds": 300})"),
              place + "loss\n");
  check_rules(tiers(R"({"loss": -100, "cooldown_seconds": 300},
                       {"loss": -200, "cooldown_seconds": 299})"),
              place + "cooldown_seconds\n");
}

CAF_TEST(there are one to ten tiers) {
  check_rules(tiers(""), "E-1 /rules/cooldown_after_loss/tiers\n");
  std::string list;
  for (int i = 1; i <= 10; ++i)
    list += (i == 1 ? "" : ", ")
            + (R"({"loss": -)" + std::to_string(i) + R"(, "cooldown_seconds": 1})");
  check_rules(tiers(list), "");
  check_rules(tiers(list + R"(, {"loss": -11, "cooldown_seconds": 1})"),
              "E-1 /rules/cooldown_after_loss/tiers\n");
  check_rules(tiers(R"({"loss": 0, "cooldown_seconds": 1})"),
              "E-2 /rules/cooldown_after_loss/tiers/0/loss\n");
  check_rules(tiers(R"({"loss": -1.00001, "cooldown_seconds": 1})"),
              "E-15 /rules/cooldown_after_loss/tiers/0/loss\n");
  check_rules(tiers(R"({"loss": -1, "cooldown_seconds": 1, "policy": "keep"})"),
              "E-1 /rules/cooldown_after_loss/tiers/0/policy\n");
  const auto read = only<rules::cooldown_after_loss>(
    R"("cooldown_after_loss": {"tiers": [{"loss": -5, "cooldown_seconds": 86400}],
                               "existing_positions": "keep"})");
  CAF_CHECK((read.tiers == std::vector<rules::cooldown_after_loss::tier>{{dollars(-5), 86400s}}));
  CAF_CHECK(read.existing_positions == domain::lock_policy::keep);
}

CAF_TEST(every value of the grace arrives) {
  CAF_CHECK((only<rules::no_stop_loss_grace>(R"("no_stop_loss_grace": {"grace_period_seconds": 1,
      "require_full_coverage": false, "require_continuous": false, "accept_stop_limit": false})")
             == rules::no_stop_loss_grace{1s, false, false, false}));
  check_rules(R"("no_stop_loss_grace": {"grace_period_seconds": 0})",
              "E-1 /rules/no_stop_loss_grace/grace_period_seconds\n");
  check_rules(R"("no_stop_loss_grace": {"grace_period_seconds": 86401})",
              "E-1 /rules/no_stop_loss_grace/grace_period_seconds\n");
}

CAF_TEST(every value of the session arrives) {
  const auto read = only<rules::session_block_outside>(R"("session_block_outside": {
    "timezone": "Europe/Berlin", "respect_holidays": false, "warn_before_end_seconds": 0,
    "windows": [{"days": ["sat", "sun", "sat"], "start": "22:00:01", "end": "06:00"},
                {"days": ["wed"], "start": "00:00", "end": "00:00"}]})");
  CAF_CHECK_EQUAL(read.hours.zone.name(), "Europe/Berlin");
  CAF_CHECK(!read.hours.respects_holidays);
  CAF_CHECK(read.warn_before_end == 0s);
  CAF_REQUIRE_EQUAL(read.hours.windows.size(), 2u);
  CAF_CHECK(
    (read.hours.windows[0]
     == domain::session_window{{std::chrono::Sunday, std::chrono::Saturday}, 22h + 1s, 6h}));
  CAF_CHECK((read.hours.windows[1] == domain::session_window{{std::chrono::Wednesday}, 0s, 0s}));
}

CAF_TEST(there are one to fourteen windows) {
  const std::string window = R"({"days": ["mon"], "start": "08:00", "end": "09:00"})";
  const auto with = [&](int count) {
    std::string list;
    for (int i = 0; i < count; ++i)
      list += (i == 0 ? "" : ", ") + window;
    return R"("session_block_outside": {"windows": [)" + list + "]}";
  };
  check_rules(with(0), "E-1 /rules/session_block_outside/windows\n");
  check_rules(with(1), "");
  check_rules(with(14), "");
  check_rules(with(15), "E-1 /rules/session_block_outside/windows\n");
  check_rules(R"("session_block_outside": {"windows": [{"days": [], "start": "08:00",
              "end": "09:00"}]})",
              "E-1 /rules/session_block_outside/windows/0/days\n");
  check_rules(R"("session_block_outside": {"warn_before_end_seconds": 3601})",
              "E-1 /rules/session_block_outside/warn_before_end_seconds\n");
}

CAF_TEST(the broker is asked at most every ten seconds) {
  check_rules(R"("auth_loss_guard": {"check_interval_seconds": 9})",
              "E-1 /rules/auth_loss_guard/check_interval_seconds\n");
  CAF_CHECK(only<rules::auth_loss_guard>(R"("auth_loss_guard": {"check_interval_seconds": 10})")
              .check_interval
            == 10s);
}

// E-10, A-174
CAF_TEST(everything is blocked only by saying so twice) {
  const std::string place = "E-10 /rules/symbol_blocks/blocked_symbols/";
  check_rules(R"("symbol_blocks": {"blocked_symbols": ["*"]})", place + "0\n");
  check_rules(R"("symbol_blocks": {"blocked_symbols": ["ES", "***"]})", place + "1\n");
  check_rules(R"("symbol_blocks": {"blocked_symbols": ["*"], "allow_block_all": true})", "");
  check_rules(R"("symbol_blocks": {"blocked_symbols": ["?*", "e*", "RTY"]})", "");
  check_rules(R"("symbol_blocks": {"blocked_symbols": [""]})",
              "E-1 /rules/symbol_blocks/blocked_symbols/0\n");
  CAF_CHECK((only<rules::symbol_blocks>(R"("symbol_blocks": {"blocked_symbols": ["e*", "6?"]})")
               .blocked_symbols
             == std::vector<std::string>{"E*", "6?"}));
}

// E-11
CAF_TEST(trailing starts no earlier than breakeven) {
  const std::string place = "E-11 /rules/trade_management/";
  const std::string activation = "trailing_stop/activation_profit_ticks\n";
  check_rules(management(R"("trailing_stop": {"activation_profit_ticks": 3})"), place + activation);
  check_rules(management(R"("trailing_stop": {"activation_profit_ticks": 4})"), "");
  check_rules(management(R"("auto_breakeven": {"profit_threshold_ticks": 9})"),
              place + "auto_breakeven/profit_threshold_ticks\n");
  check_rules(management(R"("auto_breakeven": {"profit_threshold_ticks": 9, "enabled": false})"),
              "");
  check_rules(management(R"("trailing_stop": {"activation_profit_ticks": 3, "enabled": false})"),
              "");
}

CAF_TEST(every value of the management arrives) {
  rules::trade_management expected;
  expected.auto_breakeven = rules::trade_management::breakeven{5, 0};
  expected.trailing_stop = rules::trade_management::trailing{10'000, 1};
  expected.auto_stop = rules::trade_management::fixed{7};
  expected.places_missing = false;
  CAF_CHECK(only<rules::trade_management>(management(
              R"("auto_breakeven": {"profit_threshold_ticks": 5, "offset_ticks": 0},
                 "trailing_stop": {"activation_profit_ticks": 10000, "trail_ticks": 1},
                 "auto_stop": {"enabled": true, "stop_ticks": 7}, "if_missing": "skip")"))
            == expected);
  const auto none = only<rules::trade_management>(
    management(R"("auto_breakeven": {"enabled": false}, "trailing_stop": {"enabled": false})"));
  CAF_CHECK(!none.auto_breakeven && !none.trailing_stop && !none.auto_stop);
  check_rules(management(R"("auto_breakeven": null)"),
              "E-1 /rules/trade_management/auto_breakeven\n");
}

CAF_TEST(all thirteen rules are in the table by number) {
  int number = 0;
  for (const auto& entry : config::rule_table())
    CAF_CHECK_EQUAL(static_cast<int>(entry.id), ++number);
  CAF_CHECK_EQUAL(number, 13);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_rule_blocks
