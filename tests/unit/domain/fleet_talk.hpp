#pragma once

#include "tests/unit/domain/fleet_talkers.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <utility>

namespace riskd::test {

/// An agent, a hub and what is on its way between them. Links are lost with all that is on its way,
/// and both sides are started anew now and then.
class fleet_talk {
public:
  explicit fleet_talk(std::uint64_t seed) : random_(seed), agent(random_) {
  }

  void go_on() {
    now_ += std::chrono::milliseconds{random_.between(1, 400)};
    switch (random_.below(13)) {
      case 0:
        return is_up_ && random_.happens(20) ? lose_link() : begin_link();
      case 1:
      case 2:
      case 3:
        return agent.tell_something();
      case 4:
        return agent.read_audit();
      case 5:
        return random_.happens(50) ? agent.read_for_later() : agent.tell_late();
      case 6:
      case 7:
        return send();
      case 8:
      case 9:
        return deliver(random_.below(100));
      case 10:
        return random_.happens(50) ? agent.reach_riskd() : hub.write_down();
      default:
        return acknowledge();
    }
  }

  /// Nothing is lost any more, and in the end everything is written down.
  void come_to_rest() {
    lose_link();
    begin_link();
    agent.reach_riskd();
    agent.tell_daemon();
    for (int i = 0; i < 300; ++i) {
      agent.read_audit();
      send();
      deliver(99);
      acknowledge();
    }
    hub.write_down();
  }

  /// Whoever started the hub anew accepts the audit.
  void accept_audit() {
    lose_link();
    hub.accept_audit();
  }

private:
  void begin_link() {
    if (is_up_)
      return;
    is_up_ = true;
    sent_ = acknowledged_ = 0;
    hub.watch.link_up(hub_clock(now_));
    agent.outbox.link_up(hub.watch.receipt());
  }

  /// What is on its way is lost with the link; either side may have been the reason.
  void lose_link() {
    is_up_ = false;
    updates_.clear();
    receipts_.clear();
    agent.outbox.link_down();
    hub.watch.link_down(hub_clock(now_), "lost");
    if (random_.happens(30))
      agent.restart();
    if (random_.happens(30)) {
      if (random_.happens(50))
        hub.write_down();
      hub.restart();
    }
  }

  void send() {
    auto update = agent.outbox.next(domain::time_point{hub_start + now_});
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
    if (!hub.take(updates_.front(), now_))
      CAF_ERROR("an update was not the next one: " << updates_.front().number);
    updates_.pop_front();
    if (luck >= 20)
      receipts_.push_back(hub.watch.receipt());
    if (luck >= 20 && luck < 40)
      receipts_.push_back(hub.watch.receipt());
  }

  void acknowledge() {
    if (receipts_.empty())
      return;
    const auto receipt = receipts_.front();
    receipts_.pop_front();
    acknowledged_ = std::max(acknowledged_, receipt.number);
    agent.outbox.take(receipt);
  }

  random_choices random_;
  domain::duration now_{};
  bool is_up_ = false;
  std::deque<domain::fleet_update> updates_;
  std::deque<domain::fleet_receipt> receipts_;
  std::uint64_t sent_ = 0;
  std::uint64_t acknowledged_ = 0;

public:
  talking_agent agent;
  listening_hub hub;
};

} // namespace riskd::test
