#define CAF_SUITE riskd_feed.status

#include "adapters/riskd_feed/status_parts.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace riskd_feed_status {

using namespace riskd;
using namespace riskd::riskd_feed;

namespace {

std::string status_of(const std::string& phase, const std::string& accounts) {
  return R"({"schema":1,"daemon":{"version":"1.2.3","phase":")" + phase + R"("},"accounts":[)"
         + accounts + "]}";
}

const std::string an_account
  = R"({"name":"A-1","id":"****4567","state":"PROTECTED","locked":true,"realized":"-12.00"})";

} // namespace

CAF_TEST(a riskd that has just begun knows no accounts yet) {
  struct row {
    const char* phase;
    std::string accounts;
    bool knows_accounts;
  };
  const row rows[] = {
    {"STARTING", "", false}, {"STARTING", an_account, true}, {"READY", an_account, true},
    {"READY", "", true},     {"STOPPING", "", true},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.phase << " with '" << each.accounts << "'");
    const auto found = read_status(status_of(each.phase, each.accounts), {});
    CAF_REQUIRE(found.has_value());
    CAF_CHECK_EQUAL(found->knows_accounts, each.knows_accounts);
  }
}

CAF_TEST(a status is taken apart) {
  const auto found = read_status(status_of("READY", an_account), {});
  CAF_REQUIRE(found.has_value());
  CAF_CHECK(found->daemon.answers);
  CAF_CHECK_EQUAL(found->daemon.version, "1.2.3");
  CAF_CHECK(!found->daemon.accounts);
  CAF_REQUIRE_EQUAL(found->accounts.size(), 1u);
  const auto& account = found->accounts.front();
  CAF_CHECK_EQUAL(account.name, "A-1");
  CAF_CHECK(account.state == domain::protection::protected_);
  CAF_CHECK(account.is_locked);
  CAF_CHECK(account.realized == -domain::dollars(12));
  CAF_CHECK(!account.unrealized);
  CAF_CHECK_EQUAL(account.document, an_account);
}

CAF_TEST(what is no status is told so) {
  for (const std::string body :
       {"", "[]", R"({"schema":2,"accounts":[]})", R"({"schema":1,"accounts":[{}]})"})
    CAF_CHECK(read_status(body, {}).has_error());
}

} // namespace riskd_feed_status
