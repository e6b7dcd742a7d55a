#pragma once

#include "adapters/replay/line_document.hpp"
#include "adapters/replay/line_source.hpp"
#include "domain/replay.hpp"

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::replay {

/// Why a recording cannot be read any further (R-J-4).
struct recording_error {
  /// From 1; blank lines count.
  std::uint64_t line = 0;
  /// In characters, from 1: where reading failed, or where the value stands that is wrong.
  std::uint64_t column = 1;
  std::string reason;

  friend bool operator==(const recording_error&, const recording_error&) = default;
};

/// Writes `line 3, column 7: a comma or a closing brace is expected`.
[[nodiscard]] std::string describe(const recording_error& x);

/// Longest line of a recording. The format sets no limit; this one keeps a file that is no
/// recording from being read into memory.
inline constexpr std::size_t recorded_line_bytes_max = std::size_t{16} << 20U;

/// Reads a file of recorded events (`rules.md` 13.1) line by line; what it holds in memory does not
/// depend on the length of the file.
///
/// A line that names no account, or that is rejected and has none, comes out as
/// `unattributed_payload` (R-J-3); a rejected payload of a known account as an event of that
/// account, since only the engine knows whether it is monitored (R-Y-35). A `data` or `account` of
/// the wrong type counts as absent (R-E-2, R-Y-30). Of members of the same name the last one
/// counts.
///
/// Where the format leaves room the strict reading holds: a byte order mark, bytes that are not
/// UTF-8 and control characters in strings are not JSON, so they are fatal (R-J-4).
class event_reader {
public:
  /// @param input Stays open and unused by others until the last call of `next`.
  explicit event_reader(std::istream& input, std::size_t line_bytes_max = recorded_line_bytes_max);

  /// Returns the next event; nothing at the end of the recording and from the first error on.
  [[nodiscard]] std::optional<domain::replay_event> next();

  /// The error that ended the reading, if one did.
  [[nodiscard]] const std::optional<recording_error>& error() const {
    return error_;
  }

  /// How many bytes of the recording were read for the events so far.
  [[nodiscard]] std::uint64_t bytes() const {
    return lines_.bytes();
  }

private:
  struct line_members;

  std::optional<domain::replay_event> read_line(std::string_view line);

  /// Reads `ts`, which must not decrease. Sets the error and returns nothing if it is wrong.
  std::optional<domain::time_point> read_time(const line_members& members, std::string_view line);

  void fail(std::string_view line, std::size_t offset, std::string reason);

  void note_end();

  line_source lines_;

  line_document document_;

  std::size_t line_bytes_max_;

  /// Time and number of the last line that was not blank.
  domain::time_point last_time_ = domain::time_point::min();

  std::uint64_t last_line_ = 0;

  std::optional<recording_error> error_;
};

} // namespace riskd::replay
