#define CAF_SUITE control_api.request_target

#include "adapters/control_api/request_target.hpp"

#include <caf/test/unit_test.hpp>

namespace control_api_request_target {

using namespace riskd::control_api;

namespace {

/// Segments and parameters in a form that is easy to compare; `!` if the target cannot be read.
std::string read(std::string_view text) {
  const auto target = parse_request_target(text);
  if (!target)
    return "!";
  std::string out;
  for (const auto& each : target->segments)
    out += "[" + each + "]";
  for (const auto& [name, value] : target->query)
    out += "(" + name + "=" + value + ")";
  return out;
}

} // namespace

CAF_TEST(a path is cut at slashes before it is decoded) {
  CAF_CHECK_EQUAL(read("/v1/accounts/A-1"), "[v1][accounts][A-1]");
  CAF_CHECK_EQUAL(read("/v1/accounts/B%2f2%20%25"), "[v1][accounts][B/2 %]");
  CAF_CHECK_EQUAL(read("/"), "[]");
  CAF_CHECK_EQUAL(read("/v1/"), "[v1][]");
  CAF_CHECK_EQUAL(read("//v1"), "[][v1]");
  CAF_CHECK_EQUAL(read("/caf%C3%A9"), "[caf\xc3\xa9]");
}

CAF_TEST(a query is decoded) {
  CAF_CHECK_EQUAL(read("/v1?account=A%26B&x"), "[v1](account=A&B)(x=)");
  CAF_CHECK_EQUAL(read("/v1?account=a=b"), "[v1](account=a=b)");
  CAF_CHECK_EQUAL(read("/v1?"), "[v1]");
  CAF_CHECK_EQUAL(read("/v1?a+b=1"), "[v1](a+b=1)");
}

CAF_TEST(what is no target is refused) {
  CAF_CHECK_EQUAL(read(""), "!");
  CAF_CHECK_EQUAL(read("*"), "!");
  CAF_CHECK_EQUAL(read("http://riskd/v1"), "!");
  CAF_CHECK_EQUAL(read("/%"), "!");
  CAF_CHECK_EQUAL(read("/%4"), "!");
  CAF_CHECK_EQUAL(read("/%4g"), "!");
  CAF_CHECK_EQUAL(read("/v1?a=%zz"), "!");
  CAF_CHECK_EQUAL(read("/v1?%zz=a"), "!");
}

CAF_TEST(encoding is undone by decoding) {
  const std::string all = "B/2 %?&=#+caf\xc3\xa9~-._";
  CAF_CHECK_EQUAL(percent_encode(all), "B%2F2%20%25%3F%26%3D%23%2Bcaf%C3%A9~-._");
  CAF_CHECK_EQUAL(read("/" + percent_encode(all)), "[" + all + "]");
}

} // namespace control_api_request_target
