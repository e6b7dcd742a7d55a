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

/// What a line of an audit file says about itself and its place in the chain.
struct parsed_audit_line {
  audit_link link;
  /// Hash of the record before it.
  std::string previous;
  /// Its time, as it stands in the line.
  std::string at;
  std::string type;
  std::string text;
};

/// Takes a line apart. Returns nothing if it has not the form of an audit record or if its hash is
/// not that of its content.
[[nodiscard]] std::optional<parsed_audit_line> parse_audit_line(std::string_view line);

/// What a line claims, whether or not it is true. Returns nothing if it is no audit record at all.
[[nodiscard]] std::optional<parsed_audit_line> read_audit_claims(std::string_view line);

/// How an audit file can depart from R-P-5.
enum class audit_fault : std::uint8_t {
  /// The line is no audit record.
  unreadable,
  /// The record has another hash than its content.
  changed,
  /// Records are missing before this one, or it stands at the wrong place.
  number,
  /// The record refers to another one than the one before it.
  reference,
  /// The last line has no end.
  cut_off,
  /// A chain begins a second time without naming the break.
  second_chain,
  /// The store has another end of the chain.
  store,
};

/// `unreadable`, `changed` and so on.
const char* to_string(audit_fault x);

/// What is wrong with a record.
struct audit_misfit {
  audit_fault fault{};
  /// For people; without the place.
  std::string sentence;

  friend bool operator==(const audit_misfit&, const audit_misfit&) = default;
};

/// Says how an intact record fails to be the successor of `last`; nothing if it is.
/// @param last With an empty hash if that is not known.
[[nodiscard]] std::optional<audit_misfit> misfit_of(const audit_link& last,
                                                    const parsed_audit_line& next);

} // namespace riskd::sqlite
