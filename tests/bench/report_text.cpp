#include "tests/bench/report_text.hpp"

#include "tests/bench/machine.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <iomanip>
#include <ostream>

namespace riskd::bench {

double ratio_of(nanoseconds_count a, nanoseconds_count b) {
  return b == 0 ? 0.0
                : std::round(static_cast<double>(a) / static_cast<double>(b) * 1000.0) / 1000.0;
}

double microseconds(nanoseconds_count x) {
  return static_cast<double>(x) / 1000.0;
}

nlohmann::ordered_json machine_json() {
  nlohmann::ordered_json out;
  for (const auto& [name, value] : describe_machine())
    out[name] = value;
  return out;
}

void print_machine(std::ostream& out) {
  for (const auto& [name, value] : describe_machine())
    out << std::left << std::setw(16) << name << value << '\n';
  out << std::right << '\n';
}

void print_complaints(std::ostream& out, const std::vector<std::string>& complaints) {
  for (const auto& each : complaints)
    out << "WRONG: " << each << '\n';
}

} // namespace riskd::bench
