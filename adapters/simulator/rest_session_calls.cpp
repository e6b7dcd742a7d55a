#include "adapters/simulator/rest_call.hpp"

namespace riskd::simulator {

namespace {

/// Codes of both logins (`projectx-gateway.md` 2.3).
enum class login_code : std::int64_t { invalid_credentials = 3, invalid_device = 6 };

std::string login_failure(login_code code) {
  return failure_body("token", static_cast<std::int64_t>(code));
}

std::string new_token(rest_call& call, session& owner, bool ends_older) {
  const auto lifetime = std::chrono::seconds{call.state().settings.token_lifetime_s};
  return call.sessions.issue_token(owner, call.venue.now(), lifetime, ends_older);
}

std::string open_session(rest_call& call, const std::string& user) {
  if (call.state().settings.single_session)
    for (const auto id : call.sessions.sessions_of(user))
      call.end_session(id);
  const auto token = new_token(call, call.sessions.open(user), false);
  return success_body("token", json_writer{}.value(token).text());
}

} // namespace

rest_outcome login_with_key(rest_call& call) {
  const auto user = call.fields.required_text("userName");
  const auto key = call.fields.required_text("apiKey");
  if (call.is_malformed())
    return std::nullopt;
  if (!call.sessions.is_key_of(user, key))
    return login_failure(login_code::invalid_credentials);
  return open_session(call, user);
}

rest_outcome login_with_app(rest_call& call) {
  const auto user = call.fields.required_text("userName");
  const auto password = call.fields.required_text("password");
  const auto device = call.fields.required_text("deviceId");
  const auto app = call.fields.required_text("appId");
  const auto key = call.fields.required_text("verifyKey");
  if (call.is_malformed())
    return std::nullopt;
  if (device.empty())
    return login_failure(login_code::invalid_device);
  // The simulator knows one secret per user; an application presents it twice.
  if (app.empty() || key.empty() || !call.sessions.is_key_of(user, password))
    return login_failure(login_code::invalid_credentials);
  return open_session(call, user);
}

rest_outcome validate_token(rest_call& call) {
  const auto token = new_token(call, *call.caller, call.state().settings.validate_ends_old_token);
  json_writer out;
  out.begin_object();
  add_envelope(out, 0, std::nullopt);
  return out.member("newToken", token).end_object().take();
}

rest_outcome log_out(rest_call& call) {
  call.end_session(call.caller->id);
  return result_body({});
}

} // namespace riskd::simulator
