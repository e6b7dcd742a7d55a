#include "adapters/control_api/backup_routes.hpp"

#include "adapters/control_api/output_file.hpp"

#include <utility>

namespace riskd::control_api {

namespace {

answer refuse_backup(backup_service& service, const std::string& by, unsigned status,
                     const char* code, const std::string& sentence) {
  service.refuse_backup(by, sentence);
  return refuse(status, code, sentence);
}

answer start(backup_service& service, const call& asked) {
  const auto by = "uid " + std::to_string(asked.peer.user);
  if (const auto refused = refusal_of_output(asked, "a backup"))
    return refuse_backup(service, by, refused->status, refused->code, refused->sentence);
  const auto begun = service.start_backup(output_of(asked), by);
  if (!begun)
    return refuse_backup(service, by, 409, "conflict", begun.error().sentence);
  return {202, {{"schema", 1}, {"accepted", true}, {"file", *begun}}, ""};
}

json to_json(const backup_status& x) {
  const auto text = [](const std::string& y) {
    return y.empty() ? json() : json(y);
  };
  const bool is_done = x.state == "done";
  return {{"schema", 1},
          {"state", x.state},
          {"file", text(x.file)},
          {"pages", {{"done", x.pages_done}, {"total", x.pages_total}}},
          {"bytes", is_done ? json(x.bytes) : json()},
          {"schema_version", is_done ? json(x.schema_version) : json()},
          {"reason", text(x.reason)}};
}

} // namespace

route_table backup_routes(backup_service& service) {
  return {{method::post,
           "/v1/backup",
           role::admin,
           {"output"},
           [&service](const call& asked) {
             return start(service, asked);
           }},
          {method::get, "/v1/backup", role::admin, {}, [&service](const call&) {
             return answer{200, to_json(service.latest_backup()), ""};
           }}};
}

} // namespace riskd::control_api
