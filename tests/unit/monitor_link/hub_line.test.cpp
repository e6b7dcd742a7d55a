#define CAF_SUITE monitor_link.hub_line

#include "adapters/monitor_link/hub_line.hpp"

#include "tests/unit/monitor_link/linked_nodes.hpp"

#include <caf/test/unit_test.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace monitor_link_hub_line {

using namespace riskd;
using namespace riskd::monitor_link;
using namespace std::chrono_literals;

namespace {

constexpr auto line_patience = 20s;

/// Keeps what a line tells: the end for CAF, or why there is none.
class told_line {
public:
  line_events events() {
    return {[this](descriptor local) { put(std::move(local), {}); },
            [this](const std::string& reason) {
              put({}, reason);
            }};
  }

  /// `opened`, the reason why it closed, or `nothing`.
  std::string next() {
    std::unique_lock held{guard_};
    if (!changed_.wait_for(held, line_patience, [this] { return !told_.empty(); }))
      return "nothing";
    auto [local, reason] = std::move(told_.front());
    told_.pop_front();
    if (!local)
      return reason;
    local_ = std::move(local);
    return "opened";
  }

  std::size_t waiting() {
    const std::scoped_lock held{guard_};
    return told_.size();
  }

private:
  void put(descriptor local, const std::string& reason) {
    const std::scoped_lock held{guard_};
    told_.emplace_back(std::move(local), reason);
    changed_.notify_all();
  }

  std::mutex guard_;
  std::condition_variable changed_;
  std::deque<std::pair<descriptor, std::string>> told_;
  descriptor local_;
};

struct fixture : test::linked_nodes {
  fixture() {
    open();
    line.emplace(dial_options_for(authority.agent()), told.events(), clock, log);
  }

  told_line told;
  std::optional<hub_line> line;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(hub_line_tests, fixture)

CAF_TEST(nothing is dialled before it is known whom the hub may reach) {
  line->dial();
  CAF_CHECK_EQUAL(hub.waiting(), 0u);
  line->reach(agent_actor);
  CAF_CHECK_EQUAL(accept().peer, "agent-1");
  CAF_CHECK_EQUAL(told.next(), "opened");
}

CAF_TEST(each dialling makes a new link) {
  line->reach(agent_actor);
  line->dial();
  const auto first = accept();
  CAF_CHECK_EQUAL(told.next(), "opened");
  line->hang_up();
  CAF_CHECK(hub.next_down().starts_with("agent-1: "));
  line->dial();
  const auto second = accept();
  CAF_CHECK_EQUAL(told.next(), "opened");
  CAF_CHECK_EQUAL(told.waiting(), 0u);
}

CAF_TEST(a link that was given up tells nothing any more) {
  line->reach(agent_actor);
  line->dial();
  const auto at_hub = accept();
  CAF_CHECK_EQUAL(told.next(), "opened");
  line->hang_up();
  static_cast<void>(hub.next_down());
  // Whatever the end of the link could have told was told by then.
  line.reset();
  CAF_CHECK_EQUAL(told.waiting(), 0u);
}

CAF_TEST(the end of a link is told with its reason) {
  line->reach(agent_actor);
  line->dial();
  const auto at_hub = accept();
  CAF_CHECK_EQUAL(told.next(), "opened");
  gate.reset();
  CAF_CHECK_EQUAL(told.next(), "the peer closed the link");
}

CAF_TEST(a file that cannot be used is told as well) {
  auto options = dial_options_for(authority.agent());
  options.files.certificate = "/nowhere/agent.crt";
  line.emplace(options, told.events(), clock, log);
  line->reach(agent_actor);
  line->dial();
  CAF_CHECK(told.next().starts_with("/nowhere/agent.crt"));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_link_hub_line
