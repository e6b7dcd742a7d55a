#include "tests/bench/polling_report.hpp"

#include "tests/bench/report_text.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <iomanip>
#include <ostream>
#include <string>

namespace riskd::bench {

namespace {

using ordered = nlohmann::ordered_json;

constexpr auto polling_method
  = "The simulated gateway runs in this process, with REST and hubs on loopback. On each path "
    "riskd\n"
    "(ProjectX adapter, actors, SQLite journal, log, RULE-003) and each polling client guard an\n"
    "account of their own that is long 10 MNQ at the same price; the same falling price takes all\n"
    "through the limit. A client asks for positions and, since REST has no quotes, for the last "
    "bar\n"
    "of one second; at the limit it cancels all and closes. Time to flat: from the price first\n"
    "breaking the limit to the broker having booked the last fill, by the exchange's clock.\n";

struct polled_percentile {
  const char* name;
  nanoseconds_count percentiles::*value;
};

constexpr std::array<polled_percentile, 4> polled_percentiles{{
  {"p50", &percentiles::p50},
  {"p90", &percentiles::p90},
  {"p99", &percentiles::p99},
  {"max", &percentiles::max},
}};

percentiles times_of(const guard_outcomes& guard) {
  std::vector<nanoseconds_count> samples;
  for (const auto& path : guard.paths)
    samples.push_back(path.until_flat);
  return percentiles_of(std::move(samples));
}

/// Of units of money.
percentiles beyond_of(const guard_outcomes& guard) {
  std::vector<nanoseconds_count> samples;
  for (const auto& path : guard.paths)
    samples.push_back(path.beyond.units());
  return percentiles_of(std::move(samples));
}

std::string money_text(std::int64_t units) {
  return to_string(domain::money{units});
}

double milliseconds(nanoseconds_count x) {
  return microseconds(x) / 1000.0;
}

ordered guard_json(const guard_outcomes& guard) {
  ordered out{{"name", name_of(guard)}};
  if (guard.interval.count() > 0)
    out["interval_ms"] = guard.interval.count();
  const auto times = times_of(guard);
  const auto beyond = beyond_of(guard);
  for (const auto& each : polled_percentiles)
    out[std::string{"flat_"} + each.name + "_ms"] = milliseconds(times.*each.value);
  for (const auto& each : polled_percentiles)
    out[std::string{"beyond_"} + each.name] = money_text(beyond.*each.value);
  ordered paths = ordered::array();
  for (const auto& path : guard.paths)
    paths.push_back({{"flat_ms", milliseconds(path.until_flat)},
                     {"lost", to_string(path.lost)},
                     {"beyond", to_string(path.beyond)}});
  out["paths"] = std::move(paths);
  return out;
}

ordered polling_json(const polling_result& found) {
  ordered guards = ordered::array();
  for (const auto& guard : found.guards)
    guards.push_back(guard_json(guard));
  return {
    {"benchmark", "polling"},      {"method", polling_method},
    {"machine", machine_json()},   {"limit", to_string(domain::dollars(polled_limit_dollars))},
    {"seed", found.seed},          {"paths", found.guards.front().paths.size()},
    {"guards", std::move(guards)}, {"complaints", found.complaints}};
}

void print_header(std::ostream& out, const char* title) {
  out << std::left << std::setw(26) << title << std::right;
  for (const auto& each : polled_percentiles)
    out << std::setw(11) << each.name;
  out << '\n';
}

void print_guard(std::ostream& out, const guard_outcomes& guard) {
  out << "  " << std::left << std::setw(24) << name_of(guard) << std::right;
}

} // namespace

void print(std::ostream& out, const polling_result& found, bool json) {
  if (json) {
    out << polling_json(found).dump() << std::endl;
    return;
  }
  out << "riskbench --peer poll\n\n" << polling_method << '\n';
  print_machine(out);
  out << found.guards.front().paths.size() << " paths from seed " << found.seed << ", limit "
      << to_string(domain::dollars(polled_limit_dollars)) << " dollars\n\n";
  print_header(out, "time to flat, ms");
  for (const auto& guard : found.guards) {
    print_guard(out, guard);
    const auto times = times_of(guard);
    for (const auto& each : polled_percentiles)
      out << std::setw(11) << std::fixed << std::setprecision(1) << milliseconds(times.*each.value);
    out << '\n';
  }
  print_header(out, "lost beyond the limit, $");
  for (const auto& guard : found.guards) {
    print_guard(out, guard);
    const auto beyond = beyond_of(guard);
    for (const auto& each : polled_percentiles)
      out << std::setw(11) << money_text(beyond.*each.value);
    out << '\n';
  }
  out << '\n';
  print_complaints(out, found.complaints);
}

} // namespace riskd::bench
