// riskbench: measures how quickly riskd acts and how much it can take.

#include "tests/bench/command_line.hpp"
#include "tests/bench/latency.hpp"
#include "tests/bench/report.hpp"
#include "tests/bench/scratch_directory.hpp"
#include "tests/bench/throughput.hpp"

#include <exception>
#include <iostream>

namespace {

using namespace riskd::bench;

int run(int count, const char* const* words) {
  const auto line = parse_command_line(count, words);
  if (!line.wanted)
    return line.otherwise;
  const auto& wanted = *line.wanted;
  const scratch_directory scratch{wanted.directory};
  if (wanted.latency) {
    const auto found = measure_latency(*wanted.latency, scratch.path());
    print(std::cout, found, wanted.json);
    return found.complaints.empty() ? 0 : 1;
  }
  const auto found = measure_throughput(*wanted.throughput, scratch.path());
  print(std::cout, found, wanted.json);
  return found.complaints.empty() ? 0 : 1;
}

} // namespace

int main(int count, char** words) {
  try {
    return run(count, words);
  } catch (const std::exception& error) {
    std::cerr << "riskbench: " << error.what() << '\n';
    return 1;
  }
}
