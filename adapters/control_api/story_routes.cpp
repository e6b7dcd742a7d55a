#include "adapters/control_api/story_routes.hpp"

#include "adapters/control_api/story_json.hpp"

#include <charconv>
#include <optional>

namespace riskd::control_api {

namespace {

std::optional<domain::breach_id> parse_breach(const std::string& text) {
  std::int64_t out = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, out);
  return error == std::errc{} && stop == end ? std::optional{domain::breach_id{out}} : std::nullopt;
}

answer answer_timeline(const domain::story_port& stories, domain::breach_id wanted,
                       const answer_desk::limit& is_over) {
  const auto found = stories.breach(wanted, is_over);
  if (!found)
    return refuse(500, "internal_error", found.error().sentence);
  if (!*found)
    return refuse(404, "not_found", "there is no breach with the id " + domain::to_string(wanted));
  return {200, timeline_json(**found), ""};
}

route timeline_route(const story_sources& from) {
  return {method::get, "/v1/timeline/{breach}", role::trader, {}, [from](const call& asked) {
            const auto wanted = parse_breach(asked.argument);
            if (!wanted)
              return refuse(400, "bad_request", "the id of a breach is a number");
            const auto& stories = from.stories;
            return from.desk.ask("timeline " + domain::to_string(*wanted),
                                 [&stories, wanted](const auto& is_over) {
                                   return answer_timeline(stories, *wanted, is_over);
                                 });
          }};
}

} // namespace

route_table story_routes(const story_sources& from) {
  return {timeline_route(from)};
}

} // namespace riskd::control_api
