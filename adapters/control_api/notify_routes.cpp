#include "adapters/control_api/notify_routes.hpp"

#include <algorithm>
#include <utility>

namespace riskd::control_api {

namespace {

answer start_test(notify_service& service, const call& asked) {
  const auto begun = service.send_test("uid " + std::to_string(asked.peer.user));
  if (!begun)
    return refuse(409, "conflict", begun.error().sentence);
  return {202, {{"schema", 1}, {"accepted", true}}, ""};
}

answer tell_test(notify_service& service) {
  const auto tested = service.latest_test();
  auto channels = json::array();
  for (const auto& each : tested)
    channels.push_back({{"channel", channels.size() + 1},
                        {"kind", each.kind},
                        {"state", each.state},
                        {"reason", each.reason.empty() ? json() : json(each.reason)}});
  const bool is_over = std::none_of(tested.begin(), tested.end(),
                                    [](const tested_channel& x) { return x.state == "waiting"; });
  return {200, {{"schema", 1}, {"over", is_over}, {"channels", std::move(channels)}}, ""};
}

} // namespace

route_table notify_routes(notify_service& service) {
  return {{method::post,
           "/v1/notify/test",
           role::admin,
           {},
           [&service](const call& asked) {
             return start_test(service, asked);
           }},
          {method::get, "/v1/notify/test", role::admin, {}, [&service](const call&) {
             return tell_test(service);
           }}};
}

} // namespace riskd::control_api
