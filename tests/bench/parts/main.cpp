// riskbench_parts: measures the parts of riskd one by one.

#include "tests/bench/parts/parts.hpp"
#include "tests/bench/parts/ratio_report.hpp"

namespace {

using namespace riskd::bench;

constexpr int exit_usage = 64;

} // namespace

int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  if (benchmark::ReportUnrecognizedArguments(count, words))
    return exit_usage;
  for (const auto add_part : {add_unit, add_parsing, add_folding, add_rules, add_arbitration,
                              add_locks, add_journal, add_hops, add_account_start})
    add_part();
  ratio_report report;
  const auto ran = benchmark::RunSpecifiedBenchmarks(&report);
  benchmark::Shutdown();
  return ran == 0 || report.has_failed() ? 1 : 0;
}
