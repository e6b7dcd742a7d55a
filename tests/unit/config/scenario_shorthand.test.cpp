#define CAF_SUITE config.scenario_shorthand

#include "tests/support/scenario_configuration.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

namespace config_scenario_shorthand {

// The configuration column of the scenarios in `rules.md` 14.2 is loaded as a file of the product
// would be: what it means and what is allowed cannot differ.

using namespace riskd;
using namespace std::chrono_literals;
using test::parse_configuration;

namespace {

namespace rules = domain::rules;

std::string outcome(const std::string& text) {
  try {
    static_cast<void>(parse_configuration(text));
    return text + " read";
  } catch (const std::invalid_argument& refused) {
    return text + " refused: " + refused.what();
  }
}

template <class Rule>
Rule rule_in(const std::string& text) {
  const auto settings = parse_configuration(text).base;
  const auto* found = settings.rules.find<Rule>();
  if (!found || settings.rules.all().size() != 1)
    CAF_FAIL("another rule");
  return *found;
}

} // namespace

CAF_TEST(every configuration of the scenarios can be read) {
  for (const char* text :
       {"001 {count_type: gross}",
        "002 {instrument_limits.MNQ: 2, default_limit: 5}",
        "002 {unknown_product_action: block}",
        "001 {limit: 50, count_type: gross, weights.ES: 10, weights.MES: 1}",
        "001 {limit: 3, enforcement: close_offending}",
        "001; 002 {instrument_limits.MNQ: 2, default_limit: 5}",
        "003; 006 {limits.per_minute: 1}",
        "003 {limit: -101}; pnl_basis: gross",
        "005; 013 {include_unrealized: false}",
        "003 {limit: -1, include_unrealized: false}",
        "004; stale 5",
        "001; 004; no contract lines",
        "003 {include_unrealized: false}; 004 {respect_daily_limit: true}",
        "004 {limit: -10}; market.mark: exit_side",
        "005 {target: 193.7513}",
        "003; 010",
        "006 {limits.per_minute: 2, count_mode: fills}",
        "006 {limits.per_minute: 3, limits.per_hour: 3}",
        "006 {limits.per_minute: null, limits.per_hour: null, limits.per_session: 2, "
        "cooldown_seconds.per_session: until_reset}",
        "006 {trigger: on_reach}",
        "007 {existing_positions: keep}",
        "006 {limits.per_minute: 1}; 007",
        "008 {grace_period_seconds: 10, require_continuous: false}",
        "008 {grace_period_seconds: 10, accept_stop_limit: false}",
        "009 {windows: [{days: [sun, mon, tue, wed, thu], start: 17:00, end: 16:00}]}",
        "009 {windows: [{days: [mon, tue, wed, thu], start: 18:00, end: 09:00}], "
        "warn_before_end_seconds: 0}",
        "009; calendar.early_closes: [{date: 2025-11-26, time: 13:00}]",
        "003; accounts: [{id: 1, override: {reset: {time: 00:00, timezone: America/New_York}}}]",
        "003; reset.time: 02:30",
        "011 {blocked_symbols: [e*, RTY]}",
        "001 {limit: 1}; accounts: [{id: 1}]",
        "012 {auto_breakeven.enabled: true, trailing_stop.enabled: false}",
        "012 {trailing_stop.enabled: false, if_missing: skip}"})
    CAF_CHECK_EQUAL(outcome(text), std::string{text} + " read");
}

CAF_TEST(dotted keys reach into their blocks) {
  const auto frequency = rule_in<rules::trade_frequency_limit>(
    "006 {limits.per_minute: null, limits.per_hour: null, limits.per_session: 2, "
    "cooldown_seconds.per_session: until_reset}");
  CAF_CHECK(!frequency.per_minute.limit);
  CAF_CHECK(!frequency.per_hour.limit);
  CAF_CHECK_EQUAL(frequency.per_session.limit.value_or(0), 2);
  CAF_CHECK(!frequency.per_session.cooldown);
  CAF_CHECK(frequency.per_minute.cooldown == 60s);
  const auto contracts = rule_in<rules::max_contracts>("001 {weights.ES: 10, weights.MES: 1}");
  CAF_CHECK((contracts.weights == std::map<std::string, std::int64_t>{{"ES", 10}, {"MES", 1}}));
  const auto management = rule_in<rules::trade_management>("012 {trailing_stop.enabled: false}");
  CAF_CHECK(!management.trailing_stop);
  CAF_CHECK(management.auto_breakeven.has_value());
}

CAF_TEST(windows arrive as they are written) {
  const auto session = rule_in<rules::session_block_outside>(
    "009 {windows: [{days: [sun, mon, tue, wed, thu], start: 17:00, end: 16:00}]}");
  CAF_REQUIRE_EQUAL(session.hours.windows.size(), 1u);
  CAF_CHECK_EQUAL(session.hours.windows[0].days.size(), 5u);
  CAF_CHECK(session.hours.windows[0].start == 17h);
  CAF_CHECK(session.hours.windows[0].end == 16h);
}

CAF_TEST(the calendar with the reset of accounts arrives) {
  const auto early
    = parse_configuration("009; calendar.early_closes: [{date: 2025-11-26, time: 13:00}]").base;
  CAF_CHECK_EQUAL(early.calendar.early_closes.size(), 1u);
  const auto read = parse_configuration(
    "003; accounts: [{id: 1, override: {reset: {time: 00:00, timezone: America/New_York}}}, "
    "{id: 2, enabled: false}]");
  CAF_REQUIRE_EQUAL(read.accounts.size(), 2u);
  CAF_CHECK(read.accounts[0].id == domain::account_id{1});
  CAF_CHECK(read.accounts[0].settings.reset.time_of_day == 0s);
  CAF_CHECK_EQUAL(read.accounts[0].settings.reset.zone.name(), "America/New_York");
  CAF_CHECK(read.is_disabled(domain::account_id{2}));
  CAF_CHECK(read.find(domain::account_id{2}) == nullptr);
  CAF_CHECK(read.base.stale_after == 0s);
  CAF_CHECK(parse_configuration("004; stale 5").base.stale_after == 5s);
}

CAF_TEST(what the product refuses is refused) {
  for (const char* text : {"014", "001 {limt: 5}", "006 {limits.per_minute: 20}", "003 {limit: 5}",
                           "011 {blocked_symbols: [*]}", "pnl_basis: nett", "nonsense"})
    CAF_CHECK(outcome(text).find(" refused: configuration: ") != std::string::npos);
}

} // namespace config_scenario_shorthand
