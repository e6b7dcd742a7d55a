#define CAF_SUITE dashboard.history_desk

#include "adapters/dashboard/history_desk.hpp"

#include "tests/unit/logging/set_clock.hpp"

#include <caf/test/unit_test.hpp>

#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace dashboard_history_desk {

using namespace riskd;
using namespace riskd::dashboard;
using namespace std::chrono_literals;

namespace {

struct fixture {
  /// What the question is answered with, once it is.
  std::future<reply> ask(history_desk::work how) {
    auto told = std::make_shared<std::promise<reply>>();
    auto out = told->get_future();
    desk->ask(std::move(how), [told](reply found) { told->set_value(std::move(found)); });
    return out;
  }

  void open(desk_options options) {
    desk = std::make_unique<history_desk>(
      clock, [](const std::function<void()>& what) { what(); }, options);
  }

  test::set_clock clock;
  std::unique_ptr<history_desk> desk;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(history_desk_tests, fixture)

CAF_TEST(questions are answered in their order) {
  open({});
  std::vector<std::future<reply>> told;
  std::string order;
  for (const char each : {'a', 'b', 'c'})
    told.push_back(ask([&order, each](const auto&) {
      order += each;
      return json_reply(std::string{each});
    }));
  const auto last = told.at(2).get();
  const auto first = told.at(0).get();
  CAF_CHECK_EQUAL(last.body, "c");
  CAF_CHECK_EQUAL(first.body, "a");
  CAF_CHECK_EQUAL(order, "abc");
}

CAF_TEST(work that fails is told as that) {
  open({});
  const auto found
    = ask([](const auto&) -> reply { throw std::runtime_error("no such table"); }).get();
  CAF_CHECK_EQUAL(found.status, 500u);
  CAF_CHECK(found.body.find("no such table") != std::string::npos);
  const auto next = ask([](const auto&) { return empty_reply(); }).get();
  CAF_CHECK_EQUAL(next.status, 204u);
}

CAF_TEST(too many questions are refused at once) {
  open({20s, 1});
  std::promise<void> begun;
  std::promise<void> go;
  auto first = ask([&](const auto&) {
    begun.set_value();
    go.get_future().wait();
    return empty_reply();
  });
  begun.get_future().wait();
  auto second = ask([](const auto&) { return empty_reply(); });
  const auto third = ask([](const auto&) { return empty_reply(); }).get();
  CAF_CHECK_EQUAL(third.status, 503u);
  go.set_value();
  const auto one = first.get();
  const auto two = second.get();
  CAF_CHECK_EQUAL(one.status, 204u);
  CAF_CHECK_EQUAL(two.status, 204u);
}

CAF_TEST(work is told when its time is over) {
  open({0s, 4});
  bool was_begun = false;
  const auto found = ask([&](const auto&) {
                       was_begun = true;
                       return empty_reply();
                     }).get();
  CAF_CHECK_EQUAL(found.status, 503u);
  CAF_CHECK(!was_begun);
  open({1h, 4});
  const auto in_time
    = ask([](const auto& is_over) { return is_over() ? json_reply("over") : empty_reply(); }).get();
  CAF_CHECK_EQUAL(in_time.status, 204u);
}

CAF_TEST(the end tells what is being worked at to stop) {
  open({1h, 4});
  std::promise<void> begun;
  auto told = ask([&](const auto& is_over) {
    begun.set_value();
    while (!is_over()) {
    }
    return refuse(500, "internal_error", "interrupted");
  });
  begun.get_future().wait();
  desk.reset();
  const auto found = told.get();
  CAF_CHECK_EQUAL(found.status, 503u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace dashboard_history_desk
