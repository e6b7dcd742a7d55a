#define CAF_SUITE control_api.desk

#include "adapters/control_api/answer_desk.hpp"

#include "tests/unit/logging/set_clock.hpp"

#include <caf/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>

namespace control_api_desk {

using namespace riskd;
using namespace riskd::control_api;
using namespace std::chrono_literals;

namespace {

answer told(int x) {
  return {200, {{"x", x}}, ""};
}

struct fixture {
  /// Asks until there is another answer than 202. The desk is a thread, so that there is something
  /// to wait for.
  answer await(const std::string& question, const answer_desk::work& how) {
    for (;;) {
      auto found = desk.ask(question, how);
      if (found.status != 202)
        return found;
      std::this_thread::yield();
    }
  }

  test::set_clock clock;
  answer_desk desk{clock};
  std::promise<void> gate;
  std::shared_future<void> opened = gate.get_future().share();
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(answer_desk_tests, fixture)

CAF_TEST(an answer is worked out once for those who ask while it is) {
  int times = 0;
  const auto how = [this, &times](const auto&) {
    opened.wait();
    return told(++times);
  };
  CAF_CHECK_EQUAL(desk.ask("q", how).status, 202u);
  CAF_CHECK_EQUAL(desk.ask("q", how).status, 202u);
  gate.set_value();
  CAF_CHECK_EQUAL(await("q", how).body.at("x").get<int>(), 1);
  CAF_CHECK_EQUAL(await("q", how).body.at("x").get<int>(), 2);
}

CAF_TEST(too many questions are refused) {
  const auto how = [this](const auto&) {
    opened.wait();
    return told(1);
  };
  for (int i = 0; i < 8; ++i)
    CAF_CHECK_EQUAL(desk.ask(std::to_string(i), how).status, 202u);
  CAF_CHECK_EQUAL(desk.ask("one more", how).status, 503u);
  CAF_CHECK_EQUAL(desk.ask("0", how).status, 202u);
  gate.set_value();
  CAF_CHECK_EQUAL(await("7", how).status, 200u);
}

CAF_TEST(an answer that nobody came for in time is worked out again) {
  std::atomic<int> times = 0;
  const auto how = [&times](const auto&) {
    return told(++times);
  };
  CAF_CHECK_EQUAL(desk.ask("q", how).status, 202u);
  // The second question is answered after the first.
  CAF_CHECK_EQUAL(await("other", [](const auto&) { return told(0); }).status, 200u);
  clock.pass(6s);
  CAF_CHECK_EQUAL(desk.ask("q", how).status, 202u);
  CAF_CHECK_EQUAL(await("q", how).body.at("x").get<int>(), 2);
}

CAF_TEST(work that fails is an answer) {
  const auto found = await("q", [](const auto&) -> answer { throw std::runtime_error{"broken"}; });
  CAF_CHECK_EQUAL(found.status, 500u);
}

CAF_TEST(work ends with the desk) {
  std::promise<void> begun;
  CAF_CHECK_EQUAL(desk
                    .ask("q",
                         [&begun](const auto& is_over) {
                           begun.set_value();
                           while (!is_over())
                             std::this_thread::yield();
                           return told(1);
                         })
                    .status,
                  202u);
  begun.get_future().wait();
  desk.stop();
  CAF_CHECK_EQUAL(desk.ask("q", [](const auto&) { return told(2); }).status, 503u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace control_api_desk
