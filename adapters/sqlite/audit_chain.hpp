#pragma once

#include "domain/ids.hpp"
#include "domain/journal_entries.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::sqlite {

/// The end of a chain of audit records: what the next one refers to (R-P-5).
struct audit_link {
  /// 0 before the first record.
  std::int64_t n = 0;
  /// 64 lower-case hex digits.
  std::string hash = std::string(64, '0');

  friend bool operator==(const audit_link&, const audit_link&) = default;
};

/// One numbered and hashed record.
struct audit_line {
  audit_link link;
  /// The record as it stands in the file, without the newline.
  std::string text;
};

/// Numbers and hashes `entry` as the successor of `last`. Account and rule are null where the entry
/// has none.
[[nodiscard]] audit_line next_audit_line(const audit_link& last,
                                         std::optional<domain::account_id> account,
                                         const domain::audit_entry& entry);

/// What a line of an audit file says about its place in the chain.
struct parsed_audit_line {
  audit_link link;
  /// Hash of the record before it.
  std::string previous;
};

/// Takes a line apart. Returns nothing if it has not the form of an audit record or if its hash is
/// not that of its content.
[[nodiscard]] std::optional<parsed_audit_line> parse_audit_line(std::string_view line);

} // namespace riskd::sqlite
