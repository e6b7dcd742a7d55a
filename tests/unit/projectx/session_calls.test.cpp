#define CAF_SUITE projectx.session_calls

#include "adapters/projectx/session.hpp"
#include "tests/unit/projectx/session_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace projectx_session_calls {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;
using ending = scripted_reply::ending;

namespace {

const std::string close_route = "/api/Position/closeContract";
const std::string validate_route = "/api/Auth/validate";
const std::string login_route = "/api/Auth/loginKey";

} // namespace

CAF_TEST_FIXTURE_SCOPE(session_call_tests, session_fixture)

CAF_TEST(a login opens the session) {
  server.answer = [&](const seen_request& x) {
    auto reply = usual(x);
    reply.fields = {{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}};
    return reply;
  };
  log_in();
  CAF_CHECK_EQUAL(server.requests[0].path, login_route);
  CAF_CHECK_EQUAL(server.requests[0].body, R"({"apiKey":"the-key","userName":"jtrader"})");
  CAF_CHECK(last<session_opened>().broker_time == parse_time("1994-11-06T08:49:37Z"));
  CAF_CHECK(last<session_opened>().token_expires > clock.now().wall + 23h);
  CAF_CHECK_EQUAL(link_state(link::rest), "up");
}

CAF_TEST(a command is answered with the time at which it was written) {
  log_in();
  const auto before = clock.now().monotonic;
  const auto reply = submit(a_close());
  CAF_CHECK(reply.outcome == call_outcome::accepted);
  CAF_CHECK(reply.account == the_account());
  CAF_CHECK(reply.id == command_id{last_id});
  CAF_REQUIRE(reply.sent.has_value());
  CAF_CHECK(reply.sent->monotonic >= before);
  CAF_CHECK_EQUAL(server.requests.back().body,
                  R"({"accountId":26282001,"contractId":"CON.F.US.MNQ.Z26"})");
}

CAF_TEST(a refused login is tried again for ever) {
  int refused = 3;
  server.answer = [&](const seen_request& x) {
    if (x.path == login_route && refused-- > 0)
      return scripted_reply{200, R"({"token":null,"success":false,"errorCode":3})", {}, {}};
    return usual(x);
  };
  log_in();
  CAF_CHECK_EQUAL(count<session_lost>(), 3u);
  CAF_CHECK(last<session_lost>().why == session_end::login_refused);
  CAF_CHECK_EQUAL(server.requests_for(login_route), 4u);
}

CAF_TEST(a login without an answer is told apart from a refusal) {
  int failed = 1;
  server.answer = [&](const seen_request& x) {
    if (x.path == login_route && failed-- > 0)
      return scripted_reply{502, "", {}, {}};
    return usual(x);
  };
  log_in();
  CAF_CHECK(last<session_lost>().why == session_end::login_unanswered);
  CAF_CHECK(last<session_lost>().pause == settings.timing.login_retry);
}

CAF_TEST(calls without a session are answered at once) {
  settings.timing.login_retry = 1h;
  server.answer = [&](const seen_request&) {
    return scripted_reply{500, "", {}, {}};
  };
  make();
  subject->start();
  const auto held = submit(a_close());
  CAF_CHECK(held.outcome == call_outcome::not_authorized);
  const auto late = submit(a_close());
  CAF_CHECK(late.outcome == call_outcome::not_authorized);
  CAF_CHECK(!late.sent.has_value());
  CAF_CHECK(ask(accounts_query{}).rows.error().code == failure_code::not_authorized);
  CAF_CHECK_EQUAL(server.requests_for(close_route), 0u);
}

CAF_TEST(what waits is counted until it is answered) {
  login_measurements measured{"T-1"};
  settings.measures = &measured;
  settings.timing.login_retry = 1h;
  server.answer = [](const seen_request&) {
    return scripted_reply{500, "", {}, {}};
  };
  make();
  subject->start();
  send(a_close());
  CAF_CHECK_EQUAL(measured.commands_waiting.load(), 1u);
  CAF_REQUIRE(wait([&] { return count<command_replied>() == 1; }));
  CAF_CHECK_EQUAL(measured.commands_waiting.load(), 0u);
  CAF_CHECK_EQUAL(measured.commands_begun.load(), 0u);
  subject.reset();
}

// A-143; failure table, HTTP 401.
CAF_TEST(a refused token is renewed once for all calls that wait) {
  std::string good;
  server.answer = [&](const seen_request& x) {
    auto reply = usual(x);
    if (x.path == validate_route) {
      const auto begin = reply.body.find("eyJh");
      good = "Bearer " + reply.body.substr(begin, reply.body.find('"', begin) - begin);
    } else if (x.path != login_route && x.authorization != good) {
      return scripted_reply{401, "", {}, {}};
    }
    return reply;
  };
  log_in();
  send(a_close());
  send(a_cancel(1));
  send(a_cancel(2));
  CAF_REQUIRE(wait([&] { return count<command_replied>() == 3; }));
  for (const auto& event : events)
    if (const auto* reply = std::get_if<command_replied>(&event.report))
      CAF_CHECK(reply->outcome == call_outcome::accepted);
  CAF_CHECK_EQUAL(server.requests_for(validate_route), 1u);
  CAF_CHECK_EQUAL(server.requests_for(login_route), 1u);
  CAF_CHECK_EQUAL(server.requests_for(close_route), 2u);
}

CAF_TEST(a dead token leads to a new login) {
  int refused = 0;
  server.answer = [&](const seen_request& x) {
    if (x.path == validate_route || (x.path == close_route && refused++ == 0))
      return scripted_reply{401, "", {}, {}};
    return usual(x);
  };
  log_in();
  CAF_CHECK_EQUAL(outcome_of(a_close()), "accepted");
  CAF_CHECK_EQUAL(server.requests_for(login_route), 2u);
  CAF_CHECK_EQUAL(count<session_opened>(), 2u);
}

CAF_TEST(a call refused with the new token too is given up) {
  server.answer = [&](const seen_request& x) {
    return x.path == close_route ? scripted_reply{401, "", {}, {}} : usual(x);
  };
  log_in();
  CAF_CHECK_EQUAL(outcome_of(a_close()), "not_authorized");
  CAF_CHECK_EQUAL(server.requests_for(close_route), 2u);
}

CAF_TEST(a renewal that fails ends the call as certainly unsent) {
  bool dead = false;
  settings.timing.login_retry = 1h;
  server.answer = [&](const seen_request& x) {
    return dead ? scripted_reply{401, "", {}, {}} : usual(x);
  };
  log_in();
  dead = true;
  CAF_CHECK_EQUAL(outcome_of(a_close()), "not_authorized");
  CAF_CHECK_EQUAL(count<session_lost>(), 1u);
}

// A-40, R-F-12.
CAF_TEST(a lost reply leaves the outcome unknown with one call made) {
  settings.timing.command_deadline = 50ms;
  for (const auto how : {ending::silence, ending::close_before}) {
    server.requests.clear();
    events.clear();
    server.answer = [&, how](const seen_request& x) {
      return x.path == close_route ? scripted_reply{200, "", how, {}} : usual(x);
    };
    log_in();
    CAF_CHECK_EQUAL(outcome_of(a_close()), "unknown");
    CAF_CHECK(last<command_replied>().sent.has_value());
    CAF_CHECK_EQUAL(server.requests_for(close_route), 1u);
  }
}

CAF_TEST(a server failure leaves the outcome unknown) {
  server.answer = [&](const seen_request& x) {
    return x.path == close_route ? scripted_reply{500, "oops", {}, {}} : usual(x);
  };
  log_in();
  const auto reply = submit(a_close());
  CAF_CHECK(reply.outcome == call_outcome::unknown);
  CAF_CHECK_EQUAL(reply.detail, "HTTP 500");
}

CAF_TEST(without a connection a command is certainly unsent) {
  log_in();
  server.refuse();
  server.hang_up();
  CAF_REQUIRE(wait([&] { return link_state(link::rest) == "up"; }));
  send(a_close());
  send(a_close());
  CAF_REQUIRE(wait([&] { return count<command_replied>() == 2; }));
  CAF_CHECK(last<command_replied>().outcome == call_outcome::not_sent);
  CAF_CHECK_EQUAL(link_state(link::rest), "down");
}

CAF_TEST(hanging queries hold up no command) {
  server.answer = [&](const seen_request& x) {
    if (x.path == "/api/Position/searchOpen")
      return scripted_reply{200, "", ending::silence, {}};
    return usual(x);
  };
  log_in();
  for (int i = 0; i < 10; ++i)
    subject->ask({query_id{++last_id}, positions_query{the_account()}, {}});
  CAF_REQUIRE(wait([&] { return server.requests_for("/api/Position/searchOpen") == 4; }));
  CAF_CHECK_EQUAL(outcome_of(a_close()), "accepted");
  CAF_CHECK_EQUAL(count<query_answered>(), 0u);
}

CAF_TEST(commands for several orders are under way together) {
  server.answer = [&](const seen_request& x) {
    if (x.path == "/api/Order/cancel")
      return scripted_reply{200, "", ending::silence, {}};
    return usual(x);
  };
  log_in();
  for (int i = 0; i < 8; ++i)
    send(a_cancel(i));
  CAF_CHECK(wait([&] { return server.requests_for("/api/Order/cancel") == 8; }));
  CAF_CHECK_EQUAL(outcome_of(a_close()), "accepted");
}

CAF_TEST(the connection for commands is open before the first one) {
  log_in();
  CAF_REQUIRE(wait([&] { return server.connections == 2; }));
  submit(a_close());
  CAF_CHECK_EQUAL(server.connections, 2u);
  server.hang_up();
  CAF_CHECK(wait([&] { return server.connections == 3; }));
}

// A-142.
CAF_TEST(a 429 is told with queries held back) {
  server.answer = [&](const seen_request& x) {
    if (x.path == close_route)
      return scripted_reply{429, "", {}, {{"Retry-After", "30"}}};
    return usual(x);
  };
  log_in();
  CAF_CHECK_EQUAL(outcome_of(a_close()), "rate_limited");
  subject->ask({query_id{++last_id}, positions_query{the_account()}, {}});
  CAF_CHECK_EQUAL(outcome_of(a_close()), "rate_limited");
  CAF_CHECK_EQUAL(server.requests_for(close_route), 2u);
  CAF_CHECK_EQUAL(server.requests_for("/api/Position/searchOpen"), 0u);
}

CAF_TEST(answers carry the question with the time before it was sent) {
  log_in();
  const auto answer = ask(positions_query{the_account()});
  CAF_REQUIRE(answer.rows.has_value());
  CAF_CHECK(std::holds_alternative<std::vector<position_row>>(*answer.rows));
  CAF_CHECK(std::holds_alternative<positions_query>(answer.question));
  CAF_CHECK(answer.sent.monotonic <= clock.now().monotonic);
}

// R-G-5.
CAF_TEST(without a route for one order all are searched) {
  server.answer = [&](const seen_request& x) {
    if (x.path == "/api/Order/searchById")
      return scripted_reply{404, "", {}, {}};
    if (x.path == "/api/Order/search")
      return scripted_reply{
        200,
        R"({"orders":[{"id":7,"contractId":"C","side":0,"size":1,"status":2}],"success":true})",
        {},
        {}};
    return usual(x);
  };
  log_in();
  const auto found = ask(order_query{the_account(), order_id{7}});
  CAF_REQUIRE(found.rows.has_value());
  CAF_CHECK_EQUAL(std::get<std::vector<order_row>>(*found.rows).size(), 1u);
  const auto missing = ask(order_query{the_account(), order_id{8}});
  CAF_REQUIRE(missing.rows.has_value());
  CAF_CHECK(std::get<std::vector<order_row>>(*missing.rows).empty());
  CAF_CHECK_EQUAL(server.requests_for("/api/Order/searchById"), 1u);
}

// R-F-14: the login counts too.
CAF_TEST(a command beyond the budget waits with an alert) {
  log_in();
  for (int i = 0; i < 190; ++i)
    send(a_cancel(i));
  CAF_REQUIRE(wait([&] { return count<command_replied>() == 189; }));
  CAF_CHECK_EQUAL(count<budget_exhausted>(), 1u);
  CAF_CHECK_EQUAL(server.requests.size(), 190u);
}

CAF_TEST(questions beyond every measure are refused at once) {
  server.answer = [&](const seen_request& x) {
    return x.path.find("Auth") != std::string::npos ? usual(x)
                                                    : scripted_reply{200, "", ending::silence, {}};
  };
  log_in();
  for (int i = 0; i < 4'200; ++i)
    subject->ask({query_id{++last_id}, positions_query{the_account()}, {}});
  CAF_CHECK_EQUAL(count<query_answered>(), 100u);
  CAF_CHECK(last<query_answered>().rows.error().code == failure_code::rate_limited);
}

CAF_TEST(a token is renewed ahead of its end) {
  token_lifetime = 2;
  log_in();
  CAF_CHECK(wait([&] { return count<session_opened>() >= 2; }));
  CAF_CHECK_EQUAL(server.requests_for(login_route), 1u);
  CAF_CHECK(server.requests_for(validate_route) >= 1);
}

// R-L-12: a clock that goes wrong after the login is noticed as well.
CAF_TEST(a renewal tells the time of the venue) {
  token_lifetime = 2;
  server.answer = [&](const seen_request& x) {
    auto reply = usual(x);
    if (x.path == validate_route)
      reply.fields = {{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}};
    return reply;
  };
  log_in();
  CAF_REQUIRE(wait([&] { return count<session_opened>() >= 2; }));
  CAF_CHECK(last<session_opened>().broker_time == parse_time("1994-11-06T08:49:37Z"));
}

CAF_TEST(stopping lets calls under way end while waiting ones are refused) {
  log_in();
  bool stopped = false;
  send(a_close());
  subject->stop(5s, [&] { stopped = true; });
  CAF_REQUIRE(wait([&] { return stopped; }));
  CAF_CHECK(last<command_replied>().outcome == call_outcome::accepted);
  const auto known = events.size();
  io.restart();
  io.poll();
  CAF_CHECK_EQUAL(events.size(), known);
}

CAF_TEST(stopping answers everything in the end) {
  server.answer = [&](const seen_request& x) {
    return x.path.find("Auth") != std::string::npos ? usual(x)
                                                    : scripted_reply{200, "", ending::silence, {}};
  };
  log_in();
  send(a_close());
  for (int i = 0; i < 6; ++i)
    subject->ask({query_id{++last_id}, positions_query{the_account()}, {}});
  CAF_REQUIRE(wait([&] { return server.requests_for(close_route) == 1; }));
  bool stopped = false;
  subject->stop(20ms, [&] { stopped = true; });
  CAF_REQUIRE(wait([&] { return stopped; }));
  CAF_CHECK_EQUAL(count<command_replied>(), 1u);
  CAF_CHECK(last<command_replied>().outcome == call_outcome::unknown);
  CAF_CHECK_EQUAL(count<query_answered>(), 6u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace projectx_session_calls
