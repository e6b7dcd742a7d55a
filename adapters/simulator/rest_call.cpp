#include "adapters/simulator/rest_call.hpp"

namespace riskd::simulator {

const account* rest_call::own_account(domain::account_id id) const {
  const auto* found = state().ledger.find(id);
  return found && caller && found->user == caller->user ? found : nullptr;
}

void add_envelope(json_writer& json, std::int64_t code, const std::optional<std::string>& message) {
  json.member("success", code == 0).member("errorCode", code).key("errorMessage");
  if (message)
    json.value(*message);
  else
    json.null();
}

std::string success_body(std::string_view member, std::string_view json) {
  json_writer out;
  out.begin_object().key(member).raw(json);
  add_envelope(out, 0, std::nullopt);
  return out.end_object().take();
}

std::string result_body(const call_result& x) {
  json_writer out;
  out.begin_object();
  add_envelope(out, x.code, x.message);
  return out.end_object().take();
}

std::string failure_body(std::string_view member, std::int64_t code,
                         const std::optional<std::string>& message) {
  json_writer out;
  out.begin_object().key(member).null();
  add_envelope(out, code, message);
  return out.end_object().take();
}

} // namespace riskd::simulator
