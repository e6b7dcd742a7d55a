#define CAF_SUITE dashboard.request_guard

#include "adapters/dashboard/request_guard.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace dashboard_request_guard {

using namespace riskd::dashboard;

namespace {

unsigned status_of(const request_origin& asked, const host_policy& hosts = {}) {
  const auto found = refuse_foreign(asked, hosts);
  return found ? found->status : 200;
}

} // namespace

CAF_TEST(a hub on an open address may be called as one likes) {
  CAF_CHECK_EQUAL(status_of({"GET", "hub.example:8480", {}, {}}, {false, {}}), 200u);
  CAF_CHECK_EQUAL(status_of({"GET", "", {}, {}}, {false, {}}), 403u);
}

CAF_TEST(where names are listed only these are good) {
  const host_policy open{false, {"Hub.example"}};
  CAF_CHECK_EQUAL(status_of({"GET", "hub.EXAMPLE:443", {}, {}}, open), 200u);
  CAF_CHECK_EQUAL(status_of({"GET", "evil.example", {}, {}}, open), 403u);
  CAF_CHECK_EQUAL(status_of({"GET", "localhost", {}, {}}, open), 403u);
  const host_policy behind_proxy{true, {"hub.example"}};
  CAF_CHECK_EQUAL(status_of({"GET", "hub.example", {}, {}}, behind_proxy), 200u);
  CAF_CHECK_EQUAL(status_of({"GET", "localhost:8480", {}, {}}, behind_proxy), 200u);
  CAF_CHECK_EQUAL(status_of({"GET", "evil.example", {}, {}}, behind_proxy), 403u);
}

CAF_TEST(reading needs no origin while changing needs its own) {
  struct row {
    const char* label;
    request_origin asked;
    unsigned status;
  };
  const row rows[] = {
    {"read from elsewhere", {"GET", "localhost", "http://evil.example", {}}, 200},
    {"read nothing from elsewhere", {"HEAD", "localhost", "http://evil.example", {}}, 200},
    {"listen here", {"GET", "localhost:1", "http://localhost:1", {}, true}, 200},
    {"listen from elsewhere", {"GET", "localhost", "http://evil.example", {}, true}, 403},
    {"change here", {"POST", "localhost:1", "http://localhost:1", "riskmon"}, 200},
    {"change here over a proxy", {"POST", "localhost", "https://localhost", "riskmon"}, 200},
    {"change as a program", {"POST", "localhost", "", "riskmon"}, 200},
    {"change by a form", {"POST", "localhost", "http://localhost", ""}, 400},
    {"change by another script", {"POST", "localhost", "http://localhost", "XMLHttpRequest"}, 400},
    {"change from another port", {"POST", "localhost:1", "http://localhost:2", "riskmon"}, 403},
    {"change from nowhere", {"DELETE", "localhost", "null", "riskmon"}, 403},
    {"change from a longer name", {"POST", "localhost", "http://localhost.x", "riskmon"}, 403},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    CAF_CHECK_EQUAL(status_of(each.asked), each.status);
  }
}

} // namespace dashboard_request_guard
