#define CAF_SUITE notify.queue

#include "domain/notice_queue.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace notify_queue {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

notice saying(const std::string& code, severity level = severity::warning) {
  notice out;
  out.code = code;
  out.level = level;
  out.account = "50K-1";
  return out;
}

/// A queue and the time, which the test moves.
struct fixture {
  void add(const notice& what) {
    queue.add(what, now());
  }

  [[nodiscard]] clock_reading now() const {
    return {start + uptime, uptime};
  }

  /// Codes of the message that is due, in one line; empty if none is.
  std::string taken() {
    const auto* message = queue.take(uptime);
    std::string out;
    if (message)
      for (const auto& each : message->lines)
        out += (out.empty() ? "" : " ") + each.what.code + "*" + std::to_string(each.count);
    return out;
  }

  void end(delivery_end::kind how, std::optional<duration> retry_after = {}) {
    queue.ended({how, retry_after, "HTTP 500"}, now());
  }

  void deliver() {
    end(delivery_end::kind::delivered);
  }

  /// How long the next attempt is away.
  [[nodiscard]] duration wait() const {
    return queue.due().value() - uptime;
  }

  const time_point start = *parse_time("2026-03-03T15:00:00Z");
  duration uptime = 100h;
  notice_queue queue{{}};
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(notice_queue_tests, fixture)

CAF_TEST(a burst becomes one message with the loudest first) {
  add(saying("a"));
  uptime += 1s;
  add(saying("b", severity::emergency));
  add(saying("c"));
  CAF_CHECK_EQUAL(taken(), "");
  uptime += 999ms;
  CAF_CHECK_EQUAL(taken(), "");
  uptime += 1ms;
  CAF_CHECK_EQUAL(wait(), 0s);
  // What comes later waits for its own burst.
  uptime += 1s;
  CAF_CHECK_EQUAL(taken(), "b*1 a*1 c*1");
  CAF_CHECK_EQUAL(queue.take(uptime)->level, severity::emergency);
}

CAF_TEST(repeats are counted with the latest details) {
  auto first = saying("a");
  first.text = "old";
  add(first);
  auto second = saying("a");
  second.text = "new";
  add(second);
  auto other = saying("a");
  other.account = "50K-2";
  add(other);
  uptime += 2s;
  CAF_CHECK_EQUAL(taken(), "a*2 a*1");
  CAF_CHECK_EQUAL(queue.take(uptime)->lines[0].what.text, "new");
}

CAF_TEST(messages keep their distance) {
  add(saying("a"));
  uptime += 2s;
  CAF_CHECK_EQUAL(taken(), "a*1");
  deliver();
  add(saying("b"));
  uptime += 4999ms;
  CAF_CHECK_EQUAL(taken(), "");
  uptime += 1ms;
  CAF_CHECK_EQUAL(taken(), "b*1");
  CAF_CHECK_EQUAL(queue.take(uptime)->number, 2u);
}

CAF_TEST(what lasts is told every five minutes) {
  auto blind = saying("blind", severity::critical);
  blind.recurs = true;
  add(blind);
  uptime += 2s;
  CAF_CHECK_EQUAL(taken(), "blind*1");
  deliver();
  for (int i = 0; i < 9; ++i) {
    uptime += 30s;
    add(blind);
    CAF_CHECK_EQUAL(taken(), "");
  }
  // Something else does not take it along.
  add(saying("a"));
  uptime += 2s;
  CAF_CHECK_EQUAL(taken(), "a*1");
  deliver();
  uptime += 28s;
  CAF_CHECK_EQUAL(taken(), "blind*9");
  deliver();
  uptime += 1h;
  add(blind);
  uptime += 2s;
  CAF_CHECK_EQUAL(taken(), "blind*1");
}

CAF_TEST(only what is wanted waits) {
  queue = notice_queue{{severity::critical, severity::emergency}};
  add(saying("a", severity::warning));
  add(saying("b", severity::info));
  CAF_CHECK(!queue.due());
  add(saying("c", severity::critical));
  add(saying("d", severity::emergency));
  uptime += 2s;
  CAF_CHECK_EQUAL(taken(), "d*1 c*1");
  CAF_CHECK_EQUAL(queue.status().given_up, 0u);
}

CAF_TEST(a failure is tried again ever later) {
  add(saying("a"));
  uptime += 2s;
  for (const auto pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    CAF_CHECK_EQUAL(taken(), "a*1");
    end(delivery_end::kind::failed);
    CAF_CHECK_EQUAL(wait(), pause);
    CAF_CHECK_EQUAL(taken(), "");
    uptime += pause;
  }
  CAF_CHECK_EQUAL(queue.take(uptime)->number, 1u);
  auto status = queue.status();
  CAF_CHECK_EQUAL(status.failures, 8u);
  CAF_CHECK_EQUAL(status.waiting, 1u);
  CAF_CHECK_EQUAL(status.last_error, "HTTP 500");
  deliver();
  status = queue.status();
  CAF_CHECK_EQUAL(status.delivered, 1u);
  CAF_CHECK_EQUAL(status.waiting, 0u);
  CAF_CHECK_EQUAL(status.last_error, "");
  CAF_CHECK(status.last_success == now().wall);
  add(saying("b"));
  uptime += 5s;
  CAF_CHECK_EQUAL(taken(), "b*1");
  end(delivery_end::kind::failed);
  CAF_CHECK_EQUAL(wait(), 1s);
}

CAF_TEST(a receiver that asks for a pause gets it) {
  add(saying("a"));
  uptime += 2s;
  CAF_CHECK_EQUAL(taken(), "a*1");
  end(delivery_end::kind::failed, 90s);
  CAF_CHECK_EQUAL(wait(), 90s);
  uptime += 90s;
  CAF_CHECK_EQUAL(taken(), "a*1");
  // One that asks for less is not hurried.
  end(delivery_end::kind::failed, 1ms);
  CAF_CHECK_EQUAL(wait(), 2s);
}

CAF_TEST(what failed for an hour is given up) {
  add(saying("a"));
  add(saying("a"));
  add(saying("b"));
  uptime += 2s;
  int attempts = 0;
  while (queue.status().given_up == 0 && attempts < 1'000) {
    uptime = std::max(uptime, queue.due().value());
    CAF_REQUIRE_EQUAL(taken(), "a*2 b*1");
    end(delivery_end::kind::failed);
    ++attempts;
  }
  // At 0, 1, 3, 7, 15, 31, 63 s and then every minute.
  CAF_CHECK_EQUAL(attempts, 65);
  const auto status = queue.status();
  CAF_CHECK_EQUAL(status.given_up, 3u);
  CAF_REQUIRE_EQUAL(status.dead_letters.size(), 2u);
  CAF_CHECK_EQUAL(status.dead_letters[0].code, "a");
  CAF_CHECK_EQUAL(status.dead_letters[0].count, 2u);
  CAF_CHECK_EQUAL(status.dead_letters[0].account, "50K-1");
  CAF_CHECK_EQUAL(status.dead_letters[0].reason, "HTTP 500");
  CAF_CHECK(!queue.due());
}

CAF_TEST(what the receiver refuses is given up at once) {
  add(saying("a"));
  uptime += 2s;
  CAF_CHECK_EQUAL(taken(), "a*1");
  end(delivery_end::kind::refused);
  CAF_CHECK(!queue.due());
  CAF_CHECK_EQUAL(queue.status().given_up, 1u);
  CAF_CHECK_EQUAL(queue.status().last_error, "HTTP 500");
  add(saying("b"));
  uptime += 5s;
  CAF_CHECK_EQUAL(taken(), "b*1");
}

CAF_TEST(what waits is bounded) {
  add(saying("first", severity::critical));
  for (int i = 0; i < 49; ++i)
    add(saying("w" + std::to_string(i)));
  CAF_CHECK_EQUAL(queue.status().given_up, 0u);
  add(saying("emergency", severity::emergency));
  add(saying("chat", severity::info));
  const auto status = queue.status();
  CAF_CHECK_EQUAL(status.waiting, 50u);
  CAF_CHECK_EQUAL(status.given_up, 2u);
  CAF_CHECK_EQUAL(status.dead_letters[0].code, "w0");
  CAF_CHECK_EQUAL(status.dead_letters[1].code, "chat");
  for (int i = 0; i < 100; ++i)
    add(saying("more" + std::to_string(i)));
  CAF_CHECK_EQUAL(queue.status().waiting, 50u);
  CAF_CHECK_EQUAL(queue.status().dead_letters.size(), 20u);
  uptime += 2s;
  CAF_CHECK(taken().starts_with("emergency*1 first*1 "));
}

CAF_TEST(at the end nothing waits for its time) {
  add(saying("a"));
  queue.hurry();
  CAF_CHECK_EQUAL(taken(), "a*1");
  deliver();
  add(saying("b"));
  CAF_CHECK_EQUAL(taken(), "b*1");
  end(delivery_end::kind::failed);
  CAF_CHECK(!queue.due());
  CAF_CHECK_EQUAL(queue.status().given_up, 1u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace notify_queue
