#include "tests/bench/report.hpp"

#include "tests/bench/machine.hpp"

#include <nlohmann/json.hpp>

#include <iomanip>
#include <ostream>

namespace riskd::bench {

namespace {

using ordered = nlohmann::ordered_json;

constexpr auto latency_method
  = "A gateway in this process sends the same oversize position to riskd and to a plain handler\n"
    "(one thread: WebSocket, parse, compare, HTTP request) in turns, over loopback without TLS.\n"
    "riskd runs its ProjectX adapter, actors, SQLite journal and log; RULE-001 reduces, no lock.\n";

constexpr auto throughput_method
  = "A broker in this process pushes orders, trades and positions to all accounts in turns, as\n"
    "quickly as the in-flight credits allow: root, gateway, supervisors with four children each,\n"
    "four rules, SQLite journal and log. Judged: the last event went through its rules. Written:\n"
    "the journal has committed everything. Rates are events per second over all accounts.\n\n";

constexpr auto at_gateway_label = "at the gateway (frame sent -> whole request arrived)";
constexpr auto inside_label = "inside (frame read -> request written)";

ordered machine_json() {
  ordered out;
  for (const auto& [name, value] : describe_machine())
    out[name] = value;
  return out;
}

void print_machine(std::ostream& out) {
  for (const auto& [name, value] : describe_machine())
    out << std::left << std::setw(16) << name << value << '\n';
  out << std::right << '\n';
}

double ratio(nanoseconds_count a, nanoseconds_count b) {
  return b == 0 ? 0.0 : static_cast<double>(a) / static_cast<double>(b);
}

double microseconds(nanoseconds_count x) {
  return static_cast<double>(x) / 1000.0;
}

void print_row(std::ostream& out, const char* name, nanoseconds_count plain,
               nanoseconds_count riskd) {
  out << "  " << std::left << std::setw(8) << name << std::right << std::fixed
      << std::setprecision(1) << std::setw(12) << microseconds(plain) << std::setw(12)
      << microseconds(riskd) << std::setw(9) << std::setprecision(2) << ratio(riskd, plain) << '\n';
}

void print_pair(std::ostream& out, const char* label, const latency_pair& pair) {
  out << label << ", " << pair.riskd.count << " breaches\n"
      << "                plain us    riskd us    ratio\n";
  print_row(out, "p50", pair.plain.p50, pair.riskd.p50);
  print_row(out, "p99", pair.plain.p99, pair.riskd.p99);
  print_row(out, "p99.9", pair.plain.p999, pair.riskd.p999);
  print_row(out, "max", pair.plain.max, pair.riskd.max);
  out << '\n';
}

ordered pair_json(const latency_pair& pair) {
  const auto row = [](nanoseconds_count plain, nanoseconds_count riskd) {
    return ordered{{"plain_ns", plain}, {"riskd_ns", riskd}, {"ratio", ratio(riskd, plain)}};
  };
  return {{"breaches", pair.riskd.count},
          {"p50", row(pair.plain.p50, pair.riskd.p50)},
          {"p99", row(pair.plain.p99, pair.riskd.p99)},
          {"p99.9", row(pair.plain.p999, pair.riskd.p999)},
          {"max", row(pair.plain.max, pair.riskd.max)}};
}

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

void print_complaints(std::ostream& out, const std::vector<std::string>& complaints) {
  for (const auto& each : complaints)
    out << "WRONG: " << each << '\n';
}

} // namespace

void print(std::ostream& out, const latency_result& found, bool json) {
  if (json) {
    const ordered all{{"benchmark", "latency"},
                      {"machine", machine_json()},
                      {"kernel_stamps", found.kernel_stamps},
                      {"at_gateway", pair_json(found.at_gateway)},
                      {"inside", pair_json(found.inside)},
                      {"complaints", found.complaints}};
    out << all.dump() << std::endl;
    return;
  }
  out << "riskbench latency\n\n" << latency_method;
  out << (found.kernel_stamps ? "Arrival is when the kernel took the last packet in.\n\n"
                              : "Arrival is when the gateway had read the last byte.\n\n");
  print_machine(out);
  print_pair(out, at_gateway_label, found.at_gateway);
  print_pair(out, inside_label, found.inside);
  print_complaints(out, found.complaints);
}

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
