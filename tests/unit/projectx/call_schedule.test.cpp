#define CAF_SUITE projectx.call_schedule

#include "adapters/projectx/call_schedule.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace projectx_call_schedule {

using namespace riskd::projectx;
using riskd::domain::account_id;
using riskd::domain::duration;
using namespace std::chrono_literals;

namespace {

constexpr call_schedule::slots both{true, true};

constexpr call_schedule::slots query_only{false, true};

/// A schedule with calls numbered in the order in which they were added.
struct numbered {
  call_schedule schedule;
  call_number last = 0;

  void add(call_class kind, std::int64_t account = 1) {
    schedule.add(++last, kind, account_id{account});
  }

  void add_many(std::size_t count, call_class kind) {
    for (std::size_t i = 0; i < count; ++i)
      add(kind);
  }

  /// Begins all that may begin and writes their numbers.
  std::string begun_at(duration now, call_schedule::slots free = both) {
    std::string numbers;
    while (const auto next = schedule.next(now, free))
      numbers += std::to_string(*next) + " ";
    return numbers;
  }

  std::size_t count_at(duration now, call_schedule::slots free = both) {
    std::size_t count = 0;
    while (schedule.next(now, free))
      ++count;
    return count;
  }
};

struct backoff_case {
  const char* label;
  std::optional<duration> asked;
  duration expected;
};

} // namespace

// R-F-14.
CAF_TEST(the most urgent class goes first) {
  numbered calls;
  calls.add(call_class::reconciliation);
  calls.add(call_class::verification);
  calls.add(call_class::cancel);
  calls.add(call_class::close);
  calls.add(call_class::close);
  CAF_CHECK_EQUAL(calls.begun_at(0s), "4 5 3 2 1 ");
}

CAF_TEST(queries of one priority take turns between accounts) {
  numbered calls;
  for (int i = 0; i < 3; ++i)
    calls.add(call_class::verification, 7);
  for (int i = 0; i < 2; ++i)
    calls.add(call_class::verification, 3);
  calls.add(call_class::verification, 9);
  calls.add(call_class::reconciliation, 1);
  CAF_CHECK_EQUAL(calls.begun_at(0s), "4 1 6 5 2 3 7 ");
}

CAF_TEST(a call to repeat goes before its class) {
  numbered calls;
  calls.add(call_class::close);
  calls.add(call_class::verification, 5);
  calls.schedule.add_first(77, call_class::close, account_id{1});
  calls.schedule.add_first(78, call_class::verification, account_id{5});
  CAF_CHECK_EQUAL(calls.begun_at(0s), "77 1 78 2 ");
}

CAF_TEST(without a free connection nothing of that kind begins) {
  numbered calls;
  calls.add(call_class::close);
  calls.add(call_class::verification);
  CAF_CHECK_EQUAL(calls.begun_at(0s, {false, false}), "");
  CAF_CHECK_EQUAL(calls.begun_at(0s, query_only), "2 ");
  CAF_CHECK_EQUAL(calls.begun_at(0s, {true, false}), "1 ");
}

// R-F-14: at most 190 calls begun in any 60 s, at most 130 of them queries.
CAF_TEST(queries stop at their own share) {
  numbered calls;
  calls.add_many(200, call_class::verification);
  CAF_CHECK_EQUAL(calls.count_at(0s), 130u);
  CAF_CHECK_EQUAL(calls.count_at(60s - 1us), 0u);
  CAF_CHECK(calls.schedule.next_change(1s) == 60s);
  CAF_CHECK_EQUAL(calls.count_at(60s), 70u);
}

CAF_TEST(commands use the whole budget) {
  numbered calls;
  calls.add_many(200, call_class::cancel);
  CAF_CHECK_EQUAL(calls.count_at(5s), 190u);
  CAF_CHECK_EQUAL(calls.count_at(65s - 1us), 0u);
  CAF_CHECK(calls.schedule.next_change(10s) == 65s);
  CAF_CHECK_EQUAL(calls.count_at(65s), 10u);
}

CAF_TEST(the window slides with each call) {
  numbered calls;
  std::vector<duration> begun;
  calls.add_many(1000, call_class::cancel);
  for (duration now = 0s; begun.size() < 1000; now += 100ms)
    while (calls.schedule.next(now, both)) {
      begun.push_back(now);
      if (begun.size() % 3 == 0)
        break;
    }
  std::size_t most = 0;
  for (std::size_t i = 0; i < begun.size(); ++i) {
    std::size_t inside = 0;
    for (std::size_t k = i; k < begun.size() && begun[k] < begun[i] + 60s; ++k)
      ++inside;
    most = std::max(most, inside);
  }
  CAF_CHECK_EQUAL(most, 190u);
}

CAF_TEST(commands still go when queries have used their share) {
  numbered calls;
  calls.add_many(130, call_class::reconciliation);
  CAF_CHECK_EQUAL(calls.count_at(0s), 130u);
  calls.add_many(61, call_class::close);
  CAF_CHECK_EQUAL(calls.count_at(1s), 60u);
  CAF_CHECK(calls.schedule.take_exhausted());
}

CAF_TEST(closes take the next free place before cancels) {
  numbered calls;
  calls.add_many(190, call_class::cancel);
  CAF_CHECK_EQUAL(calls.count_at(0s), 190u);
  calls.add(call_class::cancel);
  calls.add(call_class::close);
  CAF_CHECK_EQUAL(calls.begun_at(1s), "");
  CAF_CHECK_EQUAL(calls.begun_at(60s), "192 191 ");
}

CAF_TEST(exhaustion is told once until the commands got through) {
  numbered calls;
  calls.add_many(192, call_class::cancel);
  CAF_CHECK(!calls.schedule.take_exhausted());
  CAF_CHECK_EQUAL(calls.count_at(0s), 190u);
  CAF_CHECK(calls.schedule.take_exhausted());
  CAF_CHECK_EQUAL(calls.count_at(1s), 0u);
  CAF_CHECK(!calls.schedule.take_exhausted());
  CAF_CHECK_EQUAL(calls.count_at(60s), 2u);
  calls.add_many(189, call_class::cancel);
  CAF_CHECK_EQUAL(calls.count_at(60s), 188u);
  CAF_CHECK(calls.schedule.take_exhausted());
}

CAF_TEST(a free place is kept for a command that waits for a connection) {
  numbered calls;
  calls.add_many(185, call_class::cancel);
  CAF_CHECK_EQUAL(calls.count_at(0s), 185u);
  calls.add_many(5, call_class::close);
  calls.add(call_class::verification);
  CAF_CHECK_EQUAL(calls.begun_at(1s, query_only), "");
  CAF_CHECK_EQUAL(calls.count_at(1s), 5u);
}

CAF_TEST(logins count against the budget) {
  numbered calls;
  for (int i = 0; i < 3; ++i)
    calls.schedule.count_other(0s);
  calls.add_many(190, call_class::close);
  CAF_CHECK_EQUAL(calls.count_at(0s), 187u);
}

// Failure table, HTTP 429.
CAF_TEST(a 429 stops queries for as long as the venue asks) {
  const backoff_case cases[]{
    {"asked for 7 s", 7s, 7s},
    {"asked for too much", 90s, 30s},
    {"asked for nothing", 0s, 0s},
    {"said nothing", {}, 1s},
  };
  for (const auto& x : cases) {
    CAF_MESSAGE(x.label);
    numbered calls;
    calls.schedule.on_rate_limited(100s, 99s, x.asked);
    calls.add(call_class::verification);
    if (x.expected > 0s) {
      CAF_CHECK_EQUAL(calls.begun_at(100s + x.expected - 1us), "");
      CAF_CHECK(calls.schedule.next_change(100s) == 100s + x.expected);
    }
    CAF_CHECK_EQUAL(calls.begun_at(100s + x.expected), "1 ");
  }
}

CAF_TEST(each further 429 doubles the wait up to thirty seconds) {
  const duration waits[]{1s, 2s, 4s, 8s, 16s, 30s, 30s};
  numbered calls;
  duration now = 1000s;
  calls.add_many(20, call_class::verification);
  for (const auto wait : waits) {
    calls.schedule.on_rate_limited(now, now, {});
    CAF_CHECK_EQUAL(calls.count_at(now + wait - 1us), 0u);
    now += wait;
    CAF_CHECK_EQUAL(calls.count_at(now), 1u);
  }
}

CAF_TEST(calls that were limited together count once) {
  numbered calls;
  calls.add(call_class::verification);
  for (int i = 0; i < 5; ++i)
    calls.schedule.on_rate_limited(100s, 99s, {});
  CAF_CHECK_EQUAL(calls.begun_at(101s), "1 ");
}

//
CAF_TEST(under a 429 commands go on at one a second until one succeeds) {
  numbered calls;
  calls.add_many(10, call_class::close);
  calls.add(call_class::verification);
  CAF_CHECK(calls.schedule.next(100s, both).has_value());
  calls.schedule.on_rate_limited(100s + 10ms, 100s, 20s);
  CAF_CHECK_EQUAL(calls.count_at(101s - 1us), 0u);
  CAF_CHECK(calls.schedule.next_change(100s + 10ms) == 101s);
  CAF_CHECK_EQUAL(calls.count_at(101s), 1u);
  CAF_CHECK_EQUAL(calls.count_at(102s), 1u);
  calls.schedule.on_answered(102s);
  CAF_CHECK_EQUAL(calls.count_at(102s), 7u);
  CAF_CHECK_EQUAL(calls.count_at(120s), 0u);
  CAF_CHECK_EQUAL(calls.count_at(120s + 10ms), 1u);
}

CAF_TEST(a success lifts a wait that was only guessed) {
  numbered calls;
  for (int i = 0; i < 5; ++i)
    calls.schedule.on_rate_limited(100s + i * 1s, 100s + i * 1s, {});
  calls.add(call_class::close);
  calls.add(call_class::verification);
  CAF_CHECK_EQUAL(calls.begun_at(105s), "1 ");
  calls.schedule.on_answered(105s);
  CAF_CHECK_EQUAL(calls.begun_at(105s), "2 ");
}

CAF_TEST(an answer to a call from before the limit proves nothing) {
  numbered calls;
  calls.schedule.on_rate_limited(100s, 99s, {});
  calls.schedule.on_answered(99s);
  calls.add(call_class::verification);
  CAF_CHECK_EQUAL(calls.begun_at(100s + 500ms), "");
}

CAF_TEST(a query after the wait lets a command pass) {
  numbered calls;
  calls.schedule.on_rate_limited(100s, 99s, {});
  calls.add_many(2, call_class::verification);
  CAF_CHECK_EQUAL(calls.begun_at(101s), "1 ");
  calls.add(call_class::close);
  CAF_CHECK_EQUAL(calls.begun_at(101s), "3 ");
}

CAF_TEST(draining yields every call once) {
  numbered calls;
  calls.add(call_class::reconciliation);
  calls.add(call_class::close);
  calls.add(call_class::verification);
  calls.add(call_class::cancel);
  std::string drained;
  while (const auto number = calls.schedule.take_any())
    drained += std::to_string(*number) + " ";
  CAF_CHECK_EQUAL(drained, "2 4 3 1 ");
  CAF_CHECK_EQUAL(calls.schedule.waiting_commands() + calls.schedule.waiting_queries(), 0u);
}

} // namespace projectx_call_schedule
