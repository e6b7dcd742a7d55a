#define CAF_SUITE control_api.openapi

#include "adapters/control_api/read_routes.hpp"
#include "adapters/control_api/why_routes.hpp"
#include "tests/unit/control_api/described_daemon.hpp"
#include "tests/unit/control_api/sample_status.hpp"

#include <caf/test/unit_test.hpp>

#include <limits>
#include <optional>
#include <set>
#include <string>

namespace control_api_openapi {

using namespace riskd;
using nlohmann::json;

namespace {

/// A route as text: method, path, role, query parameters.
using described = std::set<std::string>;

described routes_in_table() {
  described out;
  test::asked_daemon asked;
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

struct fixture : test::described_daemon {
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
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(openapi_tests, fixture)

CAF_TEST(the document describes exactly the routes there are) {
  const auto documented = routes_in(api);
  CAF_CHECK_EQUAL(documented.size(), 35u);
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

} // namespace control_api_openapi
