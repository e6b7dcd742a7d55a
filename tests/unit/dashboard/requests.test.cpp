#define CAF_SUITE dashboard.requests

#include "adapters/dashboard/server.hpp"
#include "tests/unit/dashboard/running_dashboard.hpp"
#include "tests/unit/dashboard/sample_fleet.hpp"

#include <caf/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <string>

namespace dashboard_requests {

using namespace riskd;
using namespace std::chrono_literals;

namespace {

using nlohmann::json;

std::string code_of(const test::hub_answer& found) {
  return json::parse(found.body).at("error").at("code");
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(dashboard_requests_tests, test::running_dashboard)

CAF_TEST(who shows the token is logged in until logging out) {
  const auto begun = log_in();
  CAF_CHECK_EQUAL(begun.status, 204u);
  CAF_CHECK(begun.body.empty());
  const auto cookie = begun.field("Set-Cookie");
  CAF_CHECK(cookie.starts_with("riskmon_session="));
  CAF_CHECK(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
  const auto shown = "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
  const auto known = ask("GET", "/api/session", shown);
  CAF_CHECK_EQUAL(known.status, 204u);
  const auto overview = ask("GET", "/api/overview", shown);
  CAF_CHECK_EQUAL(overview.status, 200u);
  const auto ended = ask("DELETE", "/api/session", "X-Requested-With: riskmon\r\n" + shown);
  CAF_CHECK_EQUAL(ended.status, 204u);
  CAF_CHECK(ended.field("Set-Cookie").find("Max-Age=0") != std::string::npos);
  const auto after = ask("GET", "/api/session", shown);
  CAF_CHECK_EQUAL(after.status, 401u);
}

CAF_TEST(nobody else is told anything) {
  for (const auto* target :
       {"/api/session", "/api/overview", "/api/live", "/api/alarms", "/metrics",
        "/api/daemons/home/log", "/api/daemons/home/accounts/A-1/day",
        "/api/daemons/home/accounts/A-1/timelines", "/api/nothing", "/api"}) {
    CAF_MESSAGE(target);
    const auto found = ask("GET", target, "Cookie: riskmon_session=0\r\n");
    CAF_CHECK_EQUAL(found.status, 401u);
    CAF_CHECK_EQUAL(code_of(found), "unauthorized");
    CAF_CHECK_EQUAL(found.field("WWW-Authenticate"), "Bearer");
  }
  CAF_CHECK(history.asked().empty());
}

CAF_TEST(a wrong token is refused until none is even looked at) {
  for (int i = 0; i < 5; ++i) {
    const auto found = log_in("the wrong token of a test");
    CAF_CHECK_EQUAL(found.status, 401u);
    CAF_CHECK(found.field("Set-Cookie").empty());
  }
  const auto found = log_in();
  CAF_CHECK_EQUAL(found.status, 429u);
  CAF_CHECK_EQUAL(code_of(found), "too_many_attempts");
  CAF_CHECK_EQUAL(found.field("Retry-After"), "60");
  CAF_CHECK(has_line("dashboard.login_failed"));
}

CAF_TEST(a login that cannot be read is refused) {
  for (const auto* body : {"{}", "[]", "token", R"({"token":17})"}) {
    CAF_MESSAGE(body);
    const auto found = ask("POST", "/api/session", "X-Requested-With: riskmon\r\n", body);
    CAF_CHECK_EQUAL(found.status, 400u);
  }
  const auto unsure = ask("POST", "/api/session", "", R"({"token":"x"})");
  CAF_CHECK_EQUAL(unsure.status, 400u);
}

CAF_TEST(an answer is json that nobody stores) {
  const auto found = get("/api/overview");
  CAF_CHECK_EQUAL(found.field("Content-Type"), "application/json");
  CAF_CHECK_EQUAL(found.field("Cache-Control"), "no-store");
  const auto overview = json::parse(found.body);
  CAF_CHECK_EQUAL(overview.at("daemons").size(), 4u);
  CAF_CHECK_EQUAL(overview.at("hub").at("name"), "hub-1");
}

CAF_TEST(a head request gets the fields alone) {
  test::hub_connection client{server->port()};
  client.send(request("HEAD", "/"));
  const auto found = client.receive_answer(false);
  CAF_CHECK_EQUAL(found.status, 200u);
  CAF_CHECK_EQUAL(found.field("Content-Length"), "23");
  client.send(request("GET", "/favicon.svg"));
  const auto next = client.receive_answer();
  CAF_CHECK_EQUAL(next.body, "<svg/>");
}

CAF_TEST(browsers are told to keep what is theirs) {
  for (const auto* target : {"/", "/api/overview", "/nothing"}) {
    const auto found = ask("GET", target);
    const auto policy = found.field("Content-Security-Policy");
    CAF_CHECK(policy.starts_with("default-src 'self'; connect-src 'self'; "));
    CAF_CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CAF_CHECK_EQUAL(found.field("X-Content-Type-Options"), "nosniff");
    CAF_CHECK_EQUAL(found.field("Referrer-Policy"), "no-referrer");
  }
}

CAF_TEST(the page is served without a login) {
  const auto page = ask("GET", "/");
  CAF_CHECK_EQUAL(page.status, 200u);
  CAF_CHECK_EQUAL(page.body, "<!doctype html>the page");
  CAF_CHECK_EQUAL(page.field("Content-Type"), "text/html; charset=utf-8");
  CAF_CHECK_EQUAL(page.field("Cache-Control"), "no-cache");
  const auto script = ask("GET", "/assets/index-1a2b.js");
  CAF_CHECK_EQUAL(script.field("Content-Type"), "text/javascript; charset=utf-8");
  CAF_CHECK_EQUAL(script.field("Cache-Control"), "public, max-age=31536000, immutable");
  const auto again
    = ask("GET", "/assets/index-1a2b.js", "If-None-Match: " + script.field("ETag") + "\r\n");
  CAF_CHECK_EQUAL(again.status, 304u);
  CAF_CHECK(again.body.empty());
  const auto posted = ask("POST", "/", "X-Requested-With: riskmon\r\n");
  CAF_CHECK_EQUAL(posted.status, 405u);
  CAF_CHECK_EQUAL(posted.field("Allow"), "GET, HEAD");
}

CAF_TEST(no path leads out of the folder) {
  for (const auto* target :
       {"/../token", "/%2e%2e/token", "/..%2ftoken", "/assets/../../token",
        "/assets/..%2f..%2ftoken", "//etc/passwd", "/etc/passwd", "/./index.html", "/assets",
        "/assets/", "/index.html/", "/index.html%00.js", "/%5c..%5ctoken"}) {
    CAF_MESSAGE(target);
    const auto found = ask("GET", target);
    CAF_CHECK_EQUAL(found.status, 404u);
    CAF_CHECK(found.body.find(test::hub_token) == std::string::npos);
  }
  const auto bad = ask("GET", "/%2");
  CAF_CHECK_EQUAL(bad.status, 400u);
}

CAF_TEST(a name that was bound to this machine is refused) {
  const auto status = [this](const std::string& host) {
    return ask("GET", "/", "Host: " + host + "\r\n").status;
  };
  for (const auto* good : {"localhost", "localhost:8480", "LOCALHOST", "127.0.0.1:1", "[::1]:8480"})
    CAF_CHECK_EQUAL(status(good), 200u);
  for (const auto* bad : {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
                          "[::2]", "evil.example:8480", "192.168.1.7", "[", ""}) {
    CAF_MESSAGE(bad);
    CAF_CHECK_EQUAL(status(bad), 403u);
  }
}

CAF_TEST(a page from elsewhere can neither log in nor listen) {
  const auto asks = [this](const char* verb, const char* target, const std::string& origin) {
    return ask(verb, target,
               "X-Requested-With: riskmon\r\nAuthorization: Bearer " + std::string{test::hub_token}
                 + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                 + (origin.empty() ? "" : "Origin: " + origin + "\r\n"),
               verb == std::string{"POST"} ? R"({"token":"the token of all tests"})" : "")
      .status;
  };
  for (const auto* good : {"", "http://localhost", "https://LOCALHOST"}) {
    CAF_CHECK_EQUAL(asks("GET", "/api/live", good), 101u);
    CAF_CHECK_EQUAL(asks("POST", "/api/session", good), 204u);
  }
  for (const auto* bad : {"null", "http://evil.example", "http://localhost:81",
                          "http://localhost.evil.example", "file://localhost"}) {
    CAF_MESSAGE(bad);
    CAF_CHECK_EQUAL(asks("GET", "/api/live", bad), 403u);
    CAF_CHECK_EQUAL(asks("POST", "/api/session", bad), 403u);
    CAF_CHECK_EQUAL(asks("DELETE", "/api/session", bad), 403u);
  }
}

CAF_TEST(what is asked in another way is refused) {
  struct row {
    const char* verb;
    const char* target;
    unsigned status;
  };
  const row rows[] = {
    {"POST", "/api/overview", 405},
    {"PUT", "/api/session", 405},
    {"GET", "/api/nothing", 404},
    {"GET", "/api/overview/", 404},
    {"GET", "/api/overview?x=1", 400},
    {"GET", "/api/live", 400},
    {"GET", "/api/daemons/nobody/log", 404},
    {"GET", "/api/daemons/home/accounts/nobody/day", 404},
    {"GET", "/api/daemons/spare/accounts/A-1/timelines", 404},
    {"GET", "/api/daemons/home/accounts/A-1/day?day=yesterday", 400},
    {"GET", "/api/daemons/home/accounts/A-1/day?day=2026-13-01", 400},
    {"GET", "/api/daemons/home/accounts/A-1/timelines?count=0", 400},
    {"GET", "/api/daemons/home/accounts/A-1/timelines?count=101", 400},
    {"GET", "/api/alarms?count=1x", 400},
    {"GET", "/api/alarms?count=-1", 400},
    {"GET", "/api/alarms?count=", 400},
    {"GET", "/api/daemons/vps/accounts/A-1/day", 503},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.verb << " " << each.target);
    const auto found
      = ask(each.verb, each.target,
            "X-Requested-With: riskmon\r\nAuthorization: Bearer the token of all tests\r\n");
    CAF_CHECK_EQUAL(found.status, each.status);
  }
  CAF_CHECK(history.asked().empty());
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace dashboard_requests
