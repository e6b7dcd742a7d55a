#pragma once

#include "domain/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::replay {

/// A CSV file in memory.
struct csv_source {
  /// How errors name the file.
  std::string_view name;
  std::string_view text;
};

/// One cell, without its quotes, and where it begins: line and column from 1, in characters.
struct csv_cell {
  std::string text;
  std::uint64_t line = 1;
  std::uint64_t column = 1;
};

using csv_row = std::vector<csv_cell>;

/// A CSV file taken apart: one line of titles, then rows with as many cells. Lines end in `\n` or
/// `\r\n`; empty ones are skipped, as is a byte order mark. A cell in quotes may hold commas, line
/// ends and doubled quotes.
class csv_table {
public:
  /// Fails with `malformed_input`, as `file:line:column: expected ..., found ...`.
  [[nodiscard]] static domain::result<csv_table> parse(const csv_source& source);

  /// Which cell of each row has this title.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view title) const;

  /// Rows without the titles.
  [[nodiscard]] const std::vector<csv_row>& rows() const {
    return rows_;
  }

  /// A failure about a place of this file.
  [[nodiscard]] domain::failure failure_at(const csv_cell& place, std::string_view expected,
                                           std::string_view found) const;

  /// A failure about the titles, which lie on the first line.
  [[nodiscard]] domain::failure failure_of_titles(std::string_view expected) const;

private:
  std::string name_;

  csv_row titles_;

  std::vector<csv_row> rows_;
};

} // namespace riskd::replay
