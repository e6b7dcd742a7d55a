#include "tests/bench/parts/ratio_report.hpp"

#include "tests/bench/parts/parts.hpp"

#include <algorithm>
#include <iomanip>
#include <ios>
#include <iostream>

namespace riskd::bench {

namespace {

constexpr int name_width = 36;
constexpr int ratio_width = 12;

/// Where a benchmark says that time passed counts, it does; else the processor time of its thread,
/// which other work on the machine moves less.
double nanoseconds_of(const benchmark::BenchmarkReporter::Run& run) {
  const auto in_unit
    = run.run_name.time_type.empty() ? run.GetAdjustedCPUTime() : run.GetAdjustedRealTime();
  return in_unit / benchmark::GetTimeUnitMultiplier(run.time_unit) * 1e9;
}

std::string part_of(const std::string& name) {
  return name.substr(0, name.find('/'));
}

} // namespace

void ratio_report::ReportRuns(const std::vector<Run>& runs) {
  ConsoleReporter::ReportRuns(runs);
  for (const auto& run : runs)
    take(run);
}

void ratio_report::Finalize() {
  ConsoleReporter::Finalize();
  auto& out = GetOutputStream();
  const auto* unit = find(unit_name);
  if (unit == nullptr) {
    out << "\nNo ratios: " << unit_name << " did not run.\n";
    return;
  }
  out << "\nTimes of this run as ratios to that of " << unit_name << ":\n" << std::fixed;
  std::string part;
  for (const auto& each : measured_) {
    if (part_of(each.name) != part)
      out << '\n';
    part = part_of(each.name);
    out << std::left << std::setw(name_width) << each.name << std::right << std::setw(ratio_width)
        << std::setprecision(2) << each.time / unit->time << '\n';
  }
}

void ratio_report::take(const Run& run) {
  if (run.error_occurred)
    has_failed_ = true;
  if (run.error_occurred || run.run_type != Run::RT_Iteration)
    return;
  const auto& name = run.run_name.function_name;
  const auto time = nanoseconds_of(run);
  const auto known = std::find_if(measured_.begin(), measured_.end(),
                                  [&](const measured& x) { return x.name == name; });
  if (known == measured_.end())
    measured_.push_back({name, time});
  else
    known->time = std::min(known->time, time);
}

const ratio_report::measured* ratio_report::find(const std::string& name) const {
  const auto found = std::find_if(measured_.begin(), measured_.end(),
                                  [&](const measured& x) { return x.name == name; });
  return found == measured_.end() ? nullptr : &*found;
}

} // namespace riskd::bench
