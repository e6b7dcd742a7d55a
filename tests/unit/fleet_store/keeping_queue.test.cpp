#define CAF_SUITE fleet_store.queue

#include "adapters/fleet_store/keeping_queue.hpp"

#include "tests/unit/fleet_store/fleet_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <thread>

namespace fleet_store_queue {

using namespace riskd;
using namespace riskd::fleet;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t plenty = 1'000'000;

/// Of a point of A-1 at home.
constexpr std::size_t point_bytes = sizeof(domain::kept_point) + 7;

domain::kept_records records(std::int64_t first, std::int64_t last) {
  domain::kept_records x;
  x.daemon = "home";
  for (auto n = first; n <= last; ++n)
    x.records.push_back(test::a_record(n));
  return x;
}

domain::kept_records stories(std::int64_t first, std::int64_t last) {
  domain::kept_records x;
  x.daemon = "home";
  for (auto n = first; n <= last; ++n)
    x.stories.push_back(test::a_story(n, n));
  return x;
}

/// Everything that waits.
fleet_batch drained(keeping_queue& queue) {
  return queue.take(plenty, 0us, 0us);
}

std::vector<domain::time_point> times(const std::vector<domain::kept_point>& points) {
  std::vector<domain::time_point> out;
  for (const auto& each : points)
    out.push_back(each.what.at);
  return out;
}

using time_list = std::vector<domain::time_point>;

} // namespace

CAF_TEST(a full group is taken without waiting for more) {
  keeping_queue queue{plenty};
  for (int i = 0; i < 3; ++i)
    queue.push(test::a_point(i, 1));
  const auto taken = queue.take(3, std::chrono::hours{24}, std::chrono::hours{24});
  CAF_CHECK_EQUAL(taken.rows(), 3u);
}

CAF_TEST(a group that stays small is taken once its time is over) {
  keeping_queue queue{plenty};
  queue.push(test::a_point(1, 1));
  const auto taken = queue.take(3, 1us, std::chrono::hours{24});
  CAF_CHECK_EQUAL(taken.rows(), 1u);
}

CAF_TEST(an idle queue gives nothing once the time is over) {
  keeping_queue queue{plenty};
  const auto taken = queue.take(3, std::chrono::hours{24}, 1us);
  CAF_CHECK_EQUAL(taken.rows(), 0u);
}

CAF_TEST(no more is taken than fits into a group) {
  keeping_queue queue{plenty};
  queue.push(test::an_alarm(1));
  queue.push(records(1, 4));
  queue.push(test::a_point(1, 1));
  const auto first = queue.take(3, 0us, 0us);
  CAF_CHECK_EQUAL(first.alarms.size(), 1u);
  CAF_CHECK_EQUAL(first.records.size(), 2u);
  CAF_CHECK_EQUAL(queue.size(), 3u);
  const auto second = queue.take(3, 0us, 0us);
  CAF_CHECK_EQUAL(second.rows(), 3u);
  CAF_CHECK_EQUAL(second.records.front().what.place.number, 3);
}

CAF_TEST(only the newest waits of a daemon as of an alarm) {
  keeping_queue queue{plenty};
  queue.push(test::a_daemon("home", {"A-1"}));
  queue.push(test::a_daemon("home", {"A-1", "A-2"}));
  queue.push(test::a_daemon("office", {}));
  queue.push(test::an_alarm(1, true));
  queue.push(test::an_alarm(1, false));
  const auto taken = drained(queue);
  CAF_REQUIRE_EQUAL(taken.daemons.size(), 2u);
  CAF_CHECK_EQUAL(taken.daemons.front()->accounts.size(), 2u);
  CAF_REQUIRE_EQUAL(taken.alarms.size(), 1u);
  CAF_CHECK(taken.alarms.front().ended.has_value());
}

CAF_TEST(beyond the bound the oldest points are dropped while they are counted) {
  keeping_queue queue{3 * point_bytes};
  std::uint64_t dropped = 0;
  for (int i = 1; i <= 5; ++i)
    dropped += queue.push(test::a_point(i, 1));
  CAF_CHECK_EQUAL(dropped, 2u);
  CAF_CHECK_EQUAL(queue.dropped(), 2u);
  CAF_CHECK_EQUAL(queue.size(), 3u);
  const auto taken = drained(queue);
  CAF_CHECK((times(taken.points)
             == time_list{test::fleet_time(3), test::fleet_time(4), test::fleet_time(5)}));
}

CAF_TEST(points go first then stories then records then alarms) {
  // The state of a daemon does not count.
  const auto left_beside = [](std::size_t bytes_max) {
    keeping_queue queue{bytes_max};
    queue.push(test::a_daemon("home", {}));
    queue.push(test::a_point(1, 1));
    queue.push(stories(1, 1));
    queue.push(records(1, 1));
    queue.push(test::an_alarm(1));
    const auto taken = drained(queue);
    return std::to_string(taken.points.size()) + std::to_string(taken.stories.size())
           + std::to_string(taken.records.size()) + std::to_string(taken.alarms.size())
           + std::to_string(taken.daemons.size());
  };
  std::vector<std::string> seen;
  for (std::size_t bytes_max = 2000; bytes_max > 0; --bytes_max)
    if (auto left = left_beside(bytes_max); seen.empty() || seen.back() != left)
      seen.push_back(std::move(left));
  CAF_CHECK((seen == std::vector<std::string>{"11111", "01111", "00111", "00011", "00001"}));
}

CAF_TEST(what was taken makes room) {
  keeping_queue queue{2 * point_bytes};
  for (int round = 0; round < 5; ++round) {
    queue.push(test::a_point(2 * round, 1));
    queue.push(test::a_point(2 * round + 1, 1));
    const auto taken = drained(queue);
    CAF_CHECK_EQUAL(taken.points.size(), 2u);
  }
  CAF_CHECK_EQUAL(queue.dropped(), 0u);
  CAF_CHECK(queue.is_calm());
}

CAF_TEST(a stopped queue gives what is left then nothing) {
  keeping_queue queue{plenty};
  queue.push(test::a_point(1, 1));
  queue.stop();
  const auto rest = queue.take(3, std::chrono::hours{24}, std::chrono::hours{24});
  CAF_CHECK_EQUAL(rest.rows(), 1u);
  const auto nothing = queue.take(3, std::chrono::hours{24}, std::chrono::hours{24});
  CAF_CHECK_EQUAL(nothing.rows(), 0u);
}

CAF_TEST(giving up counts everything that is lost) {
  keeping_queue queue{plenty};
  queue.push(records(1, 3));
  queue.push(test::a_daemon("home", {}));
  queue.give_up(7);
  CAF_CHECK_EQUAL(queue.dropped(), 11u);
  CAF_CHECK_EQUAL(queue.size(), 0u);
}

CAF_TEST(abandoning ends a pause at once) {
  keeping_queue queue{plenty};
  CAF_CHECK(queue.pause(1us));
  std::thread other{[&] {
    queue.abandon();
  }};
  CAF_CHECK(!queue.pause(std::chrono::hours{24}));
  other.join();
}

} // namespace fleet_store_queue
