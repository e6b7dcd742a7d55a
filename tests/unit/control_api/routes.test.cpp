#define CAF_SUITE control_api.routes

#include "adapters/control_api/routes.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace control_api_routes {

using namespace riskd::control_api;

namespace {

/// A route that tells what it was called with.
route telling(method verb, std::string pattern, role needs) {
  return {verb, std::move(pattern), needs, {"q"}, [](const call& asked) {
            const auto* q = asked.find("q");
            return answer{
              200, {asked.argument, q == nullptr ? "none" : *q, asked.body, asked.peer.user}, ""};
          }};
}

const route_table routes{
  telling(method::get, "/v1/things", role::trader),
  telling(method::post, "/v1/things", role::admin),
  telling(method::get, "/v1/things/{name}", role::trader),
  telling(method::get, "/v1/things/{name}/parts", role::trader),
};

answer ask(std::string_view verb, std::string_view target, role who = role::admin) {
  return dispatch(routes, {verb, target, "body", {77, 0, {}}, who});
}

} // namespace

CAF_TEST(a route is chosen by method together with path) {
  CAF_CHECK_EQUAL(ask("GET", "/v1/things?q=5").body.dump(), R"(["","5","body",77])");
  CAF_CHECK_EQUAL(ask("POST", "/v1/things").body.dump(), R"(["","none","body",77])");
  CAF_CHECK_EQUAL(ask("HEAD", "/v1/things").status, 200u);
}

CAF_TEST(a pattern takes one segment of the path) {
  CAF_CHECK_EQUAL(ask("GET", "/v1/things/a%2Fb").body.dump(), R"(["a/b","none","body",77])");
  CAF_CHECK_EQUAL(ask("GET", "/v1/things/a/parts").body.dump(), R"(["a","none","body",77])");
  CAF_CHECK_EQUAL(ask("GET", "/v1/things/").status, 404u);
  CAF_CHECK_EQUAL(ask("GET", "/v1/things/a/b").status, 404u);
  CAF_CHECK_EQUAL(ask("GET", "/v1/things//parts").status, 404u);
  CAF_CHECK_EQUAL(ask("GET", "/v1").status, 404u);
}

CAF_TEST(another method is refused with those that exist) {
  const auto refused = ask("DELETE", "/v1/things");
  CAF_CHECK_EQUAL(refused.status, 405u);
  CAF_CHECK_EQUAL(refused.allow, "GET, HEAD, POST");
  CAF_CHECK_EQUAL(ask("POST", "/v1/things/a").allow, "GET, HEAD");
}

CAF_TEST(a role below the needed one is refused) {
  // R-O-1.
  CAF_CHECK_EQUAL(ask("GET", "/v1/things", role::trader).status, 200u);
  CAF_CHECK_EQUAL(ask("POST", "/v1/things", role::trader).status, 403u);
  CAF_CHECK_EQUAL(ask("POST", "/v1/things", role::admin).status, 200u);
}

// R-P-6
CAF_TEST(what is refused for want of a role is told) {
  std::string told;
  const refusal_listener listen = [&told](const peer_identity& by, const std::string& what) {
    told += std::to_string(by.user) + " " + what + "; ";
  };
  const auto post = [&](role who) {
    return dispatch(routes, {"POST", "/v1/things", "", {77, 0, {}}, who}, listen).status;
  };
  CAF_CHECK_EQUAL(post(role::admin), 200u);
  CAF_CHECK_EQUAL(told, "");
  CAF_CHECK_EQUAL(post(role::trader), 403u);
  CAF_CHECK_EQUAL(post(role::none), 403u);
  CAF_CHECK_EQUAL(told, "77 POST /v1/things; 77 whatever is asked without a role; ");
}

CAF_TEST(who has no role learns nothing) {
  for (const auto* target : {"/v1/things", "/v1/nothing", "/%zz"}) {
    const auto refused = ask("GET", target, role::none);
    CAF_CHECK_EQUAL(refused.status, 403u);
    CAF_CHECK_EQUAL(refused.body.at("error").at("code").get<std::string>(), "forbidden");
  }
}

} // namespace control_api_routes
