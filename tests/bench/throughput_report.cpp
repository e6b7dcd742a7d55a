#include "tests/bench/throughput_report.hpp"

#include "tests/bench/report_text.hpp"

#include <nlohmann/json.hpp>

#include <iomanip>
#include <ostream>

namespace riskd::bench {

namespace {

using ordered = nlohmann::ordered_json;

constexpr auto throughput_method
  = "A broker in this process pushes orders, trades and positions to all accounts in turns, as\n"
    "quickly as the in-flight credits allow: root, gateway, supervisors with four children each,\n"
    "four rules, SQLite journal and log. Judged: the last event went through its rules. Written:\n"
    "the journal has committed everything. Rates are events per second over all accounts.\n\n";

double per_second(std::uint64_t events, nanoseconds_count time) {
  return time == 0 ? 0.0 : static_cast<double>(events) * 1e9 / static_cast<double>(time);
}

void print_run(std::ostream& out, const throughput_run& run, const throughput_run& first) {
  const auto rate = per_second(run.events, run.judged_after);
  out << std::fixed << std::setprecision(0) << std::setw(10) << run.accounts << std::setw(10)
      << run.events << std::setw(12) << rate << std::setw(12)
      << per_second(run.events, run.written_after) << std::setprecision(2) << std::setw(9)
      << rate / per_second(first.events, first.judged_after) << std::setprecision(1)
      << std::setw(12) << microseconds(run.processor_time) / static_cast<double>(run.events)
      << std::setw(10) << run.lost_records << std::setw(8) << run.peak_memory_mib << '\n';
}

ordered run_json(const throughput_run& run, const throughput_run& first) {
  const auto rate = per_second(run.events, run.judged_after);
  return {{"accounts", run.accounts},
          {"events", run.events},
          {"judged_per_second", rate},
          {"written_per_second", per_second(run.events, run.written_after)},
          {"ratio_to_first", rate / per_second(first.events, first.judged_after)},
          {"processor_ns_per_event",
           static_cast<double>(run.processor_time) / static_cast<double>(run.events)},
          {"lost_records", run.lost_records},
          {"peak_memory_mib", run.peak_memory_mib}};
}

} // namespace

void print(std::ostream& out, const throughput_result& found, bool json) {
  if (json) {
    ordered runs = ordered::array();
    for (const auto& run : found.runs)
      runs.push_back(run_json(run, found.runs.front()));
    const ordered all{{"benchmark", "throughput"},
                      {"machine", machine_json()},
                      {"runs", std::move(runs)},
                      {"complaints", found.complaints}};
    out << all.dump() << std::endl;
    return;
  }
  out << "riskbench throughput\n\n" << throughput_method;
  print_machine(out);
  out << "  accounts    events    judged/s   written/s    ratio   cpu us/ev   dropped     MiB\n";
  for (const auto& run : found.runs)
    print_run(out, run, found.runs.front());
  out << '\n';
  print_complaints(out, found.complaints);
}

} // namespace riskd::bench
