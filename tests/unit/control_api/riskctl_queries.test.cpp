#define CAF_SUITE riskctl.queries

#include "apps/riskctl/exit_code.hpp"
#include "tests/unit/control_api/golden_file.hpp"
#include "tests/unit/control_api/process.hpp"
#include "tests/unit/control_api/running_server.hpp"
#include "tests/unit/control_api/sample_hours.hpp"
#include "tests/unit/control_api/sample_past.hpp"
#include "tests/unit/control_api/sample_status.hpp"
#include "tests/unit/control_api/sample_stories.hpp"

#include <caf/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace riskctl_queries {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

/// What is asked, before the server that asks it.
struct asked_daemon {
  test::sample_hours hours_of_accounts;
  control_api::status_board_port known;
  test::past_desk past;
  test::story_desk past_told;

  control_api::route_table routes() {
    auto all = hours_of_accounts.routes();
    for (auto& each : past.routes_of_past(known))
      all.push_back(std::move(each));
    for (auto& each : past_told.routes_of_stories())
      all.push_back(std::move(each));
    return all;
  }
};

struct fixture : asked_daemon, test::running_server {
  fixture() : test::running_server({}, routes()) {
    known.publish(std::make_shared<const domain::daemon_status>(test::busy_status()));
    publish(test::busy_status());
    clock.pass(1500ms);
  }

  /// Runs `riskctl` against the server.
  [[nodiscard]] test::finished run(std::vector<std::string> words,
                                   std::vector<std::string> more_environment = {"TZ=UTC"},
                                   bool on_terminal = false) const {
    words.insert(words.begin(), std::string{RISKD_BIN_DIR} + "/riskctl");
    more_environment.push_back("RISKD_SOCKET=" + socket().string());
    return test::run_process(words, std::move(more_environment), on_terminal);
  }

  /// Runs it and compares what it prints with a golden file.
  bool prints(const std::vector<std::string>& words, const char* golden, int code = 0) {
    const auto done = run(words);
    CAF_CHECK_EQUAL(done.code, code);
    CAF_CHECK_EQUAL(done.error, "");
    return test::equals_golden_text(golden, done.out);
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(riskctl_tests, fixture)

CAF_TEST(each query has a form for people) {
  // R-O-3, R-O-4.
  CAF_CHECK(prints({"status"}, "riskctl_status_busy.txt"));
  CAF_CHECK(prints({"status", "--account", "C-3"}, "riskctl_status_c3.txt"));
  CAF_CHECK(prints({"accounts"}, "riskctl_accounts.txt"));
  CAF_CHECK(prints({"account", "B/2 %"}, "riskctl_account_b2.txt"));
  CAF_CHECK(prints({"locks"}, "riskctl_locks.txt"));
  CAF_CHECK(prints({"locks", "--account", "B/2 %"}, "riskctl_locks_none.txt"));
  CAF_CHECK(prints({"pnl"}, "riskctl_pnl.txt"));
  CAF_CHECK(prints({"positions"}, "riskctl_positions.txt"));
  CAF_CHECK(prints({"positions", "--account", "A-1"}, "riskctl_positions_none.txt"));
  CAF_CHECK(prints({"orders"}, "riskctl_orders.txt"));
  CAF_CHECK(prints({"orders", "--account", "C-3"}, "riskctl_orders_none.txt"));
  CAF_CHECK(prints({"hours"}, "riskctl_hours.txt"));
  CAF_CHECK(prints({"health"}, "riskctl_health.txt"));
  CAF_CHECK_EQUAL(run({"version"}).out, run({"--version"}).out + "riskd 0.1.0\n");
}

CAF_TEST(the past has a form for people) {
  // R-O-3.
  CAF_CHECK(prints({"locks", "--history"}, "riskctl_locks_history.txt"));
  CAF_CHECK(prints({"locks", "--history", "--account", "C-3"}, "riskctl_locks_history_none.txt"));
  CAF_CHECK(prints({"log"}, "riskctl_log.txt"));
  CAF_CHECK(prints({"log", "--tail", "1"}, "riskctl_log_tail.txt"));
  CAF_CHECK(prints({"why", "A-1"}, "riskctl_why_a1.txt"));
  CAF_CHECK(prints({"why", "B/2 %"}, "riskctl_why_b2.txt"));
  CAF_CHECK_EQUAL(run({"log", "--tail", "0"}).code, 2);
  CAF_CHECK_EQUAL(run({"locks", "--tail", "5"}).code, 2);
  CAF_CHECK_EQUAL(run({"why", "nobody"}).code, 1);
  const auto told = nlohmann::json::parse(run({"log", "--json"}).out);
  CAF_CHECK_EQUAL(told.at("records").at(1).at("n"), 42);
  past.past.is_readable = false;
  const auto failed = run({"log"});
  CAF_CHECK_EQUAL(failed.code, 1);
  CAF_CHECK_EQUAL(failed.error, "riskctl: riskd answers: cannot read the store\n");
}

CAF_TEST(each story has a form for people) {
  // R-O-3.
  CAF_CHECK(prints({"timeline", "17"}, "riskctl_timeline.txt"));
  CAF_CHECK(prints({"timeline", "18"}, "riskctl_timeline_of_a_count.txt"));
  CAF_CHECK(prints({"report", "2026-03-03"}, "riskctl_report.txt"));
  CAF_CHECK(prints({"report", "2026-03-03", "--csv"}, "riskctl_report.csv"));
  CAF_CHECK(prints({"why", "A-1", "--at", "2026-03-03 15:00"}, "riskctl_why_at.txt"));
  CAF_CHECK_EQUAL(run({"report", "--csv", "--json"}).code, 2);
  CAF_CHECK_EQUAL(run({"timeline"}).code, 2);
  const auto unknown = run({"timeline", "19"});
  CAF_CHECK_EQUAL(unknown.code, 1);
  CAF_CHECK_EQUAL(unknown.error, "riskctl: riskd answers: there is no breach with the id 19\n");
  const auto answer = nlohmann::json::parse(run({"report", "today", "--json"}).out);
  CAF_CHECK_EQUAL(answer.at("accounts").at(0).at("breaches").size(), 2u);
  past_told.stories.is_quiet = true;
  CAF_CHECK(prints({"report"}, "riskctl_report_quiet.txt"));
  CAF_CHECK(prints({"why", "A-1", "--at", "2026-03-03T15:00:00Z"}, "riskctl_why_at_quiet.txt"));
}

CAF_TEST(each query prints the object of the daemon with json) {
  // R-O-8.
  const std::pair<std::vector<std::string>, const char*> rows[] = {
    {{"status", "--json"}, "/v1/status"},
    {{"--json", "status"}, "/v1/status"},
    {{"status", "--json", "--account=A-1"}, "/v1/status?account=A-1"},
    {{"accounts", "--json"}, "/v1/accounts"},
    {{"account", "B/2 %", "--json"}, "/v1/accounts/7654321"},
    {{"locks", "--json"}, "/v1/locks"},
    {{"pnl", "--json"}, "/v1/pnl"},
    {{"positions", "--json", "--account", "A-1"}, "/v1/positions?account=A-1"},
    {{"orders", "--json"}, "/v1/orders"},
    {{"hours", "--json"}, "/v1/hours"},
    {{"health", "--json"}, "/v1/health"},
    {{"version", "--json"}, "/v1/version"},
  };
  for (const auto& [words, target] : rows) {
    const auto done = run(words);
    CAF_CHECK_EQUAL(done.code, 0);
    CAF_CHECK_EQUAL(done.error, "");
    CAF_CHECK_EQUAL(done.out, get(target).body);
  }
}

CAF_TEST(trouble comes first with its own exit code) {
  // R-O-4, R-O-7.
  publish(test::troubled_status());
  CAF_CHECK(prints({"status"}, "riskctl_status_troubled.txt", 8));
  CAF_CHECK(prints({"health"}, "riskctl_health_troubled.txt", 8));
  CAF_CHECK(prints({"locks"}, "riskctl_locks_troubled.txt", 0));
  CAF_CHECK_EQUAL(run({"status", "--json"}).code, 8);
  CAF_CHECK_EQUAL(run({"health", "--json"}).code, 8);
}

CAF_TEST(only the newest ten alerts are shown) {
  auto status = test::busy_status();
  for (int i = 0; i < 12; ++i)
    status.alerts.push_back({test::sample_time(),
                             std::nullopt,
                             {domain::alert_code::blind, {}, "number " + std::to_string(i)}});
  publish(status);
  const auto shown = run({"status"}).out;
  CAF_CHECK(contains(shown, "number 11\nand 5 older alerts\n"));
  CAF_CHECK(contains(shown, "number 2\n"));
  CAF_CHECK(!contains(shown, "number 1\n"));
}

CAF_TEST(lock ends are shown in the zone of the user as well) {
  const auto done = run({"locks"}, {"TZ=CST6CDT,M3.2.0,M11.1.0"});
  CAF_CHECK(contains(done.out, "2026-03-03 23:00:00"));
  CAF_CHECK(contains(done.out, "2026-03-03 17:00:00 CST"));
}

CAF_TEST(colours are for terminals that want them) {
  const auto escape = std::string{"\x1b["};
  const std::string utc = "TZ=UTC";
  CAF_CHECK(contains(run({"status"}, {utc, "TERM=xterm"}, true).out, escape));
  CAF_CHECK(!contains(run({"status"}, {utc, "TERM=xterm"}, false).out, escape));
  CAF_CHECK(!contains(run({"status"}, {utc, "TERM=xterm", "NO_COLOR=1"}, true).out, escape));
  CAF_CHECK(contains(run({"status"}, {utc, "TERM=xterm", "NO_COLOR="}, true).out, escape));
  CAF_CHECK(!contains(run({"status"}, {utc, "TERM=dumb"}, true).out, escape));
  CAF_CHECK(!contains(run({"status", "--json"}, {utc, "TERM=xterm"}, true).out, escape));
}

CAF_TEST(names from elsewhere cannot drive the terminal) {
  auto status = test::ready_status();
  status.accounts = {test::account_builder{"A\x1b[2J\nB", 1}
                       .in_state(domain::protection::unprotected, "\x1b]0;x\x07")
                       .built()};
  publish(status);
  for (const auto* command : {"status", "accounts", "health"}) {
    const auto done = run({command});
    CAF_CHECK(contains(done.out, "A?[2J?B"));
    CAF_CHECK(!contains(done.out, "\x1b"));
  }
}

CAF_TEST(an account that nobody watches is a failure) {
  for (const auto& words : std::vector<std::vector<std::string>>{
         {"account", "nobody"}, {"locks", "--account", "nobody"}}) {
    const auto done = run(words);
    CAF_CHECK_EQUAL(done.code, 1);
    CAF_CHECK_EQUAL(done.out, "");
    CAF_CHECK_EQUAL(done.error,
                    "riskctl: riskd answers: there is no account with the name or id 'nobody'\n");
  }
  CAF_CHECK_EQUAL(run({"account", "nobody", "--json"}).out, get("/v1/accounts/nobody").body);
}

CAF_TEST(a daemon that is gone protects nobody) {
  // R-O-6.
  server.reset();
  for (const auto* command : {"status", "accounts", "locks", "health", "version", "pnl", "hours"}) {
    const auto done = run({command});
    CAF_CHECK_EQUAL(done.code, 3);
    CAF_CHECK_EQUAL(done.out, "UNPROTECTED: riskd is not running\n");
    CAF_CHECK_EQUAL(done.error, "riskctl: cannot connect to " + socket().string()
                                  + ": No such file or directory\n");
  }
  const auto done = run({"account", "A-1", "--json"});
  CAF_CHECK_EQUAL(done.code, 3);
  CAF_CHECK_EQUAL(done.out, R"({"schema":1,"error":{"code":"unreachable",)"
                            R"("message":"UNPROTECTED: riskd is not running"}})"
                            "\n");
}

CAF_TEST(the option comes before the environment variable) {
  const test::temporary_folder elsewhere;
  const auto other = (elsewhere.path() / "none").string();
  CAF_CHECK_EQUAL(run({"health", "--socket", other}).code, 3);
  CAF_CHECK_EQUAL(run({"--socket", other, "health"}).code, 3);

  server.reset();
  test::running_server second;
  second.publish(test::busy_status());
  CAF_CHECK_EQUAL(run({"health"}).code, 3);
  CAF_CHECK_EQUAL(run({"health", "--socket", second.socket().string()}).code, 0);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace riskctl_queries
