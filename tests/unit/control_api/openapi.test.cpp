#define CAF_SUITE control_api.openapi

#include "adapters/control_api/backup_routes.hpp"
#include "adapters/control_api/daemon_routes.hpp"
#include "adapters/control_api/notify_routes.hpp"
#include "adapters/control_api/openapi_routes.hpp"
#include "adapters/control_api/read_routes.hpp"
#include "adapters/control_api/refusal_routes.hpp"
#include "adapters/control_api/shutdown_routes.hpp"
#include "tests/unit/control_api/running_server.hpp"
#include "tests/unit/control_api/sample_daemon.hpp"
#include "tests/unit/control_api/sample_hours.hpp"
#include "tests/unit/control_api/sample_past.hpp"
#include "tests/unit/control_api/sample_status.hpp"
#include "tests/unit/control_api/sample_stories.hpp"
#include "tests/unit/control_api/schema_check.hpp"
#include "tests/unit/control_api/yaml_document.hpp"

#include <caf/test/unit_test.hpp>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace riskd;
using nlohmann::json;

namespace {

json document() {
  std::ifstream in{std::string{RISKD_SOURCE_DIR} + "/docs/openapi.yaml"};
  return test::read_yaml({std::istreambuf_iterator<char>{in}, {}});
}

/// What is asked, before the server that asks it.
struct asked_daemon {
  test::sample_daemon daemon;
  test::sample_backups backups;
  test::sample_hours hours;
  test::sample_ending ending;
  test::sample_refusals refusals;
  test::sample_notify messages;
  test::sample_diagnosis ways;
  /// The accounts whose past may be asked for.
  control_api::status_board_port known;
  test::past_desk past;
  test::story_desk past_told;

  control_api::route_table routes() {
    auto all = control_api::daemon_routes(daemon);
    for (auto more :
         {control_api::backup_routes(backups), hours.routes(), control_api::shutdown_routes(ending),
          control_api::refusal_routes(refusals), control_api::notify_routes(messages),
          control_api::diagnosis_routes(ways), past.routes_of_past(known),
          past_told.routes_of_stories(), control_api::openapi_routes()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
};

/// A route as text: method, path, role, query parameters.
using described = std::set<std::string>;

described routes_in_table() {
  described out;
  asked_daemon asked;
  const test::set_clock clock;
  auto routes = asked.routes();
  for (auto& each : control_api::read_routes(asked.known, clock))
    routes.push_back(std::move(each));
  for (const auto& each : routes) {
    auto text
      = std::string{to_string(each.verb)} + " " + each.pattern + " " + to_string(each.needs);
    for (const auto& parameter : each.parameters)
      text += " " + parameter;
    out.insert(text);
  }
  return out;
}

/// The same from docs/openapi.yaml.
described routes_in(const json& api) {
  described out;
  for (const auto& [path, methods] : api.at("paths").items())
    for (const auto& [method, operation] : methods.items()) {
      auto text = (method == "get"    ? "GET"
                   : method == "post" ? "POST"
                                      : method)
                  + " " + path + " " + operation.at("x-role").get<std::string>();
      for (const auto& each : operation.value("parameters", json::array())) {
        const auto& parameter
          = each.contains("$ref")
              ? api.at(json::json_pointer{each.at("$ref").get<std::string>().substr(1)})
              : each;
        if (parameter.at("in") == "query")
          text += " " + parameter.at("name").get<std::string>();
      }
      out.insert(text);
    }
  return out;
}

/// Name of the schema that describes the answer of `path` with `status`.
std::string schema_of(const json& api, const std::string& path, unsigned status,
                      const char* verb = "get") {
  auto response = api.at("paths").at(path).at(verb).at("responses").at(std::to_string(status));
  if (response.contains("$ref"))
    response = api.at(json::json_pointer{response.at("$ref").get<std::string>().substr(1)});
  const auto reference
    = response.at("content").at("application/json").at("schema").at("$ref").get<std::string>();
  return reference.substr(reference.rfind('/') + 1);
}

struct fixture : asked_daemon, test::running_server {
  fixture() : test::running_server({}, routes()) {
    known.publish(std::make_shared<const domain::daemon_status>(test::busy_status()));
  }

  /// As `conforms`, for what is asked to be done.
  bool post_conforms(const std::string& path) {
    const auto found = control_api::post(socket(), path, std::chrono::seconds{30}).value();
    const auto faults
      = checked.faults(json::parse(found.body), schema_of(api, path, found.status, "post"));
    for (const auto& each : faults)
      CAF_MESSAGE(path << " " << each);
    return faults.empty();
  }

  /// Whether the answer to `target` is one that the document describes under `path`.
  bool conforms(const std::string& path, const std::string& target) {
    const auto found = get(target);
    const auto faults = checked.faults(json::parse(found.body), schema_of(api, path, found.status));
    for (const auto& each : faults)
      CAF_MESSAGE(target << " " << each);
    return faults.empty();
  }

  /// Asks until the answer was read.
  control_api::reply settled(const std::string& target) {
    for (;;) {
      auto found = get(target);
      if (found.status != 202)
        return found;
    }
  }

  /// As `conforms`, at once and once the answer was read.
  bool past_conforms(const std::string& path, const std::string& target, unsigned status) {
    const bool is_good = conforms(path, target);
    const auto found = settled(target);
    CAF_CHECK_EQUAL(found.status, status);
    const auto faults = checked.faults(json::parse(found.body), schema_of(api, path, found.status));
    for (const auto& each : faults)
      CAF_MESSAGE(target << " " << each);
    return is_good && faults.empty();
  }

  void check_all() {
    for (const auto* path : {"/v1/status", "/v1/accounts", "/v1/locks", "/v1/health", "/v1/version",
                             "/v1/rules", "/v1/pnl", "/v1/positions", "/v1/orders", "/v1/hours"}) {
      CAF_CHECK(conforms(path, path));
      CAF_CHECK(conforms(path, std::string{path} + "?unknown"));
    }
    for (const auto& each : board.latest()->accounts)
      CAF_CHECK(conforms("/v1/accounts/{name}",
                         "/v1/accounts/" + (each.name == "B/2 %" ? "7654321" : each.name)));
    CAF_CHECK(conforms("/v1/accounts/{name}", "/v1/accounts/nobody"));
    CAF_CHECK(conforms("/v1/locks", "/v1/locks?account=nobody"));
  }

  json api = document();
  test::schema_check checked{api};
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(openapi_tests, fixture)

CAF_TEST(the document describes exactly the routes there are) {
  const auto documented = routes_in(api);
  CAF_CHECK_EQUAL(documented.size(), 32u);
  CAF_CHECK(documented == routes_in_table());
}

// R-O-8
CAF_TEST(the daemon tells the same description) {
  const auto found = get("/v1/openapi.json");
  CAF_CHECK_EQUAL(found.status, 200u);
  const auto description = json::parse(found.body);
  CAF_CHECK(description == api);
  CAF_CHECK(routes_in(description) == routes_in_table());
  CAF_CHECK(conforms("/v1/openapi.json", "/v1/openapi.json"));
  CAF_CHECK(conforms("/v1/openapi.json", "/v1/openapi.json?unknown"));
  const auto text = description.at("info").at("description").get<std::string>();
  CAF_CHECK(text.find("\n\n    curl --unix-socket") != std::string::npos);
}

CAF_TEST(answers are as described when nothing is published) {
  check_all();
}

CAF_TEST(answers are as described while all is well) {
  publish(test::busy_status());
  check_all();
}

CAF_TEST(answers are as described in trouble) {
  publish(test::troubled_status());
  check_all();
}

// R-O-3
CAF_TEST(the past is told as described) {
  for (const auto* path : {"/v1/history/locks", "/v1/history/log", "/v1/history/trades"}) {
    CAF_CHECK(past_conforms(path, path, 200));
    CAF_CHECK(past_conforms(path, std::string{path} + "?account=A-1&count=1", 200));
    CAF_CHECK(conforms(path, std::string{path} + "?account=nobody"));
    for (const auto* count : {"0", "1001", "x", "1x", ""}) {
      const auto target = std::string{path} + "?count=" + count;
      CAF_CHECK(conforms(path, target));
      CAF_CHECK_EQUAL(get(target).status, 400u);
    }
  }
  CAF_CHECK(past_conforms("/v1/why/{name}", "/v1/why/A-1", 200));
  CAF_CHECK(conforms("/v1/why/{name}", "/v1/why/nobody"));
  past.past.is_readable = false;
  CAF_CHECK(past_conforms("/v1/history/log", "/v1/history/log", 500));
  CAF_CHECK(past_conforms("/v1/why/{name}", "/v1/why/42", 500));
}

// R-O-3
CAF_TEST(records after another one are told as described) {
  CAF_CHECK(past_conforms("/v1/history/log", "/v1/history/log?after=1.41", 200));
  CAF_CHECK_EQUAL(get("/v1/history/locks?after=1.41").status, 400u);
  for (const auto* after : {"", "1", "1.", ".1", "1.x", "a.1", "1.2.3"}) {
    const auto status = get(std::string{"/v1/history/log?after="} + after).status;
    CAF_CHECK_EQUAL(status, 400u);
  }
}

// R-O-3
CAF_TEST(each story is told as described) {
  const auto* timeline = "/v1/timeline/{breach}";
  CAF_CHECK(past_conforms(timeline, "/v1/timeline/17", 200));
  CAF_CHECK(past_conforms(timeline, "/v1/timeline/18", 200));
  CAF_CHECK(past_conforms(timeline, "/v1/timeline/19", 404));
  CAF_CHECK_EQUAL(get("/v1/timeline/x17").status, 400u);
  CAF_CHECK(past_conforms("/v1/report", "/v1/report", 200));
  CAF_CHECK(past_conforms("/v1/report", "/v1/report?day=2026-03-03&account=A-1", 200));
  for (const auto* day : {"2026-13-01", "2026-03-05", "yesterday", ""})
    CAF_CHECK_EQUAL(get(std::string{"/v1/report?day="} + day).status, 400u);
  CAF_CHECK_EQUAL(get("/v1/report?account=C-3").status, 404u);
  const auto* moments = "/v1/moments/{name}";
  CAF_CHECK(past_conforms(moments, "/v1/moments/1234567?at=2026-03-03T14:00:00Z", 200));
  for (const auto* at : {"", "?at=", "?at=2026-03-03", "?at=2026-03-03T15:00:11Z"})
    CAF_CHECK_EQUAL(get(std::string{"/v1/moments/A-1"} + at).status, 400u);
  CAF_CHECK_EQUAL(get("/v1/moments/C-3?at=2026-03-03T14:00:00Z").status, 404u);
  past_told.stories.is_quiet = true;
  CAF_CHECK(past_conforms("/v1/report", "/v1/report?day=today", 200));
  CAF_CHECK(past_conforms(moments, "/v1/moments/A-1?at=2026-03-03T14:00:00Z", 200));
  past_told.stories.is_readable = false;
  CAF_CHECK(past_conforms(timeline, "/v1/timeline/17", 500));
  CAF_CHECK(past_conforms("/v1/report", "/v1/report", 500));
  CAF_CHECK(past_conforms(moments, "/v1/moments/A-1?at=2026-03-03T14:00:00Z", 500));
}

// R-V-11, R-T-5
CAF_TEST(a trading day is called by the date on which it ends) {
  const auto report = json::parse(settled("/v1/report?day=2026-03-03").body).at("accounts");
  CAF_REQUIRE_EQUAL(report.size(), 2u);
  CAF_CHECK_EQUAL(report.at(0).at("begin"), "2026-03-02T23:00:00.000000Z");
  CAF_CHECK_EQUAL(report.at(0).at("end"), "2026-03-03T23:00:00.000000Z");
  CAF_CHECK_EQUAL(report.at(0).at("is_over"), false);
  const auto before = json::parse(settled("/v1/report?day=2026-03-02").body).at("accounts");
  CAF_CHECK_EQUAL(before.at(0).at("is_over"), true);
  const auto moment = json::parse(settled("/v1/moments/A-1?at=2026-03-02T23:00:00Z").body);
  CAF_CHECK_EQUAL(moment.at("day"), "2026-03-03");
}

// R-O-5
CAF_TEST(the distance of a rule is what is left until it fires) {
  const auto found = json::parse(settled("/v1/why/7654321").body).at("rules");
  CAF_CHECK_EQUAL(found.at(0).at("distance"), "2");
  CAF_CHECK_EQUAL(found.at(1).at("distance"), "546.875");
  CAF_CHECK(found.at(2).at("distance").is_null());
  const auto broken = json::parse(settled("/v1/why/A-1").body).at("rules");
  CAF_CHECK_EQUAL(broken.at(0).at("distance"), "-50.00");
  using domain::measure;
  using domain::money;
  const auto at = [](std::int64_t limit, std::int64_t observed) {
    return control_api::distance_to(measure{money{limit}}, measure{money{observed}});
  };
  CAF_CHECK(at(5, 3) == measure{money{2}});
  CAF_CHECK(at(-5, -5) == measure{money{0}});
  CAF_CHECK(!at(-1, std::numeric_limits<std::int64_t>::max()));
  CAF_CHECK(!control_api::distance_to(measure{money{5}}, measure{domain::quantity{3}}));
  CAF_CHECK(!control_api::distance_to(std::nullopt, measure{money{3}}));
}

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

// R-O-3, RULE-009
CAF_TEST(hours tell what comes next) {
  const auto shown = json::parse(get("/v1/hours").body).at("accounts");
  CAF_REQUIRE_EQUAL(shown.size(), 3u);
  CAF_CHECK_EQUAL(shown.at(0).at("session").at("next_change"), "2026-03-03T22:00:00.000000Z");
  CAF_CHECK_EQUAL(shown.at(0).at("next_reset"), "2026-03-03T23:00:00.000000Z");
  CAF_CHECK_EQUAL(shown.at(0).at("session"), shown.at(1).at("session"));
  CAF_CHECK(shown.at(2).at("session").is_null());
  hours.clock.pass(std::chrono::hours{8});
  const auto later = json::parse(get("/v1/hours?account=1234567").body).at("accounts");
  CAF_REQUIRE_EQUAL(later.size(), 1u);
  const auto& session = later.at(0).at("session");
  CAF_CHECK_EQUAL(session.at("state"), "open");
  CAF_CHECK_EQUAL(session.at("next_change"), "2026-03-04T22:00:00.000000Z");
  // None ends on the holiday, and the one after it early.
  CAF_CHECK_EQUAL(session.at("sessions").at(1).at("close"), "2026-03-06T18:00:00.000000Z");
  CAF_CHECK(conforms("/v1/hours", "/v1/hours?account=nobody"));
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

// R-C-8, R-P-8
CAF_TEST(rules tell what will change) {
  const auto shown = json::parse(get("/v1/rules?account=A-1").body);
  CAF_REQUIRE_EQUAL(shown.at("accounts").size(), 1u);
  const auto& account = shown.at("accounts").at(0);
  CAF_CHECK_EQUAL(account.at("id"), "****4567");
  CAF_CHECK_EQUAL(account.at("pending").at("changes").at(0).at("after"), "shadow");
  CAF_CHECK(account.at("rules").at(0).at("parameters").at(0).at("value").is_null());
}

CAF_TEST(the comparison notices what differs) {
  const auto good = json::parse(get("/v1/version").body);
  CAF_CHECK(checked.faults(good, "version").empty());
  struct row {
    const char* label;
    json patch;
    const char* expected;
  };
  const row rows[] = {
    {"another type", {{"name", 1}}, "version.name: is integer, not \"string\""},
    {"an unlisted value", {{"api", "v2"}}, "version.api: \"v2\" is not listed"},
    {"a missing member", {{"version", nullptr}}, "version: lacks \"version\""},
    {"a further member", {{"extra", true}}, "version: 'extra' is not described"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto bad = good;
    bad.merge_patch(each.patch);
    const auto faults = checked.faults(bad, "version");
    CAF_REQUIRE(!faults.empty());
    CAF_CHECK_EQUAL(faults.front(), each.expected);
  }
  CAF_CHECK(!checked.faults("5.0", "money").empty());
  CAF_CHECK(
    !checked.faults(json{{"schema", 1}, {"taken", "now"}, {"age_seconds", 0}}, "head").empty());
}

CAF_TEST_FIXTURE_SCOPE_END()
