#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace riskd::bench {

/// What breaks a rule.
enum class breach_kind : std::uint8_t {
  /// One contract more than RULE-001 allows: the position is reduced, nothing is locked.
  size,
  /// A closing trade that lost too much, while more is held: RULE-007 begins a cooldown under which
  /// the position is closed.
  loss,
};

/// The limit of RULE-001, and the size that is always held.
constexpr std::int64_t held_contracts = 5;

/// The loss of one order that begins a cooldown, in whole dollars.
constexpr std::int64_t loss_limit_dollars = -100;

/// The path of the request that answers a breach.
[[nodiscard]] std::string_view answer_path(breach_kind kind);

/// The venue's side of one account that breaks a rule again and again: the frames that its user hub
/// sends before and after.
class breached_account {
public:
  breached_account(std::int64_t id, breach_kind kind) : id_(id), kind_(kind) {
  }

  [[nodiscard]] std::int64_t id() const {
    return id_;
  }

  /// Contracts held now, as REST tells as well.
  [[nodiscard]] std::int64_t held() const {
    return held_;
  }

  /// The frame that breaks the rule.
  [[nodiscard]] std::string break_rule(domain::time_point now);

  /// What follows from the request that answers it: an order that fills, its trade, the position.
  [[nodiscard]] std::string confirm_answer(domain::time_point now);

  /// An account event, which changes nothing that a rule looks at.
  [[nodiscard]] std::string move_balance();

  /// The position that the next breach needs; empty if it is held.
  [[nodiscard]] std::string open_again();

private:
  std::int64_t id_;

  breach_kind kind_;

  std::int64_t held_ = held_contracts;

  std::int64_t last_id_ = 3'425'270'000;
};

} // namespace riskd::bench
