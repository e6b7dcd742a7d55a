#include "adapters/dashboard/session_routes.hpp"

#include <optional>

namespace riskd::dashboard {

namespace {

void ask_session(server_state&, const hub_call&, const on_outcome& told) {
  told(empty_reply());
}

/// The token in `{"token":"..."}`.
std::optional<std::string> token_in(std::string_view body) {
  const auto read = read_document(body);
  return read ? text_of(*read, "token") : std::nullopt;
}

/// Without TLS the browser would not keep a cookie that is marked as secure.
std::string cookie_of(const server_state& state, const std::string& session) {
  auto out = std::string{session_cookie} + "=" + session + "; Path=/; HttpOnly; SameSite=Strict";
  if (session.empty())
    out += "; Max-Age=0";
  return state.tls ? out + "; Secure" : out;
}

void begin_session(server_state& state, const hub_call& asked, const on_outcome& told) {
  const auto token = token_in(asked.asked.body);
  if (!token)
    return told(refuse(400, "bad_request", R"(the body must be {"token":"..."})"));
  const auto found = state.logins.begin_session(asked.asked.credentials.from, *token);
  if (found.what != login_answer::kind::admitted)
    return told(refuse_login(found));
  auto out = empty_reply();
  out.fields.emplace_back("Set-Cookie", cookie_of(state, found.proof.session));
  told(std::move(out));
}

void end_session(server_state& state, const hub_call& asked, const on_outcome& told) {
  state.logins.end_session(asked.asked.credentials.cookie);
  auto out = empty_reply();
  out.fields.emplace_back("Set-Cookie", cookie_of(state, {}));
  told(std::move(out));
}

} // namespace

std::vector<hub_route> session_routes() {
  return {
    {"GET", "/api/session", {}, true, ask_session},
    {"POST", "/api/session", {}, false, begin_session},
    {"DELETE", "/api/session", {}, false, end_session},
  };
}

reply refuse_login(const login_answer& found) {
  if (found.what == login_answer::kind::throttled) {
    const auto seconds = std::to_string(found.retry_after.count());
    auto out = refuse(429, "too_many_attempts",
                      "too many attempts with a wrong token; wait " + seconds + " s");
    out.fields.emplace_back("Retry-After", seconds);
    return out;
  }
  auto out = refuse(401, "unauthorized", "log in with the hub's token");
  out.fields.emplace_back("WWW-Authenticate", "Bearer");
  return out;
}

} // namespace riskd::dashboard
