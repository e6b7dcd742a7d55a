#include "tests/unit/control_api/described_daemon.hpp"

#include "tests/unit/control_api/sample_status.hpp"
#include "tests/unit/control_api/yaml_document.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>

namespace riskd::test {

using nlohmann::json;

namespace {

json document() {
  std::ifstream in{std::string{RISKD_SOURCE_DIR} + "/docs/openapi.yaml"};
  return read_yaml({std::istreambuf_iterator<char>{in}, {}});
}

/// Name of the schema that describes the answer of `path` with `status`.
std::string schema_of(const json& api, const std::string& path, unsigned status, const char* verb) {
  auto response = api.at("paths").at(path).at(verb).at("responses").at(std::to_string(status));
  if (response.contains("$ref"))
    response = api.at(json::json_pointer{response.at("$ref").get<std::string>().substr(1)});
  const auto reference
    = response.at("content").at("application/json").at("schema").at("$ref").get<std::string>();
  return reference.substr(reference.rfind('/') + 1);
}

} // namespace

control_api::route_table asked_daemon::routes() {
  auto all = control_api::daemon_routes(daemon);
  for (auto more :
       {control_api::backup_routes(backups), control_api::recording_routes(recordings),
        hours.routes(), control_api::shutdown_routes(ending), control_api::refusal_routes(refusals),
        control_api::notify_routes(messages), control_api::diagnosis_routes(ways),
        past.routes_of_past(known), past_told.routes_of_stories(), control_api::openapi_routes()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

described_daemon::described_daemon() : running_server({}, routes()), api(document()), checked(api) {
  known.publish(std::make_shared<const domain::daemon_status>(busy_status()));
}

bool described_daemon::is_described(const control_api::reply& found, const std::string& path,
                                    const char* verb) const {
  const auto faults
    = checked.faults(json::parse(found.body), schema_of(api, path, found.status, verb));
  for (const auto& each : faults)
    CAF_MESSAGE(path << " " << each);
  return faults.empty();
}

bool described_daemon::conforms(const std::string& path, const std::string& target) {
  return is_described(get(target), path, "get");
}

bool described_daemon::post_conforms(const std::string& path) {
  const auto target = path.substr(0, path.find('?'));
  return is_described(control_api::post(socket(), path, std::chrono::seconds{30}).value(), target,
                      "post");
}

bool described_daemon::past_conforms(const std::string& path, const std::string& target,
                                     unsigned status) {
  const bool is_good = conforms(path, target);
  const auto found = settled(target);
  CAF_CHECK_EQUAL(found.status, status);
  return is_described(found, path, "get") && is_good;
}

control_api::reply described_daemon::settled(const std::string& target) {
  for (;;) {
    auto found = get(target);
    if (found.status != 202)
      return found;
  }
}

} // namespace riskd::test
