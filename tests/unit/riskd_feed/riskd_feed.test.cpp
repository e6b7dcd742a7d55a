#define CAF_SUITE riskd_feed.feed

#include "adapters/riskd_feed/riskd_feed.hpp"

#include "tests/unit/control_api/running_server.hpp"
#include "tests/unit/control_api/sample_status.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace riskd_feed_feed {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 30s;

using lines = std::vector<std::string>;

/// Collects what a feed tells: `daemon up (A-1 B-2)`, `A-1` of an account, `-A-1` of one that is
/// gone.
class told_lines {
public:
  void add(std::string line) {
    const std::scoped_lock held{guard_};
    lines_.push_back(std::move(line));
    changed_.notify_all();
  }

  void add(const domain::daemon_report& x) {
    std::string names;
    for (const auto& each : x.accounts.value_or(lines{}))
      names += (names.empty() ? "" : " ") + each;
    add(std::string{"daemon "} + (x.answers ? "up" : "down")
        + (x.accounts ? " (" + names + ")" : " unknown"));
  }

  /// Waits for so many lines and takes them all.
  [[nodiscard]] lines take(std::size_t count) {
    std::unique_lock held{guard_};
    changed_.wait_for(held, patience, [&] { return lines_.size() >= count; });
    return std::exchange(lines_, {});
  }

private:
  std::mutex guard_;
  std::condition_variable changed_;
  lines lines_;
};

struct fixture {
  fixture() {
    riskd_feed::feed_listener listener;
    listener.daemon = [this](const domain::daemon_report& x) {
      told.add(x);
    };
    listener.account = [this](const domain::account_report& x) {
      told.add(x.name);
    };
    listener.account_gone = [this](const std::string& x) {
      told.add("-" + x);
    };
    listener.records = [](const std::vector<domain::audit_report>&) {
    };
    listener.story = [](const domain::story_report&) {
    };
    feed.emplace(riskd_feed::feed_options{daemon->socket(), patience, 1ms}, listener, clock,
                 logging::logger{});
  }

  void publish(const lines& accounts) {
    auto status = ready_status();
    for (const auto& each : accounts)
      status.accounts.push_back(account_builder{each, each.back()}.built());
    daemon->publish(std::move(status));
  }

  std::optional<running_server> daemon{std::in_place};
  set_clock clock;
  told_lines told;
  std::optional<riskd_feed::riskd_feed> feed;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(riskd_feed_tests, fixture)

CAF_TEST(accounts are named before they are told once riskd knows them) {
  // What it said before its board did is no word about accounts.
  publish({"A-1", "B-2"});
  CAF_CHECK_EQUAL(told.take(3), (lines{"daemon up (A-1 B-2)", "A-1", "B-2"}));
  publish({"B-2", "C-3"});
  CAF_CHECK_EQUAL(told.take(3), (lines{"daemon up (B-2 C-3)", "-A-1", "C-3"}));
  daemon.reset();
  // Once for each reason.
  const auto last = told.take(1);
  CAF_REQUIRE(!last.empty());
  CAF_CHECK_EQUAL(last.front(), "daemon down (B-2 C-3)");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace riskd_feed_feed
