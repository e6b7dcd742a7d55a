#include "adapters/dashboard/reply.hpp"

#include "adapters/dashboard/aged_object.hpp"

namespace riskd::dashboard {

reply json_reply(std::string text) {
  return {200, std::move(text), "application/json"};
}

reply empty_reply() {
  return {204, {}, {}};
}

reply refuse(unsigned status, std::string_view code, std::string_view sentence) {
  const json body{{"schema", 1}, {"error", {{"code", code}, {"message", sentence}}}};
  return {status, written(body), "application/json"};
}

} // namespace riskd::dashboard
