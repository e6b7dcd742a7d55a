#include "adapters/control_api/request_target.hpp"
#include "tests/fuzz/control_routes.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <array>
#include <set>
#include <thread>

// A request to the operator socket: the peer's role, the method, the target, then the body.

namespace riskd::fuzz {

using namespace control_api;

namespace {

constexpr std::array<role, 3> roles{role::none, role::trader, role::admin};

/// Every status that docs/openapi.yaml lists and that a route table can give.
const std::set<unsigned> statuses{200, 202, 400, 403, 404, 405, 409, 422, 503};

void check_target(std::string_view text) {
  const auto found = parse_request_target(text);
  if (!found)
    return;
  RISKD_ENSURES(!found->segments.empty());
  std::string again;
  for (const auto& each : found->segments)
    again += "/" + percent_encode(each);
  char mark = '?';
  for (const auto& [name, value] : found->query) {
    again += mark + percent_encode(name) + "=" + percent_encode(value);
    mark = '&';
  }
  const auto second = parse_request_target(again);
  RISKD_ENSURES(second && *second == *found);
}

void check_segment(std::string_view text) {
  const auto found = parse_request_target("/" + percent_encode(text));
  RISKD_ENSURES(found && found->query.empty());
  RISKD_ENSURES(found->segments == std::vector{std::string{text}});
}

bool has_to_ask_again(const answer& x) {
  return x.status == 202 && x.body.value("state", "") == "reading";
}

answer ask(role who, std::string_view verb, std::string_view target, std::string_view body) {
  for (;;) {
    auto found = dispatch(all_routes(), {verb, target, std::string{body}, {1000, 1000, {}}, who});
    if (!has_to_ask_again(found))
      return found;
    std::this_thread::yield();
  }
}

using path = std::vector<std::string>;

bool is_begun_by_traders(std::string_view target) {
  const auto found = parse_request_target(target);
  return found
         && (found->segments == path{"v1", "refusals"}
             || found->segments == path{"v1", "diagnose"});
}

void check_answer(const answer& found, role who, std::string_view verb, std::string_view target) {
  RISKD_ENSURES(statuses.contains(found.status));
  RISKD_ENSURES(found.body.is_object() == found.text.empty());
  RISKD_ENSURES(who != role::none || found.status == 403);
  RISKD_ENSURES((found.status == 405) == !found.allow.empty());
  // What changes anything is asked for by administrators, and by this method. All others can do is
  // to be put on record, and to have the way to the gateways looked at.
  RISKD_ENSURES(found.status != 202 || verb == "POST");
  RISKD_ENSURES(found.status != 202 || who == role::admin || is_begun_by_traders(target));
}

} // namespace

void try_input(std::string_view input) {
  const auto who = roles.at(take_choice(input, roles.size()));
  const auto verb = take_part(input, ' ');
  const auto target = take_part(input, ' ');
  check_target(target);
  check_segment(target);
  const auto found = ask(who, verb, target, input);
  check_answer(found, who, verb, target);
  // A name from the peer may hold any bytes; that must not cost the answer.
  RISKD_ENSURES(!found.body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).empty());
  // Whoever may do less sees no more.
  const auto lower = ask(role::trader, verb, target, input);
  RISKD_ENSURES(lower.status == found.status || lower.status == 403 || who == role::none);
}

} // namespace riskd::fuzz
