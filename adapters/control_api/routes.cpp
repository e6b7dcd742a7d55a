#include "adapters/control_api/routes.hpp"

#include "adapters/control_api/request_target.hpp"
#include "adapters/control_api/status_json.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace riskd::control_api {

namespace {

/// Returns what stands for `{name}`, or an empty text if the pattern has none; nothing if the path
/// is another one.
std::optional<std::string> match(std::string_view pattern,
                                 const std::vector<std::string>& segments) {
  std::string argument;
  for (const auto& segment : segments) {
    if (!pattern.starts_with('/'))
      return std::nullopt;
    pattern.remove_prefix(1);
    const auto wanted = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(wanted.size());
    if (wanted.starts_with('{') && !segment.empty())
      argument = segment;
    else if (wanted != segment)
      return std::nullopt;
  }
  return pattern.empty() ? std::optional{argument} : std::nullopt;
}

bool serves(const route& each, std::string_view verb) {
  return to_string(each.verb) == verb || (each.verb == method::get && verb == "HEAD");
}

void add_method(std::string& allow, method verb) {
  const auto* name = verb == method::get ? "GET, HEAD" : to_string(verb);
  allow += (allow.empty() ? "" : ", ") + std::string{name};
}

answer refuse_method(std::string_view verb, std::string allow) {
  auto refused = refuse(405, "method_not_allowed",
                        "this path does not understand " + std::string{verb} + ", only " + allow);
  refused.allow = std::move(allow);
  return refused;
}

/// The first query parameter that the route does not know, or null.
const std::string* find_unknown(const route& chosen, const request_target& target) {
  for (const auto& [name, value] : target.query)
    if (std::find(chosen.parameters.begin(), chosen.parameters.end(), name)
        == chosen.parameters.end())
      return &name;
  return nullptr;
}

answer run(const route& chosen, request_target target, std::string argument, request asked,
           const refusal_listener& on_refusal) {
  if (asked.who < chosen.needs && on_refusal)
    on_refusal(asked.peer, std::string{to_string(chosen.verb)} + " " + chosen.pattern);
  if (asked.who < chosen.needs)
    return refuse(403, "forbidden", std::string{"this needs the role "} + to_string(chosen.needs));
  if (const auto* unknown = find_unknown(chosen, target))
    return refuse(400, "bad_request", "unknown query parameter '" + *unknown + "'");
  return chosen.handle(
    {std::move(argument), std::move(target.query), std::move(asked.body), std::move(asked.peer)});
}

} // namespace

const char* to_string(method x) {
  return x == method::get ? "GET" : "POST";
}

const std::string* call::find(std::string_view name) const {
  const auto found = std::find_if(query.begin(), query.end(),
                                  [name](const auto& each) { return each.first == name; });
  return found == query.end() ? nullptr : &found->second;
}

answer refuse(unsigned status, std::string_view code, std::string_view sentence) {
  return {status, error_json(code, sentence), ""};
}

answer dispatch(const route_table& routes, request asked, const refusal_listener& on_refusal) {
  if (asked.who == role::none) {
    if (on_refusal)
      on_refusal(asked.peer, "whatever is asked without a role");
    return refuse(403, "forbidden",
                  "your user is neither the daemon's nor in one of the groups that may ask it");
  }
  auto target = parse_request_target(asked.target);
  if (!target)
    return refuse(400, "bad_request", target.error().sentence);
  std::string allow;
  for (const auto& each : routes) {
    auto argument = match(each.pattern, target->segments);
    if (!argument)
      continue;
    if (serves(each, asked.verb))
      return run(each, std::move(*target), std::move(*argument), std::move(asked), on_refusal);
    add_method(allow, each.verb);
  }
  if (allow.empty())
    return refuse(404, "not_found", "there is no such path");
  return refuse_method(asked.verb, std::move(allow));
}

} // namespace riskd::control_api
