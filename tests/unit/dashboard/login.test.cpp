#define CAF_SUITE dashboard.login

#include "adapters/dashboard/login.hpp"

#include "tests/unit/dashboard/private_folder.hpp"
#include "tests/unit/logging/collected_lines.hpp"
#include "tests/unit/logging/set_clock.hpp"

#include <caf/test/unit_test.hpp>

#include <memory>
#include <set>
#include <string>

namespace dashboard_login {

using namespace riskd;
using namespace riskd::dashboard;
using namespace std::chrono_literals;

namespace {

using kind = login_answer::kind;

const auto here = boost::asio::ip::make_address("192.0.2.7");
const auto elsewhere = boost::asio::ip::make_address("192.0.2.8");

constexpr auto good = "a token that is long";
constexpr auto other = "another long token 2";
constexpr auto wrong = "none of the tokens 0";

std::string as_cookie(const login_answer& of) {
  return std::string{session_cookie} + "=" + of.proof.session;
}

struct fixture {
  fixture() {
    options.token_file = folder.put("token", good);
  }

  void open() {
    logins = std::make_unique<login>(login::open(options, clock, {lines, clock}).value());
  }

  [[nodiscard]] kind shows(const std::string& cookie, const std::string& authorization = {}) {
    return logins->admit({here, cookie, authorization}).what;
  }

  test::private_folder folder;
  test::set_clock clock;
  std::shared_ptr<test::collected_lines> lines = std::make_shared<test::collected_lines>();
  login_options options;
  std::unique_ptr<login> logins;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(login_tests, fixture)

CAF_TEST(without a token there is no login) {
  options.token_file = folder.path() / "nothing";
  CAF_CHECK(!login::open(options, clock, {}).has_value());
}

CAF_TEST(who shows the token gets a session) {
  open();
  const auto found = logins->begin_session(here, good);
  CAF_CHECK(found.what == kind::admitted);
  CAF_CHECK_EQUAL(found.proof.session.size(), 64u);
  CAF_CHECK(shows(as_cookie(found)) == kind::admitted);
  CAF_CHECK(shows("a=b; " + as_cookie(found) + ";c=d") == kind::admitted);
  CAF_CHECK(logins->is_valid(found.proof));
  CAF_CHECK_EQUAL(logins->sessions(), 1u);
}

CAF_TEST(a wrong token begins no session) {
  open();
  CAF_CHECK(logins->begin_session(here, wrong).what == kind::unknown);
  CAF_CHECK(logins->begin_session(here, "").what == kind::unknown);
  CAF_CHECK_EQUAL(logins->sessions(), 0u);
  CAF_CHECK_EQUAL(logins->failures(), 2u);
  for (const auto& each : lines->all())
    CAF_CHECK(each.find(wrong) == std::string::npos);
}

CAF_TEST(what is no session of this hub is unknown) {
  open();
  const auto found = logins->begin_session(here, good);
  auto forged = as_cookie(found);
  forged.back() = forged.back() == '0' ? '1' : '0';
  for (const auto& cookie :
       {std::string{}, std::string{"riskmon_session"}, std::string{"riskmon_session="}, forged,
        as_cookie(found) + "0", "x" + as_cookie(found), std::string{good}}) {
    CAF_MESSAGE(cookie);
    CAF_CHECK(shows(cookie) == kind::unknown);
  }
}

CAF_TEST(every session has another name) {
  open();
  std::set<std::string> names;
  for (int i = 0; i < 20; ++i)
    names.insert(logins->begin_session(here, good).proof.session);
  CAF_CHECK_EQUAL(names.size(), 20u);
}

CAF_TEST(programs show the token itself) {
  open();
  CAF_CHECK(shows("", std::string{"Bearer "} + good) == kind::admitted);
  CAF_CHECK(shows("", std::string{"bearer  "} + good + " ") == kind::admitted);
  CAF_CHECK(shows("", std::string{"Basic "} + good) == kind::unknown);
  CAF_CHECK(shows("", good) == kind::unknown);
  CAF_CHECK(shows("", "Bearer ") == kind::unknown);
  CAF_CHECK(shows("", std::string{"Bearer "} + wrong) == kind::unknown);
  CAF_CHECK_EQUAL(logins->sessions(), 0u);
}

CAF_TEST(after five wrong tokens an address has to wait) {
  open();
  for (int i = 0; i < 5; ++i) {
    CAF_CHECK(logins->begin_session(here, wrong).what == kind::unknown);
    clock.pass(1s);
  }
  const auto right = logins->begin_session(here, good);
  CAF_CHECK(right.what == kind::throttled);
  CAF_CHECK_EQUAL(right.retry_after.count(), 55);
  CAF_CHECK(shows("", std::string{"Bearer "} + good) == kind::throttled);
  CAF_CHECK(logins->begin_session(elsewhere, good).what == kind::admitted);
  clock.pass(55s - 1us);
  CAF_CHECK(logins->begin_session(here, good).what == kind::throttled);
  clock.pass(1us);
  CAF_CHECK(logins->begin_session(here, wrong).what == kind::unknown);
  CAF_CHECK(logins->begin_session(here, good).what == kind::throttled);
  clock.pass(1s);
  CAF_CHECK(logins->begin_session(here, good).what == kind::admitted);
}

CAF_TEST(a session goes on while its address has to wait) {
  open();
  const auto found = logins->begin_session(here, good);
  for (int i = 0; i < 6; ++i)
    static_cast<void>(logins->begin_session(here, wrong));
  CAF_CHECK(shows(as_cookie(found)) == kind::admitted);
}

CAF_TEST(a session that nobody uses ends) {
  open();
  const auto found = logins->begin_session(here, good);
  clock.pass(12h);
  CAF_CHECK(shows(as_cookie(found)) == kind::admitted);
  clock.pass(12h);
  CAF_CHECK(logins->is_valid(found.proof));
  clock.pass(12h + 1us);
  CAF_CHECK(shows(as_cookie(found)) == kind::unknown);
  CAF_CHECK(!logins->is_valid(found.proof));
}

CAF_TEST(a session that was ended is over) {
  open();
  const auto first = logins->begin_session(here, good);
  const auto second = logins->begin_session(here, good);
  logins->end_session(as_cookie(first));
  logins->end_session("nothing");
  CAF_CHECK(shows(as_cookie(first)) == kind::unknown);
  CAF_CHECK(!logins->is_valid(first.proof));
  CAF_CHECK(shows(as_cookie(second)) == kind::admitted);
}

CAF_TEST(one more session ends the one used longest ago) {
  options.sessions_max = 3;
  open();
  std::vector<login_answer> begun;
  for (int i = 0; i < 3; ++i) {
    begun.push_back(logins->begin_session(here, good));
    clock.pass(1s);
  }
  CAF_CHECK(shows(as_cookie(begun.at(0))) == kind::admitted);
  clock.pass(1s);
  const auto fourth = logins->begin_session(here, good);
  CAF_CHECK_EQUAL(logins->sessions(), 3u);
  CAF_CHECK(shows(as_cookie(begun.at(1))) == kind::unknown);
  for (const auto& each : {begun.at(0), begun.at(2), fourth})
    CAF_CHECK(shows(as_cookie(each)) == kind::admitted);
}

CAF_TEST(another token ends what was begun with the one before) {
  open();
  const auto before = logins->begin_session(here, good);
  const auto program = logins->admit({here, "", std::string{"Bearer "} + good});
  static_cast<void>(folder.put("token", other));
  CAF_CHECK(shows(as_cookie(before)) == kind::unknown);
  CAF_CHECK(!logins->is_valid(program.proof));
  CAF_CHECK(logins->begin_session(here, good).what == kind::unknown);
  CAF_CHECK(logins->begin_session(here, other).what == kind::admitted);
}

CAF_TEST(a file with the same token changes nothing) {
  open();
  const auto before = logins->begin_session(here, good);
  static_cast<void>(folder.put("token", std::string{good} + "\n"));
  CAF_CHECK(shows(as_cookie(before)) == kind::admitted);
}

CAF_TEST(while the token cannot be used nobody is let in) {
  open();
  const auto before = logins->begin_session(here, good);
  const auto program = logins->admit({here, "", std::string{"Bearer "} + good});
  static_cast<void>(folder.put("token", good, 0644));
  CAF_CHECK(shows(as_cookie(before)) == kind::unknown);
  CAF_CHECK(!logins->is_valid(program.proof));
  CAF_CHECK(logins->begin_session(here, good).what == kind::unknown);
  CAF_CHECK(lines->all().at(1).find("dashboard.token_refused") != std::string::npos);
  static_cast<void>(folder.put("token", good));
  CAF_CHECK(logins->begin_session(here, good).what == kind::admitted);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace dashboard_login
