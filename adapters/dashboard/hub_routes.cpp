#include "adapters/dashboard/hub_routes.hpp"

#include "adapters/control_api/request_target.hpp"
#include "adapters/dashboard/fleet_metrics.hpp"
#include "adapters/dashboard/past_routes.hpp"
#include "adapters/dashboard/session_routes.hpp"

#include <algorithm>
#include <optional>

namespace riskd::dashboard {

namespace {

using control_api::request_target;

void tell_overview(server_state& state, const hub_call&, const on_outcome& told) {
  const auto view = state.writer.view(state.from.status.latest());
  told(json_reply(overview_text(*view, state.options.hub, state.from.clock.now().wall)));
}

void begin_live(server_state&, const hub_call& asked, const on_outcome& told) {
  if (!asked.asked.origin.is_upgrade)
    told(refuse(400, "bad_request", "this is a WebSocket"));
  else
    told(asked.who);
}

void tell_metrics(server_state& state, const hub_call&, const on_outcome& told) {
  const server_counts counts{
    state.options.hub.name,  state.options.hub.version, state.open, state.live,
    state.logins.sessions(), state.logins.failures()};
  told(reply{200, fleet_metrics(*state.from.status.latest(), counts, state.from.clock.now().wall),
             metrics_media_type});
}

bool serves(const hub_route& each, std::string_view verb) {
  return each.verb == verb || (each.verb == "GET" && verb == "HEAD");
}

/// What stands for each `{name}`; nothing if the path is another one.
std::optional<std::vector<std::string>> match(std::string_view pattern,
                                              const std::vector<std::string>& segments) {
  std::vector<std::string> arguments;
  for (const auto& segment : segments) {
    if (!pattern.starts_with('/'))
      return std::nullopt;
    pattern.remove_prefix(1);
    const auto wanted = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(wanted.size());
    if (wanted.starts_with('{') && !segment.empty())
      arguments.push_back(segment);
    else if (wanted != segment)
      return std::nullopt;
  }
  return pattern.empty() ? std::optional{std::move(arguments)} : std::nullopt;
}

/// The first query parameter that the route does not know, or null.
const std::string* find_unknown(const hub_route& chosen, const hub_call& asked) {
  for (const auto& [name, value] : asked.query)
    if (std::find(chosen.parameters.begin(), chosen.parameters.end(), name)
        == chosen.parameters.end())
      return &name;
  return nullptr;
}

void run(server_state& state, const hub_route& chosen, hub_call asked, const on_outcome& told) {
  if (chosen.needs_login) {
    auto found = state.logins.admit(asked.asked.credentials);
    if (found.what != login_answer::kind::admitted)
      return told(refuse_login(found));
    asked.who = std::move(found.proof);
  }
  if (const auto* unknown = find_unknown(chosen, asked))
    return told(refuse(400, "bad_request", "unknown query parameter '" + *unknown + "'"));
  chosen.handle(state, asked, told);
}

/// What nobody may know without being logged in: which paths there are below `/api`, and which
/// accounts.
std::optional<reply> refuse_stranger(server_state& state, const hub_request& asked,
                                     const request_target& target) {
  if (target.segments.front() != "api")
    return std::nullopt;
  const auto found = state.logins.admit(asked.credentials);
  return found.what == login_answer::kind::admitted ? std::nullopt
                                                    : std::optional{refuse_login(found)};
}

reply refuse_method(const std::string& allow) {
  auto out = refuse(405, "method_not_allowed", "this path understands only " + allow);
  out.fields.emplace_back("Allow", allow);
  return out;
}

reply answer_file(const server_state& state, const hub_request& asked,
                  const request_target& target) {
  if (asked.verb != "GET" && asked.verb != "HEAD")
    return refuse_method("GET, HEAD");
  return state.page.answer(target.segments, asked.known_tag);
}

} // namespace

const std::string* hub_call::find(std::string_view name) const {
  const auto found = std::find_if(query.begin(), query.end(),
                                  [name](const auto& each) { return each.first == name; });
  return found == query.end() ? nullptr : &found->second;
}

const std::vector<hub_route>& hub_routes() {
  static const std::vector<hub_route> all = [] {
    std::vector<hub_route> out{
      {"GET", "/api/overview", {}, true, tell_overview},
      {"GET", "/api/live", {}, true, begin_live},
      {"GET", "/metrics", {}, true, tell_metrics},
    };
    for (const auto& more : {session_routes(), past_routes()})
      out.insert(out.end(), more.begin(), more.end());
    return out;
  }();
  return all;
}

void answer_request(server_state& state, const hub_request& asked, on_outcome told) {
  if (auto foreign = refuse_foreign(asked.origin, state.hosts))
    return told(std::move(*foreign));
  auto target = control_api::parse_request_target(asked.target);
  if (!target)
    return told(refuse(400, "bad_request", target.error().sentence));
  std::string allow;
  for (const auto& each : hub_routes()) {
    auto arguments = match(each.pattern, target->segments);
    if (!arguments)
      continue;
    if (!serves(each, asked.verb)) {
      allow.append(allow.empty() ? "" : ", ").append(each.verb == "GET" ? "GET, HEAD" : each.verb);
      continue;
    }
    return run(state, each, {asked, std::move(*arguments), std::move(target->query), {}}, told);
  }
  if (!allow.empty())
    return told(refuse_method(allow));
  if (auto stranger = refuse_stranger(state, asked, *target))
    return told(std::move(*stranger));
  told(answer_file(state, asked, *target));
}

} // namespace riskd::dashboard
