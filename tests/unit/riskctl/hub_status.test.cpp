#define CAF_SUITE monitor.hub_status

#include "apps/riskctl/hub_query.hpp"
#include "tests/unit/control_api/golden_file.hpp"
#include "tests/unit/dashboard/own_certificate.hpp"
#include "tests/unit/dashboard/sample_fleet.hpp"
#include "tests/unit/riskctl/asked_hub.hpp"
#include "tests/unit/riskctl/fixed_answer.hpp"

#include <caf/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace monitor_hub_status {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

using json = nlohmann::ordered_json;

/// Runs riskctl and compares what it prints with a golden file.
bool prints(const test::asked_hub& hub, const std::vector<std::string>& words, const char* golden,
            int code) {
  const auto done = hub.run(words);
  CAF_CHECK_EQUAL(done.code, code);
  CAF_CHECK_EQUAL(done.error, "");
  return test::equals_golden_text(golden, done.out);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// What riskctl says of whoever answers on this port.
test::finished asked_at(std::uint16_t port, const test::private_folder& folder,
                        std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"status", "--hub", "http://127.0.0.1:" + std::to_string(port),
                             "--hub-token", folder.put("own", "a token of tests").string()});
  return test::run_riskctl(more);
}

} // namespace

CAF_TEST(all daemons are shown with their accounts) {
  // R-O-3.
  const test::asked_hub hub;
  CAF_CHECK(prints(hub, {"status"}, "riskctl_hub_status.txt", 8));
}

CAF_TEST(a fleet without trouble says so) {
  test::asked_hub hub;
  auto there = test::small_daemon("vps", {"B-1"});
  there.clock_offset = -1s;
  hub.board.publish(test::a_fleet({test::told_daemon("home", "status_busy"), there}));
  CAF_CHECK(prints(hub, {"status"}, "riskctl_hub_status_ready.txt", 0));
}

CAF_TEST(ages go on while a daemon is silent) {
  test::asked_hub hub;
  hub.clock.pass(10min);
  CAF_CHECK(prints(hub, {"status", "--account", "A-1"}, "riskctl_hub_account.txt", 8));
}

CAF_TEST(json is the answer of the hub) {
  // R-O-8.
  const test::asked_hub hub;
  for (const auto& words : {std::vector<std::string>{"status", "--json"}, {"--json", "status"}}) {
    const auto done = hub.run(words);
    CAF_CHECK_EQUAL(done.code, 8);
    CAF_CHECK_EQUAL(done.error, "");
    const auto directly = hub.get("/api/overview");
    CAF_CHECK_EQUAL(done.out, directly.body + "\n");
  }
}

CAF_TEST(json of one account leaves out the others) {
  const test::asked_hub hub;
  const auto done = hub.run({"status", "--json", "--account", "A-1"});
  CAF_CHECK_EQUAL(done.code, 8);
  auto expected = json::parse(hub.get("/api/overview").body);
  for (auto& daemon : expected.at("daemons")) {
    auto kept = json::array();
    for (const auto& each : daemon.at("accounts"))
      if (each.at("name") == "A-1")
        kept.push_back(each);
    daemon["accounts"] = kept;
  }
  CAF_CHECK_EQUAL(done.out, expected.dump() + "\n");
}

CAF_TEST(an account that no daemon has is a failure) {
  const test::asked_hub hub;
  const auto done = hub.run({"status", "--account", "nobody"});
  CAF_CHECK_EQUAL(done.code, 1);
  CAF_CHECK_EQUAL(done.out, "");
  CAF_CHECK_EQUAL(done.error, "riskctl: the hub knows no account with the name or id 'nobody'\n");
  CAF_CHECK(contains(hub.run({"status", "--account", "****42"}).out, "Account C-3 of home"));
}

CAF_TEST(the option comes before the environment variable for tokens too) {
  const test::asked_hub hub;
  const auto wrong = hub.folder.put("wrong", "the token of nobody").string();
  CAF_CHECK_EQUAL(hub.run({"status", "--hub-token", wrong}).code, 4);
  CAF_CHECK_EQUAL(
    hub.run({"--hub-token", hub.token_file(), "status"}, {"RISKCTL_HUB_TOKEN_FILE=" + wrong}).code,
    8);
}

CAF_TEST(the wrong token has its own exit code) {
  // R-O-7.
  const test::asked_hub hub;
  const auto wrong = hub.folder.put("wrong", "the token of nobody").string();
  for (int i = 0; i < 5; ++i) {
    const auto done = hub.run({"status", "--hub-token", wrong});
    CAF_CHECK_EQUAL(done.code, 4);
    CAF_CHECK_EQUAL(done.out, "");
    CAF_CHECK_EQUAL(done.error, "riskctl: the hub does not take the token in " + wrong + "\n");
  }
  const auto done = hub.run({"status", "--json"});
  CAF_CHECK_EQUAL(done.code, 4);
  CAF_CHECK(contains(done.error, "riskctl: the hub answers: too many attempts"));
  CAF_CHECK(contains(done.out, R"("code":"too_many_attempts")"));
}

CAF_TEST(a token that others can read stays here) {
  const test::asked_hub hub;
  const auto open = hub.folder.put("open", test::hub_token, 0644).string();
  const auto done = hub.run({"status", "--hub-token", open});
  CAF_CHECK_EQUAL(done.code, 1);
  CAF_CHECK_EQUAL(done.error, "riskctl: " + open + " is open to other users (chmod 600 it)\n");
  CAF_CHECK(!contains(done.error, std::string{test::hub_token}));
}

CAF_TEST(of a hub that is gone nothing is known) {
  const test::private_folder folder;
  const auto port = test::unused_port();
  const auto done = asked_at(port, folder);
  CAF_CHECK_EQUAL(done.code, 3);
  CAF_CHECK_EQUAL(done.out, "UNKNOWN: the hub cannot be reached\n");
  CAF_CHECK(contains(done.error, "no answer from http://127.0.0.1:" + std::to_string(port)));
  CAF_CHECK(contains(done.error, "Connection refused"));
  const auto as_json = asked_at(port, folder, {"--json"});
  CAF_CHECK_EQUAL(as_json.out, R"({"schema":1,"error":{"code":"unreachable",)"
                               R"("message":"UNKNOWN: the hub cannot be reached"}})"
                               "\n");
}

CAF_TEST(a silent hub is waited for while patience lasts) {
  const test::private_folder folder;
  const test::fixed_answer silent{""};
  riskctl::hub_wish wanted;
  wanted.address = "http://127.0.0.1:" + std::to_string(silent.port());
  wanted.token_file = folder.put("own", "a token of tests").string();
  const auto outcome = riskctl::ask_hub(wanted, 50ms);
  CAF_CHECK(outcome.code == riskctl::exit_code::unreachable);
  CAF_CHECK_EQUAL(outcome.headline, "UNKNOWN: the hub does not answer");
}

CAF_TEST(an encrypted hub is asked if its authority is known) {
  const test::private_folder folder;
  const auto made = test::make_certificate(folder, "hub");
  const auto other = test::make_certificate(folder, "other");
  dashboard::server_options options;
  options.tls = dashboard::tls_files{made.certificate, made.key};
  const test::asked_hub hub{options};
  const auto ask = [&hub](std::vector<std::string> words) {
    words.insert(words.begin(),
                 {"status", "--hub", hub.address("https"), "--hub-token", hub.token_file()});
    return test::run_riskctl(words);
  };
  const auto done = ask({"--hub-ca", made.certificate.string()});
  CAF_CHECK_EQUAL(done.code, 8);
  CAF_CHECK(test::equals_golden_text("riskctl_hub_status.txt", done.out));
  for (const auto& words : {std::vector<std::string>{}, {"--hub-ca", other.certificate.string()}}) {
    const auto refused = ask(words);
    CAF_CHECK_EQUAL(refused.code, 3);
    CAF_CHECK(contains(refused.error, "certificate verify failed"));
  }
  const auto unusable = ask({"--hub-ca", "/nothing"});
  CAF_CHECK_EQUAL(unusable.code, 1);
}

CAF_TEST(nobody else is believed) {
  struct row {
    const char* label;
    std::string bytes;
    int code;
    const char* said;
  };
  const char* no_hub = "is no hub that this riskctl understands";
  const row rows[]{
    {"no object", test::http_answer("200 OK", "[1, 2]"), 1, no_hub},
    {"no json", test::http_answer("200 OK", "<html>hello</html>"), 1, no_hub},
    {"another schema", test::http_answer("200 OK", R"({"schema": 2000})"), 1, no_hub},
    {"no fleet", test::http_answer("200 OK", R"({"schema":1})"), 1, no_hub},
    {"half a fleet",
     test::http_answer("200 OK", R"({"schema":1,"hub":{"name":"x"},"daemons":[{"name":"y"}]})"), 1,
     no_hub},
    {"a way to elsewhere", test::http_answer("302 Found", ""), 1, no_hub},
    {"an odd error", test::http_answer("500 Oops", R"({"schema":1,"error":7})"), 1, "HTTP 500"},
    {"not for you",
     test::http_answer("403 Forbidden", R"({"schema":1,"error":{"code":"x","message":"go away"}})"),
     4, "the hub answers: go away"},
    {"a proxy without its hub", test::http_answer("502 Bad Gateway", "<html></html>"), 3,
     "answers HTTP 502"},
    {"another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", 1, "no answer from"},
    {"too large", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", 1, "it is longer than"},
    {"nothing", " ", 3, "no answer from"},
  };
  const test::private_folder folder;
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    const test::fixed_answer there{each.bytes};
    const auto done = asked_at(there.port(), folder);
    CAF_CHECK_EQUAL(done.code, each.code);
    CAF_CHECK(contains(done.error, each.said));
  }
}

CAF_TEST(json says what went wrong) {
  const test::private_folder folder;
  const auto refusal = std::string{R"({"schema":1,"error":{"code":"x","message":"go away"}})"};
  const std::pair<std::string, std::string> rows[]{
    {test::http_answer("403 Forbidden", refusal), refusal + "\n"},
    {test::http_answer("502 Bad Gateway", "<html></html>"),
     R"({"schema":1,"error":{"code":"unreachable","message":"UNKNOWN: the hub does not answer"}})"
     "\n"},
  };
  for (const auto& [bytes, printed] : rows) {
    const test::fixed_answer there{bytes};
    const auto done = asked_at(there.port(), folder, {"--json"});
    CAF_CHECK_EQUAL(done.out, printed);
  }
}

CAF_TEST(names from anywhere cannot drive the terminal) {
  test::asked_hub hub;
  auto daemon = test::small_daemon("ho\x1b[2Jme", {"A\x1b]0;x\x07"
                                                   "1"});
  daemon.standing = domain::daemon_standing::silent;
  daemon.remark = "gone\n\x1b[31m";
  daemon.audit.state = domain::chain_state::broken;
  daemon.audit.remark = "cut\x1b[1m";
  auto alarm = test::an_alarm(1, domain::fleet_alarm_kind::audit_broken, "\x1b[2J", "\x1b[3J");
  hub.board.publish(test::a_fleet({daemon}, {alarm}));
  for (const auto& words : {std::vector<std::string>{"status"},
                            {"status", "--account",
                             "A\x1b]0;x\x07"
                             "1"}}) {
    const auto done = hub.run(words);
    CAF_CHECK_EQUAL(done.code, 8);
    CAF_CHECK(contains(done.out, "ho?[2Jme"));
    CAF_CHECK(!contains(done.out, "\x1b"));
  }
}

CAF_TEST(colours of a fleet are for terminals that want them) {
  const test::asked_hub hub;
  const auto escape = std::string{"\x1b["};
  CAF_CHECK(contains(hub.run({"status"}, {"TERM=xterm"}, true).out, escape));
  CAF_CHECK(!contains(hub.run({"status"}, {"TERM=xterm"}, false).out, escape));
  CAF_CHECK(!contains(hub.run({"status"}, {"TERM=xterm", "NO_COLOR=1"}, true).out, escape));
  CAF_CHECK(!contains(hub.run({"status", "--json"}, {"TERM=xterm"}, true).out, escape));
}

CAF_TEST(a hub that nobody speaks to shows nobody guarded) {
  test::asked_hub hub;
  hub.board.publish(test::a_fleet({}));
  const auto done = hub.run({"status"});
  CAF_CHECK_EQUAL(done.code, 8);
  CAF_CHECK_EQUAL(done.out, "SILENT: hub hub-1 (it has heard of no daemon)\n"
                            "hub hub-1 0.1.0, up 1 h 0 min, 0 daemons, 0 accounts\n");
}

} // namespace monitor_hub_status
