#pragma once

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace riskd::bench {

/// Prints what Google Benchmark prints, and at the end each time as a ratio to the unit's.
class ratio_report final : public benchmark::ConsoleReporter {
public:
  ratio_report() : benchmark::ConsoleReporter(OO_None) {
  }

  void ReportRuns(const std::vector<Run>& runs) override;

  void Finalize() override;

  /// True once a benchmark reported an error.
  [[nodiscard]] bool has_failed() const {
    return has_failed_;
  }

private:
  /// What one benchmark takes, in nanoseconds; the least of its repetitions.
  struct measured {
    std::string name;
    double time = 0;
  };

  void take(const Run& run);

  [[nodiscard]] const measured* find(const std::string& name) const;

  /// In the order in which they ran.
  std::vector<measured> measured_;

  bool has_failed_ = false;
};

} // namespace riskd::bench
