#include "adapters/sqlite/audit_verification.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

// Files of an audit chain, made as the input says, since nobody guesses a hash. Each of its lines:
//
//   +TEXT   the next record of the chain         *TEXT   a record that names a break
//   -       forgets the last record that was written, which the chain then lacks
//   /       begins the next file                 any other line stands in the file as it is

namespace riskd::fuzz {

using namespace sqlite;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t files_max = 4;

struct written_chain {
  std::vector<std::string> files{""};
  std::size_t lines = 0;
  /// Nothing but records in their order.
  bool is_flawless = true;
};

class chain_maker {
public:
  written_chain make(std::string_view script) {
    while (!script.empty())
      add(take_part(script, '\n'));
    return std::move(out_);
  }

private:
  void add(std::string_view line) {
    const char first = line.empty() ? '\0' : line.front();
    if (first == '+') {
      append_record("command", line.substr(1));
    } else if (first == '*') {
      out_.is_flawless = out_.is_flawless && last_.n == 0;
      last_ = {};
      append_record("audit_broken", line.substr(1));
    } else if (line == "-") {
      out_.is_flawless = false;
      last_ = {last_.n + 1, std::string(64, 'b')};
    } else if (line == "/") {
      if (out_.files.size() < files_max)
        out_.files.emplace_back();
    } else {
      out_.is_flawless = false;
      append(line);
    }
  }

  void append_record(const char* type, std::string_view text) {
    domain::audit_entry entry;
    entry.at = domain::time_point{std::chrono::seconds{last_.n}};
    entry.type = type;
    entry.text = text;
    auto line = next_audit_line(last_, std::nullopt, entry);
    last_ = std::move(line.link);
    append(line.text);
  }

  void append(std::string_view line) {
    out_.files.back() += line;
    out_.files.back() += '\n';
    ++out_.lines;
  }

  written_chain out_;
  audit_link last_;
};

std::vector<fs::path> write_files(const fs::path& folder, const std::vector<std::string>& texts) {
  std::vector<fs::path> files;
  for (const auto& text : texts) {
    files.push_back(folder / ("audit-" + std::to_string(files.size()) + ".ndjson"));
    std::ofstream{files.back(), std::ios::binary} << text;
  }
  return files;
}

bool is_of_line(const audit_finding& x) {
  return x.what.fault == audit_fault::unreadable || x.what.fault == audit_fault::changed;
}

void check(const written_chain& written, const audit_verification& found) {
  const auto damaged = std::count_if(found.findings.begin(), found.findings.end(), is_of_line);
  RISKD_ENSURES(static_cast<std::size_t>(found.records() + damaged) == written.lines);
  if (written.is_flawless)
    RISKD_ENSURES(found.findings.empty());
  for (const auto& each : found.findings)
    RISKD_ENSURES(!each.what.sentence.empty() && each.line > 0);
}

} // namespace

void try_input(std::string_view input) {
  static const test::temporary_directory folder;
  const auto written = chain_maker{}.make(input);
  auto files = write_files(folder.path(), written.files);
  const auto found = verify_audit_files(files);
  RISKD_ENSURES(found.has_value());
  check(written, *found);
  std::reverse(files.begin(), files.end());
  const auto reversed = verify_audit_files(files);
  RISKD_ENSURES(reversed && reversed->records() == found->records());
}

} // namespace riskd::fuzz
