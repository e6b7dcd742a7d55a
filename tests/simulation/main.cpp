#include "tests/simulation/run.hpp"

#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstdio>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string_view>
#include <thread>

namespace {

using namespace riskd;

constexpr const char* help_text
  = R"(usage: riskd_simulate [--seeds A-B | --seed S [--keep N,N,...]] [--jobs J]

Runs riskd's actors on a simulated venue, market, disk and clock, with faults. The same seed always
gives the same run.

  --seeds A-B    the seeds to run, both included (1-1000)
  --seed S       one seed, told in full
  --keep N,...   only these of its faults strike, by the numbers that a failure prints; - for none
  --jobs J       how many run side by side (the number of processors)
  --no-shrink    tell failures with all their faults
  -h, --help     this text

Exit codes: 0 no violation, 1 some, 64 usage.
)";

struct command_line {
  std::uint64_t first = 1;
  std::uint64_t last = 1000;
  bool one = false;
  bool shrink = true;
  std::optional<std::set<std::size_t>> kept;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
};

[[noreturn]] void refuse(const std::string& why) {
  std::cerr << "simulate: " << why << "\n" << help_text;
  std::exit(64);
}

template <class Number>
Number number_in(std::string_view text) {
  Number out{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (fault != std::errc{} || end != text.data() + text.size())
    refuse("'" + std::string{text} + "' is no number");
  return out;
}

std::set<std::size_t> numbers_in(std::string_view text) {
  std::set<std::size_t> out;
  if (text == "-")
    return out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    out.insert(number_in<std::size_t>(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return out;
}

command_line read(const std::vector<std::string_view>& words) {
  command_line out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = words[i];
    if (word == "-h" || word == "--help") {
      std::cout << help_text;
      std::exit(0);
    }
    if (word == "--no-shrink") {
      out.shrink = false;
      continue;
    }
    if (i + 1 == words.size())
      refuse("'" + std::string{word} + "' is unknown or lacks its value");
    const auto value = words[++i];
    if (word == "--seeds") {
      const auto dash = value.find('-');
      if (dash == std::string_view::npos)
        refuse("--seeds takes A-B");
      out.first = number_in<std::uint64_t>(value.substr(0, dash));
      out.last = number_in<std::uint64_t>(value.substr(dash + 1));
    } else if (word == "--seed") {
      out.first = out.last = number_in<std::uint64_t>(value);
      out.one = true;
    } else if (word == "--keep") {
      out.kept = numbers_in(value);
    } else if (word == "--jobs") {
      out.jobs = std::max(1u, number_in<unsigned>(value));
    } else {
      refuse("'" + std::string{word} + "' is unknown");
    }
  }
  if (out.last < out.first)
    refuse("--seeds: the first is the smaller one");
  return out;
}

std::string listed(const std::set<std::size_t>& numbers) {
  std::string out;
  for (const auto each : numbers)
    out += (out.empty() ? "" : ",") + std::to_string(each);
  return out.empty() ? "-" : out;
}

/// Seed, step, what was seen, the faults that it takes, and the command that repeats it.
std::string told(std::uint64_t seed, const simulation::outcome& what,
                 const std::set<std::size_t>& kept) {
  std::ostringstream out;
  out << "seed " << seed << ", step " << what.failed_step << ":\n";
  for (const auto& each : what.violations)
    out << "  " << each << '\n';
  for (const auto each : kept)
    out << "  fault " << each << ": " << to_string(what.faults.at(each)) << '\n';
  out << "  again: scripts/simulate --seed " << seed << " --keep " << listed(kept) << '\n';
  return out.str();
}

std::set<std::size_t> all_of(const simulation::outcome& what) {
  std::set<std::size_t> out;
  for (std::size_t i = 0; i < what.faults.size(); ++i)
    out.insert(i);
  return out;
}

struct tally {
  std::uint64_t failures = 0;
  std::uint64_t steps = 0;
  std::uint64_t commands = 0;
  std::uint64_t locks = 0;
  std::uint64_t lives = 0;
  std::uint64_t done = 0;
};

/// Runs seeds side by side and tells failures as they come.
class campaign {
public:
  explicit campaign(const command_line& line) : line_(line), next_(line.first) {
  }

  tally finish() {
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < line_.jobs; ++i)
      workers.emplace_back([this] { work(); });
    for (auto& each : workers)
      each.join();
    if (is_terminal_)
      std::cerr << '\r' << std::string(40, ' ') << '\r';
    return sum_;
  }

private:
  void work() {
    for (auto seed = next_++; seed <= line_.last; seed = next_++) {
      auto what = simulation::run(seed, line_.kept);
      std::string failure;
      if (!what.violations.empty()) {
        auto kept = line_.kept.value_or(all_of(what));
        if (line_.shrink && !line_.kept) {
          kept = simulation::shrink(seed, what);
          what = simulation::run(seed, kept);
        }
        failure = told(seed, what, kept);
      }
      note(what, failure);
    }
  }

  void note(const simulation::outcome& what, const std::string& failure) {
    const std::lock_guard held{guard_};
    sum_.steps += what.steps;
    sum_.commands += what.commands;
    sum_.locks += what.locks;
    sum_.lives += what.lives;
    ++sum_.done;
    if (!failure.empty()) {
      ++sum_.failures;
      std::cout << failure << std::flush;
    }
    if (is_terminal_ && sum_.done % 10 == 0)
      std::cerr << "\rsimulated " << sum_.done << " of " << line_.last - line_.first + 1
                << std::flush;
  }

  const command_line& line_;
  std::atomic<std::uint64_t> next_;
  const bool is_terminal_ = ::isatty(STDERR_FILENO) != 0;
  std::mutex guard_;
  tally sum_;
};

} // namespace

int main(int count, char** words) {
  const auto line = read({words + 1, words + count});
  const auto sum = campaign{line}.finish();
  std::cout << sum.steps << " steps, " << sum.lives << " lives of the daemon, " << sum.locks
            << " locks, " << sum.commands << " commands\n";
  std::cout << "simulate: " << sum.done << " seeds, " << sum.failures << " failures\n";
  return sum.failures == 0 ? 0 : 1;
}
