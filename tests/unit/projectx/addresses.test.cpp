#define CAF_SUITE projectx.addresses

#include "adapters/projectx/http_date.hpp"
#include "adapters/projectx/secret.hpp"
#include "adapters/projectx/token.hpp"
#include "adapters/projectx/url.hpp"

#include <caf/test/unit_test.hpp>

#include <sstream>

namespace projectx_addresses {

using namespace riskd::projectx;
using namespace std::chrono_literals;
using riskd::domain::parse_time;

namespace {

std::string taken_apart(std::string_view text) {
  const auto x = parse_url(text);
  if (!x)
    return "-";
  return std::string{x->tls ? "tls " : "plain "} + x->host + " " + x->port + " " + x->path;
}

struct text_case {
  const char* text;
  const char* expected;
};

} // namespace

CAF_TEST(addresses are taken apart) {
  const text_case cases[]{
    {"https://api.topstepx.com", "tls api.topstepx.com 443 "},
    {"https://rtc.topstepx.com/hubs/user", "tls rtc.topstepx.com 443 /hubs/user"},
    {"http://127.0.0.1:8080/", "plain 127.0.0.1 8080 "},
    {"ws://localhost:1/hubs/market/", "plain localhost 1 /hubs/market"},
    {"wss://[::1]:8443/x", "tls ::1 8443 /x"},
    {"https://[::1]", "tls ::1 443 "},
    {"ftp://x", "-"},
    {"api.topstepx.com", "-"},
    {"https://", "-"},
    {"https://:443", "-"},
    {"https://a:0", "-"},
    {"https://a:65536", "-"},
    {"https://a:x", "-"},
    {"https://user@host", "-"},
    {"https://a/b?c=d", "-"},
    {"https://a/b#c", "-"},
    {"https://a/b c", "-"},
    {"https://a\r\nX: y", "-"},
    {"https://::1", "-"},
    {"https://[::1", "-"},
  };
  for (const auto& x : cases) {
    CAF_MESSAGE(x.text);
    CAF_CHECK_EQUAL(taken_apart(x.text), x.expected);
  }
}

CAF_TEST(the host field names a port only where it must) {
  CAF_CHECK_EQUAL(host_field(parse_url("https://a").value()), "a");
  CAF_CHECK_EQUAL(host_field(parse_url("https://a:8443").value()), "a:8443");
  CAF_CHECK_EQUAL(host_field(parse_url("http://[::1]:81").value()), "[::1]:81");
}

CAF_TEST(query values are encoded) {
  CAF_CHECK_EQUAL(percent_encoded("aZ0-._~"), "aZ0-._~");
  CAF_CHECK_EQUAL(percent_encoded("a+b/c=\xff&"), "a%2Bb%2Fc%3D%FF%26");
}

// R-L-12: the broker's clock is read from the login reply.
CAF_TEST(dates of HTTP are read) {
  CAF_CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == parse_time("1994-11-06T08:49:37Z"));
  CAF_CHECK(!parse_http_date("Sun, 31 Feb 2026 08:49:37 GMT"));
  CAF_CHECK(!parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT"));
  CAF_CHECK(!parse_http_date("Sun, 06 Nov 1994 24:49:37 GMT"));
  CAF_CHECK(!parse_http_date("Sun, -6 Nov 1994 08:49:37 GMT"));
  CAF_CHECK(!parse_http_date("Sun, 06 Nov 1994 08:49:37 CET"));
  CAF_CHECK(!parse_http_date(""));
}

CAF_TEST(waits are read from seconds as well as from a date) {
  const auto now = parse_time("1994-11-06T08:49:30Z").value();
  CAF_CHECK(parse_retry_after("12", now) == 12s);
  CAF_CHECK(parse_retry_after("0", now) == 0s);
  CAF_CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now) == 7s);
  CAF_CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:00 GMT", now) == 0s);
  CAF_CHECK(!parse_retry_after("soon", now));
  CAF_CHECK(!parse_retry_after("-1", now));
  CAF_CHECK(!parse_retry_after("", now));
}

CAF_TEST(the expiry of a token is read from its claims) {
  // Payloads: {"exp":1795132800}, {"exp":1795132800,"name":"a?b>c"}, {"exp":"x"}, {}.
  CAF_CHECK(expiry_of("eyJh.eyJleHAiOjE3OTUxMzI4MDB9.sig") == parse_time("2026-11-20T00:00:00Z"));
  CAF_CHECK(expiry_of("eyJh.eyJleHAiOjE3OTUxMzI4MDB9.") == parse_time("2026-11-20T00:00:00Z"));
  CAF_CHECK(expiry_of("h.eyJleHAiOjE3OTUxMzI4MDAsIm5hbWUiOiJhP2I-YyJ9.s")
            == parse_time("2026-11-20T00:00:00Z"));
  CAF_CHECK(!expiry_of("h.eyJleHAiOiJ4In0.s"));
  CAF_CHECK(!expiry_of("h.e30.s"));
  CAF_CHECK(!expiry_of("h.!!!.s"));
  CAF_CHECK(!expiry_of("opaque"));
  CAF_CHECK(!expiry_of("a.b"));
}

CAF_TEST(only visible text can be a token) {
  CAF_CHECK(is_usable_token("eyJh.x-_~+/="));
  CAF_CHECK(!is_usable_token(""));
  CAF_CHECK(!is_usable_token("a b"));
  CAF_CHECK(!is_usable_token("a\r\nX: y"));
  CAF_CHECK(!is_usable_token(std::string(20'000, 'a')));
}

CAF_TEST(a secret prints three stars in its place) {
  const secret<std::string> key{"b2xkZXI="};
  std::ostringstream out;
  out << key;
  CAF_CHECK_EQUAL(out.str(), "***");
  CAF_CHECK_EQUAL(to_string(key), "***");
  CAF_CHECK_EQUAL(key.reveal(), "b2xkZXI=");
}

} // namespace projectx_addresses
