#define CAF_SUITE domain.fleet_talk

#include "tests/unit/domain/fleet_talkers.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

using namespace riskd::domain;
using namespace riskd::test;

namespace {

/// Both ends and what is on its way between them.
class talk {
public:
  explicit talk(std::uint64_t seed) : random_(seed), agent_(random_) {
  }

  void go_on() {
    now_ += std::chrono::milliseconds{random_.between(1, 400)};
    switch (random_.below(12)) {
      case 0:
        return is_up_ && random_.happens(20) ? lose_link() : begin_link();
      case 1:
      case 2:
      case 3:
        return agent_.tell_something();
      case 4:
        return agent_.read_audit();
      case 5:
        return random_.happens(50) ? agent_.read_for_later() : agent_.tell_late();
      case 6:
      case 7:
        return send();
      case 8:
      case 9:
        return deliver(random_.below(100));
      default:
        return acknowledge();
    }
  }

  /// Nothing is lost any more.
  void come_to_rest() {
    lose_link();
    begin_link();
    agent_.tell_daemon();
    for (int i = 0; i < 300; ++i) {
      agent_.read_audit();
      send();
      deliver(99);
      acknowledge();
    }
  }

  void check_rest() {
    const auto known = hub_.watch.status();
    CAF_CHECK_EQUAL(known->standing, daemon_standing::live);
    CAF_CHECK(known->what == agent_.daemon);
    check_accounts(*known);
    CAF_CHECK(hub_.stories == agent_.stories);
    CAF_CHECK_EQUAL(agent_.outbox.stories_given_up(), 0u);
    CAF_CHECK_EQUAL(known->missed, 0u);
    CAF_CHECK(!agent_.outbox.next(hub_start));
    check_audit(known->audit);
  }

private:
  void begin_link() {
    if (is_up_)
      return;
    is_up_ = true;
    sent_ = acknowledged_ = 0;
    hub_.watch.link_up(hub_clock(now_));
    agent_.outbox.link_up(hub_.watch.receipt());
  }

  /// What is on its way is lost with the link; the hub may have been the reason.
  void lose_link() {
    is_up_ = false;
    updates_.clear();
    receipts_.clear();
    agent_.outbox.link_down();
    hub_.watch.link_down(hub_clock(now_), "lost");
    if (random_.happens(30))
      hub_.restart();
  }

  void send() {
    auto update = agent_.outbox.next(hub_start + now_);
    if (!update)
      return;
    sent_ = update->number;
    if (sent_ - acknowledged_ > 4)
      CAF_ERROR("too many are on their way: " << sent_ - acknowledged_);
    updates_.push_back(std::move(*update));
  }

  /// @param luck Below 20 the receipt is lost, below 40 it comes twice.
  void deliver(std::uint64_t luck) {
    if (updates_.empty())
      return;
    if (!hub_.take(updates_.front(), now_))
      CAF_ERROR("an update was not the next one: " << updates_.front().number);
    updates_.pop_front();
    if (luck >= 20)
      receipts_.push_back(hub_.watch.receipt());
    if (luck >= 20 && luck < 40)
      receipts_.push_back(hub_.watch.receipt());
  }

  void acknowledge() {
    if (receipts_.empty())
      return;
    const auto receipt = receipts_.front();
    receipts_.pop_front();
    acknowledged_ = std::max(acknowledged_, receipt.number);
    agent_.outbox.take(receipt);
  }

  void check_accounts(const fleet_daemon& known) {
    std::vector<account_report> expected;
    for (const auto& [name, what] : agent_.accounts) {
      expected.push_back(what);
      CAF_CHECK(hub_.results[name] == what.realized);
    }
    std::vector<account_report> found;
    for (const auto& each : known.accounts)
      found.push_back(each.what);
    CAF_CHECK(found == expected);
  }

  /// The hub has the newest records, each once; how many depends on when it heard of them first.
  void check_audit(const audit_watch_status& known) {
    CAF_CHECK_EQUAL(known.remark, "");
    const auto& audit = agent_.audit;
    CAF_REQUIRE(!audit.empty());
    CAF_CHECK_EQUAL(known.state, chain_state::intact);
    CAF_CHECK(known.until == audit.back().place);
    CAF_CHECK_EQUAL(known.hash, audit.back().hash);
    CAF_REQUIRE(!hub_.records.empty() && hub_.records.size() <= audit.size());
    CAF_CHECK(std::equal(hub_.records.rbegin(), hub_.records.rend(), audit.rbegin()));
  }

  random_choices random_;
  talking_agent agent_;
  listening_hub hub_;
  duration now_{};
  bool is_up_ = false;
  std::deque<fleet_update> updates_;
  std::deque<fleet_receipt> receipts_;
  std::uint64_t sent_ = 0;
  std::uint64_t acknowledged_ = 0;
};

} // namespace

CAF_TEST(in the end the hub knows what the agent knows) {
  for (const auto seed : property_seeds(40)) {
    CAF_MESSAGE(with_seed(seed, "begins"));
    talk both{seed};
    for (int step = 0; step < 700; ++step)
      both.go_on();
    both.come_to_rest();
    both.check_rest();
  }
}
