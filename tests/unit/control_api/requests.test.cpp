#define CAF_SUITE control_api.requests

#include "tests/unit/control_api/described_daemon.hpp"

#include <caf/test/unit_test.hpp>
#include <unistd.h>

#include <chrono>
#include <string>

namespace control_api_requests {

using namespace riskd;
using nlohmann::json;

CAF_TEST_FIXTURE_SCOPE(request_tests, test::described_daemon)

// R-O-1
CAF_TEST(only an administrator has test messages sent) {
  CAF_CHECK(post_conforms("/v1/notify/test"));
  CAF_CHECK(messages.wishes.empty());
  messages.channels = {{"ntfy", "none", ""}, {"slack", "waiting", ""}};
  CAF_CHECK(post_conforms("/v1/notify/test"));
  CAF_CHECK_EQUAL(messages.wishes.size(), 1u);
  CAF_CHECK(conforms("/v1/notify/test", "/v1/notify/test"));
  CAF_CHECK(json::parse(get("/v1/notify/test").body).at("over") == false);
  messages.channels[1] = {"slack", "failed", "HTTP 404"};
  CAF_CHECK(conforms("/v1/notify/test", "/v1/notify/test"));
  CAF_CHECK(json::parse(get("/v1/notify/test").body).at("over") == true);
  const control_api::peer_identity other{::geteuid() + 1, 0, {}};
  for (const auto* verb : {"GET", "POST"}) {
    const auto refused = dispatch(control_api::notify_routes(messages),
                                  {verb, "/v1/notify/test", "", other, control_api::role::trader});
    CAF_CHECK_EQUAL(refused.status, 403u);
  }
  CAF_CHECK_EQUAL(messages.wishes.size(), 1u);
}

// R-O-3
CAF_TEST(whoever may read has the ways to the gateways looked at) {
  ways.found.gateways
    = {{"gateway",
        {{"session", domain::check_result::passed, "logged in", {}},
         {"ping", domain::check_result::failed, "HTTP 503", std::chrono::microseconds{1'500}}}}};
  CAF_CHECK(post_conforms("/v1/diagnose"));
  CAF_CHECK_EQUAL(ways.starts, 1);
  CAF_CHECK(conforms("/v1/diagnose", "/v1/diagnose"));
  const auto told = json::parse(get("/v1/diagnose").body);
  CAF_CHECK(told.at("over") == false);
  CAF_CHECK(told.at("gateways").at(0).at("checks").at(1).at("took_ms") == 1.5);
}

// R-O-1
CAF_TEST(only an administrator ends the daemon) {
  CAF_CHECK(post_conforms("/v1/shutdown"));
  CAF_CHECK_EQUAL(ending.wishes.size(), 1u);
  const auto table = control_api::shutdown_routes(ending);
  const control_api::peer_identity other{::geteuid() + 1, 0, {}};
  const auto refused
    = dispatch(table, {"POST", "/v1/shutdown", "", other, control_api::role::trader});
  CAF_CHECK_EQUAL(refused.status, 403u);
  CAF_CHECK_EQUAL(ending.wishes.size(), 1u);
}

// A-39, R-P-6
CAF_TEST(only a plain word is put on record as refused) {
  CAF_CHECK(post_conforms("/v1/refusals"));
  CAF_CHECK(refusals.noted.empty());
  const auto table = control_api::refusal_routes(refusals);
  const auto ask = [&](const std::string& word, control_api::role who) {
    return dispatch(table, {"POST", "/v1/refusals?word=" + word, "", {77, 0, {}}, who}).status;
  };
  CAF_CHECK_EQUAL(ask("unlock", control_api::role::trader), 202u);
  CAF_CHECK_EQUAL(ask("unlock", control_api::role::none), 403u);
  for (const auto* word : {"", "un%20lock", "%0a", "a%00", "%c3%a9"})
    CAF_CHECK_EQUAL(ask(word, control_api::role::admin), 400u);
  CAF_CHECK_EQUAL(ask(std::string(40, 'a'), control_api::role::admin), 202u);
  CAF_CHECK_EQUAL(ask(std::string(41, 'a'), control_api::role::admin), 400u);
  CAF_REQUIRE_EQUAL(refusals.noted.size(), 2u);
  CAF_CHECK_EQUAL(refusals.noted.front(), "uid 77: riskctl unlock");
}

CAF_TEST(what is asked to be done is answered as described) {
  CAF_CHECK(conforms("/v1/rules", "/v1/rules?account=1234567"));
  CAF_CHECK(conforms("/v1/rules", "/v1/rules?account=nobody"));
  for (const auto* path : {"/v1/selftest", "/v1/reconcile", "/v1/config/reload"})
    CAF_CHECK(post_conforms(path));
  daemon.problems = {"E-3"};
  CAF_CHECK(post_conforms("/v1/config/reload"));
  daemon.is_ready = false;
  for (const auto* path : {"/v1/selftest", "/v1/reconcile", "/v1/config/reload"})
    CAF_CHECK(post_conforms(path));
}

// R-O-1
CAF_TEST(a backup is answered as described at every stage) {
  CAF_CHECK(conforms("/v1/backup", "/v1/backup"));
  CAF_CHECK(post_conforms("/v1/backup"));
  backups.latest = {"running", "/a", 1, 2, 0, 0, ""};
  CAF_CHECK(conforms("/v1/backup", "/v1/backup"));
  CAF_CHECK(post_conforms("/v1/backup"));
  backups.latest = {"failed", "/a", 1, 2, 0, 0, "no room"};
  CAF_CHECK(conforms("/v1/backup", "/v1/backup"));
  backups.latest = {"done", "/a", 2, 2, 8192, 3, ""};
  CAF_CHECK(conforms("/v1/backup", "/v1/backup"));
  CAF_CHECK_EQUAL(backups.refusals.size(), 1u);
}

// R-P-6
CAF_TEST(where a backup goes is said by an absolute path) {
  using std::chrono::seconds;
  const auto ask = [this](const std::string& output) {
    return control_api::post(socket(), "/v1/backup?output=" + output, seconds{30}).value();
  };
  const auto begun = json::parse(ask("%2Fa%20b").body);
  CAF_CHECK_EQUAL(begun.at("file").get<std::string>(), "/a b");
  for (const auto* each : {"", "a", "..%2Fa", "%2Fa%00b"}) {
    const auto status = ask(each).status;
    CAF_CHECK_EQUAL(status, 400u);
  }
  CAF_CHECK_EQUAL(backups.refusals.size(), 4u);
}

CAF_TEST(another administrator may ask for a backup without saying where it goes) {
  const auto table = control_api::backup_routes(backups);
  const control_api::peer_identity other{::geteuid() + 1, 0, {}};
  const auto ask = [&](const char* target) {
    return dispatch(table, {"POST", target, "", other, control_api::role::admin}).status;
  };
  CAF_CHECK_EQUAL(ask("/v1/backup"), 202u);
  CAF_CHECK_EQUAL(ask("/v1/backup?output=%2Fa"), 403u);
  CAF_CHECK_EQUAL(backups.refusals.size(), 1u);
  const auto trader = dispatch(table, {"POST", "/v1/backup", "", other, control_api::role::trader});
  CAF_CHECK_EQUAL(trader.status, 403u);
}

// R-O-1
CAF_TEST(a recording is answered as described at every stage) {
  CAF_CHECK(conforms("/v1/record", "/v1/record"));
  CAF_CHECK(post_conforms("/v1/record/stop"));
  CAF_CHECK(post_conforms("/v1/record"));
  CAF_CHECK(conforms("/v1/record", "/v1/record"));
  CAF_CHECK(post_conforms("/v1/record"));
  CAF_CHECK_EQUAL(recordings.refusals.size(), 1u);
  recordings.latest.trouble = "the recording cannot be written";
  recordings.latest.missing = 3;
  CAF_CHECK(post_conforms("/v1/record/stop"));
  CAF_CHECK(conforms("/v1/record", "/v1/record"));
  CAF_CHECK(json::parse(get("/v1/record").body).at("over") == false);
  recordings.latest.state = "ended";
  CAF_CHECK(json::parse(get("/v1/record").body).at("over") == true);
}

// R-O-1
CAF_TEST(where a recording goes is said by root alone) {
  CAF_CHECK(post_conforms("/v1/record?output=%2Fa%20b"));
  CAF_CHECK_EQUAL(recordings.latest.file, "/a b");
  recordings.latest = {};
  CAF_CHECK(post_conforms("/v1/record?output=a"));
  const auto table = control_api::recording_routes(recordings);
  const control_api::peer_identity other{::geteuid() + 1, 0, {}};
  const auto ask = [&](const char* target, control_api::role who) {
    return dispatch(table, {"POST", target, "", other, who}).status;
  };
  CAF_CHECK_EQUAL(ask("/v1/record?output=%2Fa", control_api::role::admin), 403u);
  CAF_CHECK_EQUAL(recordings.refusals.size(), 2u);
  CAF_CHECK_EQUAL(ask("/v1/record", control_api::role::trader), 403u);
  CAF_CHECK_EQUAL(ask("/v1/record/stop", control_api::role::trader), 403u);
  CAF_CHECK_EQUAL(recordings.latest.state, "none");
  CAF_CHECK_EQUAL(ask("/v1/record", control_api::role::admin), 202u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace control_api_requests
