#pragma once

#include "adapters/sqlite/audit_chain.hpp"
#include "domain/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace riskd::sqlite {

/// Where and how an audit file departs from its chain.
struct audit_break {
  /// Counted from 1.
  std::int64_t line = 0;
  std::string sentence;

  friend bool operator==(const audit_break&, const audit_break&) = default;
};

/// What an audit file holds.
struct audit_check {
  std::int64_t records = 0;
  /// What the first record goes on from: the last one of the file before it, or n = 0. To be
  /// compared by whoever checks several files of one chain.
  audit_link before;
  /// The last intact record; `before` if there is none.
  audit_link last;
  /// Size of the intact lines in bytes.
  std::uint64_t intact_bytes = 0;
  /// What follows the last newline: a record that was cut off, or nothing.
  std::string fragment;
  /// Empty if every line is intact and follows from the one before.
  std::optional<audit_break> broken;
};

/// Checks form, numbering, references and hashes of every line (R-P-5). A last line without newline
/// counts as a break. Fails with `storage_failed` if the file cannot be read.
[[nodiscard]] domain::result<audit_check> verify_audit_file(const std::filesystem::path& file);

/// Like `verify_audit_file`, but leaves a last line without newline to the caller.
[[nodiscard]] domain::result<audit_check> scan_audit_file(const std::filesystem::path& file);

} // namespace riskd::sqlite
