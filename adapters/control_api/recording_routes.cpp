#include "adapters/control_api/recording_routes.hpp"

#include "adapters/control_api/output_file.hpp"

namespace riskd::control_api {

namespace {

std::string asker_of(const call& asked) {
  return "uid " + std::to_string(asked.peer.user);
}

answer start(recording_service& service, const call& asked) {
  const auto by = asker_of(asked);
  if (const auto refused = refusal_of_output(asked, "a recording")) {
    service.refuse_recording(by, refused->sentence);
    return refuse(refused->status, refused->code, refused->sentence);
  }
  const auto begun = service.start_recording(output_of(asked), by);
  if (!begun) {
    service.refuse_recording(by, begun.error().sentence);
    return refuse(409, "conflict", begun.error().sentence);
  }
  return {202, {{"schema", 1}, {"accepted", true}, {"file", *begun}}, ""};
}

answer stop(recording_service& service, const call& asked) {
  const auto ended = service.stop_recording(asker_of(asked));
  if (!ended)
    return refuse(409, "conflict", ended.error().sentence);
  return {202, {{"schema", 1}, {"accepted", true}}, ""};
}

json to_json(const recording_status& x) {
  const auto text = [](const std::string& y) {
    return y.empty() ? json() : json(y);
  };
  return {{"schema", 1},
          {"state", x.state},
          {"over", x.state != "ending"},
          {"file", text(x.file)},
          {"since", text_or_null(x.since)},
          {"events", x.events},
          {"missing", x.missing},
          {"trouble", text(x.trouble)}};
}

} // namespace

route_table recording_routes(recording_service& service) {
  return {{method::post,
           "/v1/record",
           role::admin,
           {"output"},
           [&service](const call& asked) {
             return start(service, asked);
           }},
          {method::post,
           "/v1/record/stop",
           role::admin,
           {},
           [&service](const call& asked) {
             return stop(service, asked);
           }},
          {method::get, "/v1/record", role::admin, {}, [&service](const call&) {
             return answer{200, to_json(service.latest_recording()), ""};
           }}};
}

} // namespace riskd::control_api
