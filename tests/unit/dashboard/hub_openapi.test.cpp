#define CAF_SUITE dashboard.hub_openapi

#include "adapters/dashboard/fleet_changes.hpp"
#include "adapters/dashboard/hub_routes.hpp"
#include "tests/unit/control_api/schema_check.hpp"
#include "tests/unit/control_api/yaml_document.hpp"
#include "tests/unit/dashboard/running_dashboard.hpp"
#include "tests/unit/dashboard/sample_fleet.hpp"

#include <caf/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace dashboard_hub_openapi {

using namespace riskd;

namespace {

using plain_json = nlohmann::json;

plain_json read_description(const std::string& name) {
  std::ifstream in{std::string{RISKD_SOURCE_DIR} + "/docs/" + name};
  return test::read_yaml({std::istreambuf_iterator<char>{in}, {}});
}

/// Gives each reference that begins with `from` another beginning.
void redirect(plain_json& x, const std::string& from, const std::string& to) {
  if (x.is_object() && x.contains("$ref")) {
    const auto reference = x["$ref"].get<std::string>();
    if (reference.starts_with(from))
      x["$ref"] = to + reference.substr(from.size());
  }
  if (x.is_structured())
    for (auto& each : x)
      redirect(each, from, to);
}

/// The description of the hub, with the schemas of riskd that it refers to beside its own.
plain_json whole_description() {
  auto hub = read_description("openapi-hub.yaml");
  auto riskd = read_description("openapi.yaml").at("components").at("schemas");
  redirect(riskd, "#/components/schemas/", "#/components/schemas/riskd:");
  redirect(hub, "openapi.yaml#/components/schemas/", "#/components/schemas/riskd:");
  for (const auto& [name, schema] : riskd.items())
    hub["components"]["schemas"]["riskd:" + name] = schema;
  return hub;
}

/// Routes as text: method, path, query parameters, and `open` if they need no login.
using described = std::set<std::string>;

described routes_in_table() {
  described out;
  for (const auto& each : dashboard::hub_routes()) {
    auto text = std::string{each.verb} + " " + std::string{each.pattern};
    for (const auto& parameter : each.parameters)
      text += " " + std::string{parameter};
    out.insert(text + (each.needs_login ? "" : " open"));
  }
  return out;
}

described routes_in(const plain_json& api) {
  described out;
  for (const auto& [path, methods] : api.at("paths").items())
    for (const auto& [method, operation] : methods.items()) {
      std::string text;
      for (const char c : method)
        text += static_cast<char>(c - 'a' + 'A');
      text += " " + path;
      for (const auto& each : operation.value("parameters", plain_json::array()))
        if (each.contains("in") && each.at("in") == "query")
          text += " " + each.at("name").get<std::string>();
      out.insert(text + (operation.contains("security") ? " open" : ""));
    }
  return out;
}

struct fixture : test::running_dashboard {
  [[nodiscard]] bool fits(const plain_json& value, const std::string& schema) const {
    const auto faults = checked.faults(value, schema);
    for (const auto& each : faults)
      CAF_MESSAGE(each);
    return faults.empty();
  }

  /// Whether the answer to `target` has this status and is one described under `path`.
  [[nodiscard]] bool conforms(const std::string& path, const std::string& target,
                              unsigned status) const {
    const auto found = get(target);
    CAF_CHECK_EQUAL(found.status, status);
    auto response
      = api.at("paths").at(path).at("get").at("responses").at(std::to_string(found.status));
    if (response.contains("$ref"))
      response = api.at(plain_json::json_pointer{response.at("$ref").get<std::string>().substr(1)});
    const auto reference
      = response.at("content").at("application/json").at("schema").at("$ref").get<std::string>();
    return fits(plain_json::parse(found.body), reference.substr(reference.rfind('/') + 1));
  }

  const plain_json api = whole_description();
  const test::schema_check checked{api};
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(hub_openapi_tests, fixture)

CAF_TEST(the document describes exactly the routes there are) {
  const auto documented = routes_in(api);
  CAF_CHECK_EQUAL(documented.size(), 10u);
  CAF_CHECK(documented == routes_in_table());
}

CAF_TEST(the overview is as described) {
  CAF_CHECK(conforms("/api/overview", "/api/overview", 200));
  board.publish(std::make_shared<const domain::fleet_status>());
  CAF_CHECK(conforms("/api/overview", "/api/overview", 200));
}

CAF_TEST(what riskd says of accounts is passed on as it is) {
  const auto overview = plain_json::parse(get("/api/overview").body);
  for (auto account : overview.at("daemons").at(1).at("accounts")) {
    for (const auto* added : {"shown_as", "received", "age_seconds"})
      account.erase(added);
    CAF_CHECK(fits(account, "riskd:account"));
  }
  auto status = overview.at("daemons").at(1).at("status");
  status["accounts"] = plain_json::array();
  CAF_CHECK(fits(status, "riskd:status"));
}

CAF_TEST(the past is told as described) {
  const auto account = std::string{"/api/daemons/{daemon}/accounts/{account}/"};
  CAF_CHECK(conforms(account + "day", "/api/daemons/home/accounts/A-1/day?day=today", 200));
  CAF_CHECK(conforms(account + "day", "/api/daemons/desk/accounts/A-1/day", 200));
  CAF_CHECK(conforms(account + "day", "/api/daemons/home/accounts/A-1/day?day=x", 400));
  CAF_CHECK(conforms(account + "day", "/api/daemons/home/accounts/nobody/day", 404));
  CAF_CHECK(conforms(account + "day", "/api/daemons/vps/accounts/A-1/day", 503));
  CAF_CHECK(conforms(account + "timelines", "/api/daemons/home/accounts/A-1/timelines", 200));
  CAF_CHECK(conforms("/api/daemons/{daemon}/log", "/api/daemons/home/log?account=A-1", 200));
  CAF_CHECK(conforms("/api/alarms", "/api/alarms?count=2", 200));
  history.is_readable = false;
  CAF_CHECK(conforms("/api/alarms", "/api/alarms", 500));
}

CAF_TEST(a timeline that riskd told is one of riskd) {
  const auto told = plain_json::parse(get("/api/daemons/home/accounts/A-1/timelines").body);
  CAF_CHECK(fits(told.at("timelines").at(0), "riskd:timeline"));
}

CAF_TEST(refusals are as described) {
  const auto stranger = ask("GET", "/api/overview");
  CAF_CHECK(fits(plain_json::parse(stranger.body), "refusal"));
  for (int i = 0; i < 5; ++i)
    static_cast<void>(log_in("none of the tokens there are"));
  const auto throttled = log_in();
  CAF_CHECK_EQUAL(throttled.status, 429u);
  CAF_CHECK(fits(plain_json::parse(throttled.body), "refusal"));
}

CAF_TEST(each message is as described) {
  dashboard::fleet_writer writer;
  const auto view = writer.view(board.latest());
  const auto now = test::fleet_time();
  const auto& home = view->daemons.at(1);
  const auto message_fits = [&](const dashboard::fleet_change& x, const char* schema) {
    return fits(plain_json::parse(dashboard::message_of(x, now)), schema);
  };
  CAF_CHECK(fits(plain_json::parse(dashboard::overview_text(*view, {}, now, "overview")),
                 "overview_message"));
  for (const auto& each : view->daemons)
    CAF_CHECK(message_fits(dashboard::daemon_changed{each}, "daemon_message"));
  CAF_CHECK(
    message_fits(dashboard::account_changed{home, home->accounts.at(0)}, "account_message"));
  CAF_CHECK(message_fits(dashboard::account_gone{"home", "A-1"}, "account_gone_message"));
  CAF_CHECK(message_fits(dashboard::alarm_changed{view->alarms.at(0)}, "alarm_message"));
  CAF_CHECK(fits(plain_json::parse(dashboard::tick_message(now)), "tick_message"));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace dashboard_hub_openapi
