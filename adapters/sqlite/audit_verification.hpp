#pragma once

#include "adapters/sqlite/audit_chain.hpp"
#include "domain/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace riskd::sqlite {

/// One departure from the chain.
struct audit_finding {
  std::filesystem::path file;
  /// Counted from 1; 0 if it concerns the file as a whole.
  std::int64_t line = 0;
  /// The record's number, as the line has it; nothing if it has none.
  std::optional<std::int64_t> n;
  audit_misfit what;

  friend bool operator==(const audit_finding&, const audit_finding&) = default;
};

/// A record of a chain, as far as a summary names it.
struct audit_mark {
  audit_link link;
  /// Its time, as it stands in the line.
  std::string at;
};

/// Files that follow each other in one chain.
struct verified_chain {
  /// In the order of the chain.
  std::vector<std::filesystem::path> files;
  /// How many of its records are intact.
  std::int64_t records = 0;
  audit_mark first;
  audit_mark last;
  /// What its first record says if it names the break of an earlier chain; else empty.
  std::string begins_anew;
};

struct audit_verification {
  std::size_t files = 0;
  /// Oldest first. One that begins after record 1 goes on from a file that was not given, which is
  /// no finding.
  std::vector<verified_chain> chains;
  std::vector<audit_finding> findings;

  /// How many records are intact.
  [[nodiscard]] std::int64_t records() const;
};

/// Checks the files of one chain, given in any order, as R-P-5 says: hash, reference and number of
/// every record, from file to file. Goes on after a finding. A further chain is accepted if its
/// first record names the break. Fails with `storage_failed` if a file cannot be read.
[[nodiscard]] domain::result<audit_verification>
verify_audit_files(std::vector<std::filesystem::path> files);

} // namespace riskd::sqlite
