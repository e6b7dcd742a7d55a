#pragma once

#include "domain/ports/journal_port.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace riskd::test {

/// Collects a journal's reports and lets a test wait for them.
class report_recorder {
public:
  [[nodiscard]] domain::journal_port::sink sink();

  /// All reports so far, for example `written 7/1`, `synced 7/1`, `committed 7/2`, `failed`,
  /// `recovered`.
  [[nodiscard]] std::vector<std::string> all() const;

  /// Waits until the report has arrived `count` times. Returns false if that takes too long.
  [[nodiscard]] bool wait_for(const std::string& report, std::size_t count = 1) const;

  [[nodiscard]] std::size_t count_of(const std::string& report) const;

  /// Place of the first such report in the order of arrival.
  [[nodiscard]] std::size_t place_of(const std::string& report) const;

  /// Reasons of the failures so far.
  [[nodiscard]] std::vector<std::string> reasons() const;

private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<std::string> reports_;
  std::vector<std::string> reasons_;
};

} // namespace riskd::test
