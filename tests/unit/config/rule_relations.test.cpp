#define CAF_SUITE config.rule_relations

#include "config/rule_relations.hpp"

#include "config/load.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_rule_relations {

using namespace riskd;
using test::file_with_rules;

namespace {

struct fixture : test::loading {
  /// A check of the warnings beside W-6, which rules without stops always cause.
  void check_warnings(const std::string& rules, const std::string& expected) {
    const auto text = file_with_rules(R"("no_stop_loss_grace": {}, )" + rules);
    CAF_CHECK_EQUAL(rules + "\n" + error_places(text) + warning_places(text),
                    rules + "\n" + expected);
  }

  /// What a run at `now` says of a session with `more` members of the file.
  std::string said_at(const char* now, const std::string& more, const std::string& session = "{}") {
    context.purpose = config::load_purpose::run;
    context.now = domain::parse_time(now);
    environment = {{"PROJECT_X_USERNAME", "u"}, {"PROJECT_X_API_KEY", "k"}};
    const auto text = R"({"version": 1, "accounts": [{"id": 1}], "rules": {
      "no_stop_loss_grace": {}, "session_block_outside": )"
                      + session + "}" + more + "}";
    return error_places(text) + warning_places(text);
  }
};

std::string both(const char* position, const char* day) {
  return R"("daily_unrealized_loss": {"limit": )" + std::string{position}
         + R"(}, "daily_realized_loss": {"limit": )" + day + "}";
}

std::string targets(const char* position, const char* day) {
  return R"("max_unrealized_profit": {"target": )" + std::string{position}
         + R"(}, "daily_realized_profit": {"target": )" + day + "}";
}

constexpr const char* no_list = "E-14 /rules/session_block_outside\n";
constexpr const char* no_next_list = "W-5 /rules/session_block_outside\n";

} // namespace

CAF_TEST_FIXTURE_SCOPE(rule_relation_tests, fixture)

// W-2
CAF_TEST(a position that may lose as much as the day is doubtful) {
  const std::string place = "W-2 /rules/daily_unrealized_loss/limit\n";
  check_warnings(both("-499.99", "-500"), "");
  check_warnings(both("-500", "-500"), place);
  check_warnings(both("-600", "-500"), place);
  check_warnings(R"("daily_unrealized_loss": {"limit": -600})", "");
  check_warnings(R"("daily_unrealized_loss": {"limit": -600},
                    "daily_realized_loss": {"enabled": false})",
                 "");
}

// W-3
CAF_TEST(a position that must make more than the day is doubtful) {
  check_warnings(targets("500", "500"), "");
  check_warnings(targets("500.01", "500"), "W-3 /rules/max_unrealized_profit/target\n");
  check_warnings(R"("max_unrealized_profit": {"target": 5000})", "");
}

// W-6, A-181
CAF_TEST(positions without a stop are doubtful) {
  CAF_CHECK_EQUAL(warning_places(file_with_rules(R"("daily_realized_loss": {})")), "W-6 \n");
  CAF_CHECK_EQUAL(warning_places(file_with_rules(R"("no_stop_loss_grace": {})")), "");
  CAF_CHECK_EQUAL(warning_places(file_with_rules(
                    R"("daily_realized_loss": {}, "no_stop_loss_grace": {"enabled": false})")),
                  "W-6 \n");
}

// W-7
CAF_TEST(sessions in another zone than the trading day are doubtful) {
  CAF_CHECK_EQUAL(warning_places(R"({"version": 1, "reset": {"timezone": "America/New_York"},
      "rules": {"no_stop_loss_grace": {}, "session_block_outside": {}}})"),
                  "W-7 /rules/session_block_outside/timezone\n");
  CAF_CHECK_EQUAL(
    warning_places(R"({"version": 1, "reset": {"timezone": "America/New_York"}, "rules":
      {"no_stop_loss_grace": {}, "session_block_outside": {"timezone": "America/New_York"}}})"),
    "");
  CAF_CHECK_EQUAL(
    warning_places(R"({"version": 1, "reset": {"timezone": "America/New_York"}, "rules":
      {"no_stop_loss_grace": {}, "session_block_outside": {"enabled": false}}})"),
    "");
}

// E-14
CAF_TEST(a session needs the holidays of the current year) {
  CAF_CHECK_EQUAL(said_at("2026-06-01T12:00:00Z", ""), "");
  CAF_CHECK_EQUAL(said_at("2031-06-01T12:00:00Z", ""), no_list);
  CAF_CHECK_EQUAL(said_at("2031-06-01T12:00:00Z", "", R"({"respect_holidays": false})"), "");
  CAF_CHECK_EQUAL(said_at("2031-06-01T12:00:00Z", R"(, "calendar": {"holidays": {"2031": []}})"),
                  "");
  CAF_CHECK_EQUAL(said_at("2031-06-01T12:00:00Z", R"(, "calendar": {"exchange": "energy"})"),
                  no_list);
  CAF_CHECK_EQUAL(said_at("2027-06-01T12:00:00Z", R"(, "calendar": {"exchange": "energy"})"), "");
  // The year is that of the session's zone.
  CAF_CHECK_EQUAL(said_at("2024-01-01T05:59:59Z", ""), std::string{no_list});
  CAF_CHECK_EQUAL(said_at("2024-01-01T06:00:00Z", ""), "");
  context.purpose = config::load_purpose::check;
  CAF_CHECK_EQUAL(error_places(file_with_rules(R"("session_block_outside": {})")), "");
}

// W-5
CAF_TEST(from December on the next year is missed) {
  CAF_CHECK_EQUAL(said_at("2027-12-01T05:59:59Z", ""), "");
  CAF_CHECK_EQUAL(said_at("2027-12-01T06:00:00Z", ""), no_next_list);
  CAF_CHECK_EQUAL(said_at("2026-12-31T12:00:00Z", ""), "");
  CAF_CHECK_EQUAL(said_at("2027-12-31T12:00:00Z", R"(, "calendar": {"holidays": {"2028": []}})"),
                  "");
  CAF_CHECK_EQUAL(said_at("2027-12-31T12:00:00Z", R"(, "calendar": {"exchange": "rates"})"),
                  no_next_list);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_rule_relations
