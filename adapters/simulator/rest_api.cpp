#include "adapters/simulator/rest_api.hpp"

#include <algorithm>
#include <array>

namespace riskd::simulator {

/// How calls of a route are counted (`projectx-gateway.md` 3).
enum class rate_class : std::uint8_t { free, general, bars };

/// One operation of the gateway.
struct rest_route {
  std::string_view method;
  /// In lower case.
  std::string_view path;
  rest_handler handler;
  bool needs_token = true;
  rate_class rate = rate_class::general;
  /// The call changes something, and its answer takes the time that this takes.
  bool is_action = false;
};

namespace {

constexpr auto rest_routes = std::to_array<rest_route>({
  {"POST", "/api/auth/loginkey", login_with_key, false, rate_class::free},
  {"POST", "/api/auth/loginapp", login_with_app, false, rate_class::free},
  {"POST", "/api/auth/validate", validate_token, true, rate_class::free},
  {"POST", "/api/auth/logout", log_out, true, rate_class::free},
  {"POST", "/api/account/search", search_accounts},
  {"POST", "/api/contract/search", search_contracts},
  {"POST", "/api/contract/searchbyid", find_contract_by_id},
  {"POST", "/api/contract/available", list_contracts},
  {"POST", "/api/history/retrievebars", retrieve_bars, true, rate_class::bars},
  {"POST", "/api/order/search", search_orders},
  {"POST", "/api/order/searchopen", search_open_orders},
  {"POST", "/api/order/searchbyid", find_order_by_id},
  {"POST", "/api/order/v2/query", query_orders},
  {"POST", "/api/order/place", place_order, true, rate_class::general, true},
  {"POST", "/api/order/cancel", cancel_order, true, rate_class::general, true},
  {"POST", "/api/order/modify", modify_order, true, rate_class::general, true},
  {"POST", "/api/position/searchopen", search_open_positions},
  {"POST", "/api/position/closecontract", close_contract, true, rate_class::general, true},
  {"POST", "/api/position/partialclosecontract", partial_close_contract, true, rate_class::general,
   true},
  {"POST", "/api/trade/search", search_trades},
});

constexpr std::string_view ping_path = "/api/status/ping";

http_reply empty_reply(unsigned status) {
  http_reply out;
  out.status = status;
  return out;
}

http_reply pong() {
  http_reply out;
  out.body = "pong";
  out.content_type = "text/plain; charset=utf-8";
  return out;
}

/// The problem-details body of a request that cannot be bound (2.1).
http_reply bad_request(std::string_view detail) {
  http_reply out;
  out.status = 400;
  out.content_type = "application/problem+json; charset=utf-8";
  out.body = json_writer{}
               .begin_object()
               .member("type", "https://tools.ietf.org/html/rfc9110#section-15.5.1")
               .member("title", "One or more validation errors occurred.")
               .member("status", std::int64_t{400})
               .member("detail", detail)
               .end_object()
               .take();
  return out;
}

const rest_route* find_route(const std::string& path) {
  const auto found = std::find_if(rest_routes.begin(), rest_routes.end(),
                                  [&](const rest_route& x) { return x.path == path; });
  return found == rest_routes.end() ? nullptr : &*found;
}

logged_call log_entry(const http_request& request, domain::time_point at) {
  logged_call out;
  out.at = at;
  out.method = request.method;
  out.path = request.path;
  return out;
}

} // namespace

http_reply rest_api::handle(const http_request& request) {
  auto entry = log_entry(request, venue_.now());
  const auto path = lower_case(request.path);
  const auto* route = find_route(path);
  http_reply out;
  if (path == ping_path) {
    out = request.method == "GET" ? pong() : empty_reply(405);
  } else if (!route) {
    out = empty_reply(404);
  } else if (request.method != route->method) {
    out = empty_reply(405);
  } else {
    auto* caller = sessions_.find(bearer_token(request), venue_.now());
    entry.user = caller ? caller->user : "";
    out = answer(*route, request, caller);
    if (route->needs_token) {
      entry.body = request.body;
      entry.reply = path == "/api/auth/validate" ? "" : out.body;
    }
  }
  entry.status = out.what_happens == http_reply::fate::send ? out.status : 0;
  log_.add(std::move(entry));
  return out;
}

http_reply rest_api::answer(const rest_route& route, const http_request& request, session* caller) {
  if (route.needs_token && !caller)
    return empty_reply(401);
  const auto user = caller ? caller->user : std::string{};
  if (const auto wait = over_limit(route, user))
    return too_many(*wait);
  const auto document = json::exact_document::parse(request.body.empty() ? "{}" : request.body);
  const auto root = document ? document->root() : json::exact_value{};
  auto call = rest_call{venue_, sessions_, end_session_, caller, request_fields{root}};
  const auto fault = faults_.take_call_fault(
    route.path, user, domain::account_id{call.fields.member("accountId").integer().value_or(0)});
  if (fault && !fault->after_acceptance && fault->action != call_fault_action::delay) {
    http_reply out;
    spoil(out, *fault);
    return out;
  }
  if (!document)
    return bad_request(document.error().sentence);
  if (!root.is_object())
    return bad_request("the body is not an object");
  auto out = run(route, call);
  if (fault)
    spoil(out, *fault);
  return out;
}

http_reply rest_api::run(const rest_route& route, rest_call& call) {
  auto body = route.handler(call);
  if (!body)
    return bad_request(call.fields.problem());
  http_reply out;
  out.body = std::move(*body);
  const auto& settings = venue_.settings();
  if (route.is_action)
    out.delay = std::chrono::milliseconds{
      dice_.between(std::min(settings.reply_min_ms, settings.reply_max_ms), settings.reply_max_ms)};
  return out;
}

std::optional<domain::duration> rest_api::over_limit(const rest_route& route,
                                                     const std::string& user) {
  if (route.rate == rate_class::free)
    return std::nullopt;
  const auto& settings = venue_.settings();
  const bool bars = route.rate == rate_class::bars;
  const auto limit
    = static_cast<std::size_t>(bars ? settings.bars_rate_limit : settings.rate_limit);
  const auto window
    = std::chrono::seconds{bars ? settings.bars_rate_window_s : settings.rate_window_s};
  auto& limiter = limiters_[(bars ? "bars/" : "general/") + user];
  if (limiter.admit(venue_.now(), limit, window))
    return std::nullopt;
  return limiter.wait(venue_.now(), limit, window);
}

http_reply rest_api::too_many(domain::duration wait) const {
  auto out = empty_reply(429);
  if (venue_.state().settings.retry_after)
    out.fields.emplace_back("Retry-After",
                            std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count()));
  return out;
}

void rest_api::spoil(http_reply& reply, const call_fault& fault) const {
  reply.delay += fault.delay;
  switch (fault.action) {
    case call_fault_action::status:
      reply.status = static_cast<unsigned>(fault.status);
      reply.body.clear();
      if (fault.status == 429 && venue_.state().settings.retry_after)
        reply.fields.emplace_back("Retry-After", "1");
      break;
    case call_fault_action::refuse:
      reply.body = result_body({fault.code,
                                fault.message.empty() ? std::nullopt : std::optional{fault.message},
                                std::nullopt});
      break;
    case call_fault_action::delay:
      break;
    case call_fault_action::never_answer:
      reply.what_happens = http_reply::fate::never_answer;
      break;
    case call_fault_action::drop:
      reply.what_happens = http_reply::fate::drop;
      break;
  }
}

} // namespace riskd::simulator
