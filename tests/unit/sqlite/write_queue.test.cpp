#define CAF_SUITE sqlite.write_queue

#include "adapters/sqlite/write_queue.hpp"

#include "tests/unit/sqlite/samples.hpp"

#include <caf/test/unit_test.hpp>

#include <thread>

namespace sqlite_write_queue {

using namespace riskd;
using namespace riskd::sqlite;
using namespace std::chrono_literals;

namespace {

const domain::account_id account{7};

queued_records events(std::uint64_t number, std::size_t count) {
  queued_records x;
  x.account = account;
  x.number = number;
  for (std::size_t i = 0; i < count; ++i)
    x.entries.emplace_back(test::an_event(number * 100 + i, "k"));
  return x;
}

queued_records with_lock(queued_records x) {
  x.entries.emplace_back(
    domain::lock_stored{test::a_lock(domain::rule_id::daily_realized_loss, 1)});
  return x;
}

std::vector<std::uint64_t> numbers(const std::list<queued_records>& taken) {
  std::vector<std::uint64_t> all;
  for (const auto& each : taken)
    all.push_back(each.number);
  return all;
}

using list = std::vector<std::uint64_t>;

} // namespace

CAF_TEST(whole batches are taken up to the row limit) {
  write_queue queue{1000};
  for (std::uint64_t number = 1; number <= 3; ++number)
    queue.push(events(number, 4));
  CAF_CHECK((numbers(queue.take(8, {})) == list{1, 2}));
  CAF_CHECK((numbers(queue.take(3, {})) == list{3}));
  CAF_CHECK_EQUAL(queue.size(), 0u);
}

CAF_TEST(an idle queue gives nothing after the time is up) {
  write_queue queue{10};
  CAF_CHECK(queue.take(8, 1us).empty());
}

// R-P-3
CAF_TEST(beyond the bound the oldest records that bind nobody are dropped) {
  write_queue queue{10};
  CAF_CHECK_EQUAL(queue.push(events(1, 4)), 0u);
  CAF_CHECK_EQUAL(queue.push(with_lock(events(2, 3))), 0u);
  CAF_CHECK_EQUAL(queue.push(events(3, 2)), 0u);
  CAF_CHECK_EQUAL(queue.push(events(4, 1)), 4u);
  CAF_CHECK_EQUAL(queue.push(events(5, 5)), 3u);
  CAF_CHECK_EQUAL(queue.lost(), 7u);
  const auto taken = queue.take(100, {});
  CAF_CHECK((numbers(taken) == list{2, 3, 4, 5}));
  CAF_CHECK_EQUAL(taken.front().entries.size(), 1u);
}

// R-P-3
CAF_TEST(what binds is never dropped) {
  write_queue queue{3};
  std::vector<domain::journal_entry> binding{
    domain::breach_closed{domain::breach_id{1}, test::instant(0)},
    domain::directive_closed{test::a_directive("A", 1).key, test::instant(0)},
    domain::cleanup_joined{domain::order_id{1}, domain::rule_id::daily_unrealized_loss},
    domain::cleanup_left{domain::order_id{1}},
  };
  for (const auto& each : test::every_intent())
    binding.push_back(std::visit([](const auto& x) { return domain::journal_entry{x}; }, each));
  for (const auto& each : binding) {
    CAF_CHECK(is_binding(each));
    queued_records x;
    x.account = account;
    x.entries = {each};
    CAF_CHECK_EQUAL(queue.push(std::move(x)), 0u);
  }
  CAF_CHECK_EQUAL(queue.push(events(1, 1)), 1u);
  CAF_CHECK_EQUAL(queue.take(100, {}).size(), binding.size());
}

CAF_TEST(a dropped batch is gone while one that asked for nothing stays) {
  write_queue queue{2};
  queue.push(events(1, 0));
  queue.push(events(2, 1));
  queue.push(events(3, 2));
  CAF_CHECK((numbers(queue.take(100, {})) == list{1, 3}));
}

CAF_TEST(how much waits is told at every change even while nothing can be written) {
  domain::measured_count measured{0};
  write_queue queue{4, &measured};
  queue.push(events(1, 3));
  CAF_CHECK_EQUAL(measured.load(), 3u);
  queue.push(events(2, 2));
  CAF_CHECK_EQUAL(measured.load(), 2u);
  CAF_CHECK_EQUAL(queue.take(100, {}).size(), 1u);
  CAF_CHECK_EQUAL(measured.load(), 0u);
}

CAF_TEST(taking in between leaves the search for what to drop intact) {
  write_queue queue{4};
  queue.push(with_lock(events(1, 1)));
  queue.push(events(2, 2));
  CAF_CHECK((numbers(queue.take(1, {})) == list{1}));
  CAF_CHECK_EQUAL(queue.push(events(3, 2)), 0u);
  CAF_CHECK_EQUAL(queue.push(events(4, 2)), 2u);
  CAF_CHECK((numbers(queue.take(100, {})) == list{3, 4}));
}

CAF_TEST(a stopped queue gives what is left then nothing) {
  write_queue queue{10};
  queue.push(events(1, 1));
  queue.stop();
  CAF_CHECK((numbers(queue.take(100, {})) == list{1}));
  CAF_CHECK(queue.take(100, {}).empty());
  CAF_CHECK(queue.is_stopped());
}

CAF_TEST(abandoning ends a pause at once) {
  write_queue queue{10};
  CAF_CHECK(queue.pause(1us));
  std::thread other{[&] {
    queue.abandon();
  }};
  CAF_CHECK(!queue.pause(std::chrono::hours{1}));
  other.join();
}

} // namespace sqlite_write_queue
