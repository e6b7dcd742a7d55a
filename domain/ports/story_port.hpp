#pragma once

#include "domain/breach_story.hpp"
#include "domain/day_report.hpp"
#include "domain/result.hpp"

#include <functional>
#include <optional>

namespace riskd::domain {

/// Reads what is on record of one breach, day or moment. Calls may be made on any thread and wait
/// for the disk; they fail soon after `is_over` has begun to return true.
class story_port {
public:
  /// Asked again and again while a question is being answered.
  using limit = std::function<bool()>;

  story_port() = default;
  story_port(const story_port&) = delete;
  story_port& operator=(const story_port&) = delete;
  virtual ~story_port() = default;

  /// A breach and what followed from it; nothing if none has that id.
  [[nodiscard]] virtual result<std::optional<breach_story>> breach(breach_id wanted,
                                                                   const limit& is_over) const = 0;

  /// What is on record of one trading day of an account.
  [[nodiscard]] virtual result<day_report> day(const account_day& wanted,
                                               const limit& is_over) const = 0;

  /// What is on record of an account at one moment.
  /// @param wanted The account and the trading day that contains `at`.
  [[nodiscard]] virtual result<moment_report> moment(const account_day& wanted, time_point at,
                                                     const limit& is_over) const = 0;
};

} // namespace riskd::domain
