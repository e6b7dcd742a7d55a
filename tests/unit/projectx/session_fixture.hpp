#pragma once

#include "adapters/projectx/session.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "tests/unit/projectx/loopback_gateway.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace riskd::test {

/// A JWT-shaped token; every one has another text. @param lifetime Seconds until its `exp` claim.
std::string new_token(std::int64_t lifetime);

/// A session against a scripted gateway, in one thread. Pauses are short; deadlines are not, except
/// where a test shortens them.
struct session_fixture {
  session_fixture();
  ~session_fixture();

  session_fixture(const session_fixture&) = delete;
  session_fixture& operator=(const session_fixture&) = delete;

  /// Makes the session; settings can be changed before.
  void make();

  /// Makes the session, logs in and waits for it.
  void log_in();

  /// Runs until the condition holds; fails the test otherwise.
  template <class Condition>
  [[nodiscard]] bool wait(Condition done) {
    return run_until(io, done);
  }

  /// Answers as the gateway does when all is well; scripts fall back on it.
  scripted_reply usual(const seen_request& request);

  /// Number of reports of one kind so far.
  template <class Report>
  [[nodiscard]] std::size_t count() const {
    std::size_t found = 0;
    for (const auto& event : events)
      found += std::holds_alternative<Report>(event.report) ? 1u : 0u;
    return found;
  }

  /// The latest report of one kind. @pre There is one.
  template <class Report>
  [[nodiscard]] const Report& last() const {
    for (auto event = events.rbegin(); event != events.rend(); ++event)
      if (const auto* found = std::get_if<Report>(&event->report))
        return *found;
    throw std::logic_error("no such report");
  }

  /// The latest word about a link: `up`, `down` or empty.
  [[nodiscard]] std::string link_state(domain::link which) const;

  /// Asks and returns the answer; fails the test if none comes.
  domain::query_answered ask(domain::query question);

  void send(domain::command order);

  /// Sends and returns the reply.
  domain::command_replied submit(domain::command order);

  /// Sends and returns the name of the outcome.
  std::string outcome_of(domain::command order);

  boost::asio::io_context io;
  adapters::system_clock clock;
  loopback_gateway server{io};
  projectx::options settings;
  std::vector<domain::broker_event> events;
  std::unique_ptr<projectx::session> subject;
  std::int64_t last_id = 0;
  /// Lifetime of the tokens that `usual` hands out, in seconds.
  std::int64_t token_lifetime = 86'400;
};

/// The account that all tests use.
domain::account_id the_account();

domain::command a_close();

domain::command a_reduce();

domain::command a_cancel(std::int64_t order);

} // namespace riskd::test
