#pragma once

#include "domain/ports/fleet_history_port.hpp"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

namespace riskd::test {

/// Knows a day with one breach and its lock, records of the audit and alarms; or fails. Tells what
/// it was asked, on one line for each call.
class sample_records final : public domain::fleet_history_port {
public:
  [[nodiscard]] domain::result<std::vector<domain::result_point>>
  results(const std::string& daemon, const std::string& account, domain::time_point begin,
          domain::time_point end, std::size_t count, const limit& is_over) const override;

  [[nodiscard]] domain::result<std::vector<domain::audit_report>>
  records(const std::string& daemon, const std::string& account, std::size_t count,
          const limit& is_over) const override;

  [[nodiscard]] domain::result<std::vector<domain::story_report>>
  stories(const std::string& daemon, const std::string& account,
          std::optional<domain::time_point> begin, std::optional<domain::time_point> end,
          std::size_t count, const limit& is_over) const override;

  [[nodiscard]] domain::result<std::vector<domain::fleet_alarm>>
  alarms(std::size_t count, const limit& is_over) const override;

  /// From now on calls wait until `release`; a call that waits can be waited for.
  void hold();
  void wait_until_held() const;
  void release();

  [[nodiscard]] std::vector<std::string> asked() const;

  std::atomic<bool> is_readable = true;

private:
  [[nodiscard]] domain::result<void> begin(std::string what) const;

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable std::vector<std::string> asked_;
  mutable bool is_held_ = false;
  bool holds_ = false;
};

/// What riskd told of breach 17 of an account, whose lock was in force then.
[[nodiscard]] domain::story_report a_story(const std::string& account);

} // namespace riskd::test
