#define CAF_SUITE config.problems

#include "config/load.hpp"
#include "config/problem.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_problems {

using namespace riskd;
using test::file_with;
using test::file_with_rules;

namespace {

struct fixture : test::loading {
  /// What is said of one rule file.
  void check_rules(const std::string& rules, const std::string& expected) {
    CAF_CHECK_EQUAL(rules + "\n" + judged_places(file_with_rules(rules)), rules + "\n" + expected);
  }

  void check_more(const std::string& more, const std::string& expected) {
    CAF_CHECK_EQUAL(more + "\n" + judged_places(file_with(more)), more + "\n" + expected);
  }
};

constexpr const char* golden = RISKD_SOURCE_DIR "/tests/unit/config/golden/";

} // namespace

CAF_TEST_FIXTURE_SCOPE(problem_tests, fixture)

// R-C-10: all problems at once, each with code, pointer, place, what was found, what is allowed.
CAF_TEST(a terrible file is refused for every reason at once) {
  context.purpose = config::load_purpose::run;
  CAF_CHECK_EQUAL(errors(test::read_file(std::string{golden} + "terrible.json")),
                  test::read_file(std::string{golden} + "terrible.txt"));
}

// R-C-6
CAF_TEST(one error refuses the configuration as a whole) {
  const auto loaded = load(file_with(R"(, "pnl_basis": "nett")"));
  CAF_CHECK(!loaded.settings.has_value());
  CAF_CHECK_EQUAL(loaded.errors.size(), 1u);
}

// A-79
CAF_TEST(an unknown key is refused with its place beside what was meant) {
  CAF_CHECK_EQUAL(errors("{\"version\": 1,\n \"rules\": {\n  \"max_contracts\": {\"limt\": 5}}}"),
                  "E-1 /rules/max_contracts/limt at 3:21: found unknown key \"limt\"; allowed: "
                  "enabled, limit, count_type, enforcement, weights; did you mean \"limit\"?\n");
}

CAF_TEST(the root is an object) {
  CAF_CHECK_EQUAL(error_places("[]"), "E-1 \n");
  CAF_CHECK_EQUAL(error_places("null"), "E-1 \n");
  CAF_CHECK_EQUAL(error_places("7"), "E-1 \n");
}

CAF_TEST(the version is required) {
  CAF_CHECK_EQUAL(error_places(R"({"rules": {"daily_realized_loss": {}}})"), "E-1 /version\n");
  CAF_CHECK_EQUAL(error_places(R"({"version": 2, "rules": {"daily_realized_loss": {}}})"),
                  "E-1 /version\n");
  CAF_CHECK_EQUAL(error_places(R"({"version": "1", "rules": {"daily_realized_loss": {}}})"),
                  "E-1 /version\n");
  CAF_CHECK_EQUAL(error_places(R"({"version": 1.0, "rules": {"daily_realized_loss": {}}})"), "");
}

// E-1
CAF_TEST(ranges include both ends) {
  check_rules(R"("max_contracts": {"limit": 0})", "E-1 /rules/max_contracts/limit\n");
  check_rules(R"("max_contracts": {"limit": 1})", "");
  check_rules(R"("max_contracts": {"limit": 100000})", "");
  check_rules(R"("max_contracts": {"limit": 100001})", "E-1 /rules/max_contracts/limit\n");
  check_rules(R"("max_contracts": {"limit": 5e0})", "");
  check_rules(R"("max_contracts": {"limit": 5.5})", "E-1 /rules/max_contracts/limit\n");
  check_rules(R"("max_contracts": {"limit": "5"})", "E-1 /rules/max_contracts/limit\n");
  check_rules(R"("max_contracts": {"limit": 99999999999999999999})",
              "E-1 /rules/max_contracts/limit\n");
  check_rules(R"("max_contracts": {"weights": {"ES": 1000}})", "");
  check_rules(R"("max_contracts": {"weights": {"ES": 1001}})",
              "E-1 /rules/max_contracts/weights/ES\n");
  check_more(R"(, "reconcile": {"interval_seconds": 4})", "E-1 /reconcile/interval_seconds\n");
  check_more(R"(, "reconcile": {"interval_seconds": 5})", "");
  check_more(R"(, "reconcile": {"interval_seconds": 300})", "");
  check_more(R"(, "reconcile": {"interval_seconds": 301})", "E-1 /reconcile/interval_seconds\n");
  check_more(R"(, "supervision": {"restarts": 0})", "E-1 /supervision/restarts\n");
  check_more(R"(, "supervision": {"window_seconds": 3601})", "E-1 /supervision/window_seconds\n");
  check_more(R"(, "market": {"conflate_ms": 101})", "E-1 /market/conflate_ms\n");
  check_more(R"(, "alerts": {"warn_at_percent": []})", "");
}

// R-C-2, R-Y-13
CAF_TEST(null takes away only what may be absent) {
  check_more(R"(, "gateway": null)", "E-1 /gateway\n");
  check_more(R"(, "gateway": {"env_file": null, "ca_file": null})", "");
  check_more(R"(, "gateway": {"rest_url": null})", "E-1 /gateway/rest_url\n");
  check_more(R"(, "reset": null)", "E-1 /reset\n");
  check_more(R"(, "market": {"mark": null})", "E-1 /market/mark\n");
  check_more(R"(, "calendar": {"exchange": null})", "");
  check_more(R"(, "calendar": {"holidays": null})", "E-1 /calendar/holidays\n");
  check_more(R"(, "calendar": {"holidays": {"2026": null}})", "E-1 /calendar/holidays/2026\n");
  check_more(R"(, "metrics": {"tcp_port": null}, "record": {"file": null})", "");
  check_more(R"(, "notifications": {"heartbeat_url": null})", "");
  check_more(R"(, "accounts": null)", "E-1 /accounts\n");
  check_more(R"(, "accounts": [{"id": 1, "name": null}])", "E-1 /accounts/0/name\n");
  check_more(R"(, "accounts": [{"id": null, "name": "A"}])", "");
  check_more(R"(, "accounts": [{"id": 1, "override": null}])", "E-1 /accounts/0/override\n");
  check_rules(R"("max_contracts": {"weights": {"ES": null}})",
              "E-1 /rules/max_contracts/weights/ES\n");
  check_rules(R"("max_contracts": {}, "max_contracts_per_instrument":
              {"instrument_limits": {"ES": null}})",
              "E-1 /rules/max_contracts_per_instrument/instrument_limits/ES\n");
  check_rules(R"("max_contracts": {}, "daily_realized_loss": null)", "");
  check_rules(R"("max_contracts": {"limit": null})", "E-1 /rules/max_contracts/limit\n");
}

// E-2, A-170
CAF_TEST(limits are negative while targets are positive) {
  check_rules(R"("daily_realized_loss": {"limit": 500})", "E-2 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_loss": {"limit": 0})", "E-2 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_loss": {"limit": -0.0})",
              "E-2 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_loss": {"limit": -0.0001})", "");
  check_rules(R"("daily_realized_profit": {"target": -1})",
              "E-2 /rules/daily_realized_profit/target\n");
  check_rules(R"("daily_realized_profit": {"target": 0})",
              "E-2 /rules/daily_realized_profit/target\n");
  check_rules(R"("daily_realized_profit": {"target": 0.0001})", "");
}

// E-15, R-Y-34
CAF_TEST(money has at most four decimals) {
  check_rules(R"("daily_realized_loss": {"limit": -500.00000})", "");
  check_rules(R"("daily_realized_loss": {"limit": -500.00010})", "");
  check_rules(R"("daily_realized_loss": {"limit": -500.00001})",
              "E-15 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_loss": {"limit": -0.00001})",
              "E-15 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_loss": {"limit": -5e-5})",
              "E-15 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_loss": {"limit": -50000000e-5})", "");
}

// R-V-7, R-Y-21, R-Y-22
CAF_TEST(money may be written as a text but must be a number that fits) {
  check_rules(R"("daily_realized_loss": {"limit": "-500.25"})", "");
  check_rules(R"("daily_realized_loss": {"limit": "-500 USD"})",
              "E-1 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_loss": {"limit": ""})", "E-1 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_loss": {"limit": true})",
              "E-1 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_loss": {"limit": -922337203685477.5808})", "");
  // Closer to the end than the JSON Schema can tell.
  CAF_CHECK_EQUAL(
    error_places(file_with_rules(R"("daily_realized_loss": {"limit": -922337203685477.5809})")),
    "E-1 /rules/daily_realized_loss/limit\n");
  check_rules(R"("daily_realized_profit": {"target": 1e15})",
              "E-1 /rules/daily_realized_profit/target\n");
}

// E-5, A-179
CAF_TEST(a product may hold no more than the account) {
  const std::string pointer = "E-5 /rules/max_contracts_per_instrument/instrument_limits/";
  const auto with = [](const std::string& account, const std::string& products) {
    return R"("max_contracts": {)" + account + R"(}, "max_contracts_per_instrument": {
           "instrument_limits": {)"
           + products + "}}";
  };
  check_rules(with(R"("limit": 5)", R"("MNQ": 6)"), pointer + "MNQ\n");
  check_rules(with(R"("limit": 5)", R"("MNQ": 5)"), "");
  check_rules(with("", R"("MNQ": 6, "ES": 7)"), pointer + "MNQ\n" + pointer + "ES\n");
  check_rules(with(R"("limit": 5, "weights": {"ES": 10})", R"("MNQ": 6)"), "");
  check_rules(with(R"("limit": 5, "weights": {})", R"("MNQ": 6)"), pointer + "MNQ\n");
  check_rules(with(R"("limit": 5, "enabled": false)", R"("MNQ": 6)"), "");
  // The limit is not known, so that nothing follows from it.
  check_rules(with(R"("limit": "5")", R"("MNQ": 6)"), "E-1 /rules/max_contracts/limit\n");
}

// E-6, A-180
CAF_TEST(zones times dates must exist) {
  check_more(R"(, "reset": {"timezone": "Mars/Olympus"})", "E-6 /reset/timezone\n");
  check_more(R"(, "reset": {"timezone": "america/chicago"})", "E-6 /reset/timezone\n");
  check_more(R"(, "reset": {"timezone": ""})", "E-6 /reset/timezone\n");
  check_more(R"(, "reset": {"timezone": 6})", "E-1 /reset/timezone\n");
  check_more(R"(, "reset": {"timezone": "Asia/Kathmandu", "time": "00:00"})", "");
  check_more(R"(, "reset": {"time": "24:00"})", "E-6 /reset/time\n");
  check_more(R"(, "reset": {"time": "7:00"})", "E-6 /reset/time\n");
  check_more(R"(, "reset": {"time": "23:59:59"})", "");
  check_more(R"(, "calendar": {"early_closes": [{"date": "2026-02-29", "time": "13:00"}]})",
             "E-6 /calendar/early_closes/0/date\n");
}

// E-8, A-171
CAF_TEST(two keys for one product are refused) {
  check_rules(R"("max_contracts_per_instrument": {"instrument_limits": {"ES": 1, "EP": 1}})",
              "E-8 /rules/max_contracts_per_instrument/instrument_limits/EP\n");
  check_rules(R"("max_contracts_per_instrument": {"instrument_limits": {"MNQ": 1, "mnq": 1}})",
              "E-8 /rules/max_contracts_per_instrument/instrument_limits/mnq\n");
  check_rules(R"("max_contracts": {"weights": {"ZNE": 1, "zn": 1, "tya": 2}})",
              "E-8 /rules/max_contracts/weights/tya\n");
  check_more(R"(, "market": {"subscribe": ["CL", "MCL", "CLE"]})", "E-8 /market/subscribe/2\n");
  check_rules(R"("max_contracts_per_instrument": {"instrument_limits": {"ES": 1, "MES": 1}})", "");
}

// E-9, R-Y-25, A-175
CAF_TEST(something must be guarded by something) {
  CAF_CHECK_EQUAL(error_places(R"({"version": 1})"), "E-9 \n");
  CAF_CHECK_EQUAL(error_places(R"({"version": 1, "rules": {}})"), "E-9 \n");
  CAF_CHECK_EQUAL(error_places(R"({"version": 1, "accounts": [{"id": 1}, {"id": 2, "override":
                                  {"rules": {"max_contracts": {}}}}]})"),
                  "E-9 /accounts/0\n");
  check_rules(R"("max_contracts": {"enabled": false})", "E-9 \n");
  check_rules(R"("max_contracts": null)", "E-9 \n");
  check_more(R"(, "accounts": [{"id": 1, "override": {"rules": {"daily_realized_loss": null}}}])",
             "E-9 /accounts/0\n");
}

CAF_TEST(a required rule must be active for every account) {
  check_more(R"(, "required_rules": ["daily_realized_loss"])", "");
  check_more(R"(, "required_rules": ["max_contracts"])", "E-9 \n");
  check_more(R"(, "required_rules": ["max_contracts"], "accounts": [{"id": 1}, {"id": 2,
             "override": {"rules": {"max_contracts": {}}}}])",
             "E-9 /accounts/0\n");
  check_more(R"(, "required_rules": ["no_stop_loss_grace"])", "E-9 \n");
  check_more(R"(, "required_rules": ["no_stop_loss"])", "E-1 /required_rules/0\n");
}

// E-7
CAF_TEST(accounts are told apart) {
  check_more(R"(, "accounts": [{"enabled": true}])", "E-7 /accounts/0\n");
  check_more(R"(, "accounts": [{"id": 1}, {"id": 2}, {"id": 1}])", "E-7 /accounts/2/id\n");
  check_more(R"(, "accounts": [{"name": "A"}, {"name": "B"}, {"name": "A"}])",
             "E-7 /accounts/2/name\n");
  check_more(R"(, "accounts": [{"name": "A"}, {"name": "a"}, {"name": "A "}])", "");
  check_more(R"(, "accounts": [{"name": ""}])", "E-1 /accounts/0/name\n");
  check_more(R"(, "accounts": [{"id": "1"}])", "E-1 /accounts/0/id\n");
}

// E-13
CAF_TEST(the daemon needs an enabled account) {
  context.purpose = config::load_purpose::run;
  environment = {{"PROJECT_X_USERNAME", "u"}, {"PROJECT_X_API_KEY", "k"}};
  check_more("", "E-13 /accounts\n");
  check_more(R"(, "accounts": [])", "E-13 /accounts\n");
  check_more(R"(, "accounts": [{"id": 1, "enabled": false}])", "E-13 /accounts\n");
  check_more(R"(, "accounts": [{"id": 1, "enabled": false}, {"id": 2}])", "");
  for (const auto purpose : {config::load_purpose::check, config::load_purpose::replay}) {
    context.purpose = purpose;
    check_more("", "");
  }
}

// R-C-11
CAF_TEST(doubts refuse nothing) {
  // W-6: until positions without a stop are closed.
  CAF_CHECK_EQUAL(warning_places(file_with("")), "W-6 \n");
  CAF_CHECK_EQUAL(warning_places(file_with(R"(, "accounts": [{"id": 1}, {"id": 2}])")),
                  "W-6 /accounts/0\nW-6 /accounts/1\n");
  CAF_CHECK_EQUAL(good(file_with("")).warnings.size(), 1u);
}

// W-1
CAF_TEST(net counting over several products is doubtful) {
  CAF_CHECK_EQUAL(
    warning_places(file_with_rules(R"("max_contracts": {"weights": {"ES": 1, "MNQ": 1}})")),
    "W-6 \nW-1 /rules/max_contracts\n");
  CAF_CHECK_EQUAL(warning_places(file_with_rules(
                    R"("max_contracts": {"count_type": "net", "weights": {"ES": 1}},
                       "max_contracts_per_instrument": {"instrument_limits": {"MNQ": 1}})")),
                  "W-6 \nW-1 /rules/max_contracts/count_type\n");
  CAF_CHECK_EQUAL(warning_places(file_with_rules(
                    R"("max_contracts": {"weights": {"ES": 1}},
                       "max_contracts_per_instrument": {"instrument_limits": {"EP": 1}})")),
                  "W-6 \n");
  CAF_CHECK_EQUAL(warning_places(file_with_rules(
                    R"("max_contracts": {"count_type": "gross", "weights": {"ES": 1, "MNQ": 1}})")),
                  "W-6 \n");
  CAF_CHECK_EQUAL(warning_places(R"({"version": 1, "market": {"subscribe": ["ES", "MNQ"]},
                                     "rules": {"max_contracts": {}}})"),
                  "W-6 \nW-1 /rules/max_contracts\n");
}

// W-4
CAF_TEST(a product that nobody lists is doubtful once the catalogue is known) {
  const auto text = file_with_rules(R"("max_contracts_per_instrument": {"instrument_limits":
                                       {"MNQ": 1, "ES": 1, "RTY": 1, "NOPE": 1}})");
  CAF_CHECK_EQUAL(warning_places(text), "W-6 \n");
  domain::contract_row mnq;
  mnq.id = domain::contract_id{"CON.F.US.MNQ.H26"};
  mnq.name = "MNQH6";
  domain::contract_row rty;
  rty.id = domain::contract_id{"CON.F.US.R2K.H26"};
  rty.name = "RTYH6";
  const auto contracts = domain::catalogue{{mnq.id, mnq}, {rty.id, rty}};
  context.contracts = &contracts;
  CAF_CHECK_EQUAL(warning_places(text),
                  "W-6 \nW-4 /rules/max_contracts_per_instrument/instrument_limits/NOPE\n");
}

// W-7
CAF_TEST(several reset zones are doubtful) {
  CAF_CHECK_EQUAL(warning_places(file_with(R"(, "accounts": [{"id": 1}, {"id": 2, "override":
                                              {"reset": {"timezone": "Europe/Berlin"}}}])")),
                  "W-6 /accounts/0\nW-6 /accounts/1\nW-7 /accounts/1/override/reset/timezone\n");
}

CAF_TEST(codes have the numbers of the specification) {
  using code = config::problem_code;
  CAF_CHECK_EQUAL(to_string(code::form), "E-1");
  CAF_CHECK_EQUAL(to_string(code::time), "E-6");
  CAF_CHECK_EQUAL(to_string(code::secret), "E-12");
  CAF_CHECK_EQUAL(to_string(code::decimals), "E-15");
  CAF_CHECK_EQUAL(to_string(code::net_over_products), "W-1");
  CAF_CHECK_EQUAL(to_string(code::several_zones), "W-7");
  CAF_CHECK(is_error(code::decimals));
  CAF_CHECK(!is_error(code::net_over_products));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_problems
