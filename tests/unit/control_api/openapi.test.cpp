#define CAF_SUITE control_api.openapi

#include "adapters/control_api/admin_routes.hpp"
#include "adapters/control_api/read_routes.hpp"
#include "tests/unit/control_api/running_server.hpp"
#include "tests/unit/control_api/sample_status.hpp"
#include "tests/unit/control_api/schema_check.hpp"
#include "tests/unit/control_api/yaml_document.hpp"

#include <caf/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

using namespace riskd;
using nlohmann::json;

namespace riskd::test {

/// Refuses everything, as a daemon that is still starting.
class deaf_daemon final : public domain::operator_port {
public:
  [[nodiscard]] bool prove_rules(const std::string&) override {
    return false;
  }
};

} // namespace riskd::test

namespace {

json document() {
  std::ifstream in{std::string{RISKD_SOURCE_DIR} + "/docs/openapi.yaml"};
  return test::read_yaml({std::istreambuf_iterator<char>{in}, {}});
}

/// A route as text: method, path, role, query parameters.
using described = std::set<std::string>;

described routes_in_table() {
  described out;
  const control_api::status_board_port board;
  const test::set_clock clock;
  test::deaf_daemon daemon;
  auto routes = control_api::read_routes(board, clock);
  for (auto& each : control_api::admin_routes(daemon))
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
std::string schema_of(const json& api, const std::string& path, unsigned status) {
  auto response = api.at("paths").at(path).at("get").at("responses").at(std::to_string(status));
  if (response.contains("$ref"))
    response = api.at(json::json_pointer{response.at("$ref").get<std::string>().substr(1)});
  const auto reference
    = response.at("content").at("application/json").at("schema").at("$ref").get<std::string>();
  return reference.substr(reference.rfind('/') + 1);
}

struct fixture : test::running_server {
  /// Whether the answer to `target` is one that the document describes under `path`.
  bool conforms(const std::string& path, const std::string& target) {
    const auto found = get(target);
    const auto faults = checked.faults(json::parse(found.body), schema_of(api, path, found.status));
    for (const auto& each : faults)
      CAF_MESSAGE(target << " " << each);
    return faults.empty();
  }

  void check_all() {
    for (const auto* path :
         {"/v1/status", "/v1/accounts", "/v1/locks", "/v1/health", "/v1/version"}) {
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
  CAF_CHECK_EQUAL(documented.size(), 7u);
  CAF_CHECK(documented == routes_in_table());
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
