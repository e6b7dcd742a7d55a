// riskbench: measures how quickly riskd acts and how much it can take.

#include "tests/bench/command_line.hpp"
#include "tests/bench/latency_report.hpp"
#include "tests/bench/polling_plot.hpp"
#include "tests/bench/polling_report.hpp"
#include "tests/bench/progress_line.hpp"
#include "tests/bench/scratch_directory.hpp"
#include "tests/bench/throughput_report.hpp"

#include <exception>
#include <iostream>
#include <string>

namespace {

using namespace riskd::bench;

std::string count_text(std::uint64_t done, std::uint64_t of) {
  return std::to_string(done) + " of " + std::to_string(of);
}

latency_result measure(const latency_options& options, const std::filesystem::path& directory) {
  progress_line line;
  return measure_latency(
    options, directory, [&](const latency_scene& scene, std::uint64_t done, std::uint64_t of) {
      line.show(std::string{scene.name} + ", " + count_text(done, of) + " breaches");
    });
}

polling_result measure(const polling_options& options, const std::filesystem::path& directory) {
  progress_line line;
  return measure_polling(options, directory, [&](std::uint64_t done, std::uint64_t of) {
    line.show(count_text(done, of) + " paths");
  });
}

int run(int count, const char* const* words) {
  const auto line = parse_command_line(count, words);
  if (!line.wanted)
    return line.otherwise;
  const auto& wanted = *line.wanted;
  const scratch_directory scratch{wanted.directory};
  bool worked = true;
  if (wanted.latency) {
    const auto found = measure(*wanted.latency, scratch.path() / "latency");
    print(std::cout, found, wanted.json);
    worked = found.complaints.empty();
  }
  if (wanted.throughput) {
    const auto found = measure_throughput(*wanted.throughput, scratch.path() / "throughput");
    print(std::cout, found, wanted.json);
    worked = worked && found.complaints.empty();
  }
  if (wanted.polling) {
    const auto found = measure(*wanted.polling, scratch.path() / "polling");
    print(std::cout, found, wanted.json);
    worked = worked && found.complaints.empty();
    if (found.complaints.empty() && !wanted.polling->plot.empty())
      write_plot(wanted.polling->plot, found);
  }
  return worked ? 0 : 1;
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
