#include "adapters/simulator/gateway_core.hpp"

#include "adapters/simulator/hub_records.hpp"
#include "adapters/simulator/json_web_token.hpp"

#include <utility>

namespace riskd::simulator {

namespace {

constexpr auto negotiation_lifetime = std::chrono::minutes{2};
constexpr std::size_t token_bytes = 16;

std::optional<hub_kind> hub_of(std::string_view path, std::string_view suffix) {
  const auto lower = lower_case(path);
  if (lower == "/hubs/user" + std::string{suffix})
    return hub_kind::user;
  if (lower == "/hubs/market" + std::string{suffix})
    return hub_kind::market;
  return std::nullopt;
}

http_reply refusal_with(unsigned status) {
  http_reply out;
  out.status = status;
  return out;
}

std::string negotiation_body(bool has_connection_token, const std::string& token) {
  json_writer out;
  out.begin_object();
  out.member("negotiateVersion", std::int64_t{has_connection_token ? 1 : 0});
  if (has_connection_token)
    out.member("connectionId", random_text(token_bytes)).member("connectionToken", token);
  else
    out.member("connectionId", token);
  // The other transports of SignalR are not served, so they are not offered either.
  out.key("availableTransports").begin_array().begin_object().member("transport", "WebSockets");
  out.key("transferFormats").begin_array().value("Text").end_array();
  return out.end_object().end_array().end_object().take();
}

} // namespace

gateway_core::gateway_core(gateway_contents contents, domain::time_point start)
  : sessions(std::move(contents.secret)), events(faults, contents.seed ^ 0xe5eed),
    venue(std::move(contents.contracts), std::move(contents.feeds), contents.seed, start, events),
    rest(
      venue, sessions, faults, calls, [this](std::int64_t id) { end_session(id); },
      contents.seed ^ 0x4e57),
    methods(venue, events) {
  events.describe(venue.state());
  venue.settings() = std::move(contents.settings);
  for (auto& user : contents.users)
    sessions.add_user(user.name, std::move(user.api_key));
  for (auto& x : contents.accounts)
    venue.open_account(std::move(x));
  if (contents.hours)
    venue.keep_hours(*contents.hours);
  venue.pause_market(contents.starts_paused);
}

gateway_core::~gateway_core() {
  const auto remaining = events.connections();
  for (auto* connection : remaining)
    connection->drop();
}

void gateway_core::end_session(std::int64_t id) {
  const auto all = events.connections();
  for (auto* connection : all)
    if (connection->session() == id) {
      connection->deliver(event_record("GatewayLogout", "[]"), {});
      connection->close("Connection closed with an error.", false);
    }
  sessions.close(id);
}

void gateway_core::join(hub_connection& connection) {
  events.add(connection);
  if (!sessions.sessions().contains(connection.session()))
    connection.close("Connection closed with an error.", false);
}

std::optional<gateway_core::admission> gateway_core::admit_caller(const http_request& request,
                                                                  std::string_view suffix,
                                                                  http_reply& refused) {
  const auto hub = hub_of(request.path, suffix);
  if (!hub) {
    refused = refusal_with(404);
    return std::nullopt;
  }
  const auto* caller = sessions.find(bearer_token(request), venue.now());
  if (!caller) {
    refused = refusal_with(401);
    return std::nullopt;
  }
  if (faults.is_connection_refused(*hub, caller->user, venue.now())) {
    refused = refusal_with(503);
    return std::nullopt;
  }
  return admission{*hub, caller->user, caller->id};
}

std::optional<http_reply> gateway_core::negotiate(const http_request& request) {
  constexpr std::string_view suffix = "/negotiate";
  if (!hub_of(request.path, suffix))
    return std::nullopt;
  if (request.method != "POST")
    return refusal_with(405);
  http_reply out;
  const auto caller = admit_caller(request, suffix, out);
  if (!caller)
    return out;
  std::erase_if(negotiated_, [&](const auto& entry) {
    return entry.second.at + negotiation_lifetime < venue.now();
  });
  const auto version = request.query.find("negotiateversion");
  const auto token = random_text(token_bytes);
  negotiated_[token] = {caller->hub, venue.now(), false};
  out.body = negotiation_body(version != request.query.end() && version->second != "0", token);
  return out;
}

std::optional<gateway_core::admission> gateway_core::admit(const http_request& request,
                                                           http_reply& refused) {
  auto caller = admit_caller(request, "", refused);
  const auto id = request.query.find("id");
  if (!caller || id == request.query.end())
    return caller;
  const auto found = negotiated_.find(id->second);
  if (found == negotiated_.end() || found->second.hub != caller->hub) {
    refused = refusal_with(404);
    return std::nullopt;
  }
  if (found->second.used) {
    refused = refusal_with(409);
    return std::nullopt;
  }
  found->second.used = true;
  return caller;
}

} // namespace riskd::simulator
