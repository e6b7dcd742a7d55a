#include "tests/bench/latency_report.hpp"

#include "tests/bench/report_text.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <iomanip>
#include <ostream>
#include <string>

namespace riskd::bench {

namespace {

using ordered = nlohmann::ordered_json;

constexpr auto method = "A gateway in this process sends the same frames to riskd and to the floor "
                        "over loopback without\n"
                        "TLS, and each in turn answers a breach with an HTTP request. riskd: "
                        "ProjectX adapter, actors,\n"
                        "SQLite journal with intent files, log. Floor: one thread with Boost.Beast "
                        "that parses, compares\n"
                        "and writes the request. Load: 1,000 quotes/s of the contract that is held "
                        "and 200 events/s of\n"
                        "four other accounts, to whose turn it is.\n";

constexpr auto written_label = "frame readable -> request written";
constexpr auto received_label = "frame readable -> request received";
constexpr auto inside_label = "frame read -> request written, as each accounts for it";

struct named_percentile {
  const char* member;
  const char* label;
  nanoseconds_count percentiles::*value;
};

constexpr std::array<named_percentile, 5> percentile_names{{
  {"p50", "p50", &percentiles::p50},
  {"p99", "p99", &percentiles::p99},
  {"p90", "p90", &percentiles::p90},
  {"p999", "p99.9", &percentiles::p999},
  {"max", "max", &percentiles::max},
}};

void add_pair(ordered& out, const std::string& prefix, const latency_pair& pair) {
  for (const auto& each : percentile_names) {
    const auto name = prefix + each.member;
    const auto floor = pair.floor.*each.value;
    const auto riskd = pair.riskd.*each.value;
    out[name + "_ratio"] = ratio_of(riskd, floor);
    out[name + "_floor_us"] = microseconds(floor);
    out[name + "_riskd_us"] = microseconds(riskd);
  }
}

ordered pair_json(const latency_pair& pair) {
  ordered out;
  add_pair(out, {}, pair);
  return out;
}

ordered scene_json(const scene_result& found) {
  ordered out{
    {"title", found.scene.title}, {"unstamped", found.unstamped}, {"late_locks", found.late_locks}};
  if (found.scene.has_load) {
    out["quotes_per_second"] = found.quotes_per_second;
    out["account_events_per_second"] = found.account_events_per_second;
  }
  out["received"] = pair_json(found.received);
  out["inside"] = pair_json(found.inside);
  return out;
}

ordered result_json(const latency_result& found) {
  ordered out;
  for (const auto& each : found.scenes)
    add_pair(out, std::string{each.scene.prefix}, each.written);
  out["loopback_round_trip_us"] = microseconds(found.loopback_round_trip.p50);
  for (const auto& each : found.scenes)
    out[std::string{each.scene.prefix} + "breaches"] = each.written.riskd.count;
  out["benchmark"] = "latency";
  out["method"] = method;
  out["distance"] = written_label;
  out["machine"] = machine_json();
  ordered scenes;
  for (const auto& each : found.scenes)
    scenes[std::string{each.scene.name}] = scene_json(each);
  out["scenes"] = std::move(scenes);
  out["complaints"] = found.complaints;
  return out;
}

void print_row(std::ostream& out, const char* name, nanoseconds_count floor,
               nanoseconds_count riskd) {
  out << "  " << std::left << std::setw(8) << name << std::right << std::fixed
      << std::setprecision(1) << std::setw(12) << microseconds(floor) << std::setw(12)
      << microseconds(riskd) << std::setw(9) << std::setprecision(2) << ratio_of(riskd, floor)
      << '\n';
}

void print_pair(std::ostream& out, const char* label, const latency_pair& pair) {
  out << "  " << label << "\n                floor us    riskd us    ratio\n";
  print_row(out, "p50", pair.floor.p50, pair.riskd.p50);
  print_row(out, "p90", pair.floor.p90, pair.riskd.p90);
  print_row(out, "p99", pair.floor.p99, pair.riskd.p99);
  print_row(out, "p99.9", pair.floor.p999, pair.riskd.p999);
  print_row(out, "max", pair.floor.max, pair.riskd.max);
}

void print_scene(std::ostream& out, const scene_result& found) {
  out << found.scene.title << ": " << found.written.riskd.count << " breaches each\n";
  if (found.scene.has_load)
    out << std::fixed << std::setprecision(0) << "  sent meanwhile: " << found.quotes_per_second
        << " quotes/s, " << found.account_events_per_second << " account events/s\n";
  if (found.scene.kind == breach_kind::loss)
    out << "  locks that commands did not wait for, after 2 ms: " << found.late_locks << '\n';
  if (found.unstamped > 0)
    out << "  times that the gateway's thread took, since the kernel had none: " << found.unstamped
        << '\n';
  print_pair(out, written_label, found.written);
  print_pair(out, received_label, found.received);
  print_pair(out, inside_label, found.inside);
  out << '\n';
}

} // namespace

void print(std::ostream& out, const latency_result& found, bool json) {
  if (json) {
    out << result_json(found).dump() << std::endl;
    return;
  }
  out << "riskbench latency\n\n" << method << '\n';
  print_machine(out);
  for (const auto& each : found.scenes)
    print_scene(out, each);
  out << "raw loopback round trip, p50 of " << found.loopback_round_trip.count << ": " << std::fixed
      << std::setprecision(1) << microseconds(found.loopback_round_trip.p50) << " us\n\n";
  print_complaints(out, found.complaints);
}

} // namespace riskd::bench
