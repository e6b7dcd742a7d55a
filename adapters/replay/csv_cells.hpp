#pragma once

#include "adapters/replay/csv_table.hpp"
#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/quantity.hpp"
#include "domain/result.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::replay {

/// Gives the cells of a row by title and keeps the first thing that is wrong with them, so that a
/// row is read without a question after every cell.
class csv_cells {
public:
  explicit csv_cells(const csv_table& table) : table_(table) {
  }

  /// Returns a failure if one of these titles is missing. To be called once, before any row.
  [[nodiscard]] std::optional<domain::failure> require(const std::vector<std::string_view>& titles);

  /// Goes to the next row.
  void enter(const csv_row& row) {
    row_ = &row;
  }

  /// Reads a cell with `read`, which takes its text and returns an optional value. Returns a value
  /// made from nothing if that fails. @pre `title` was required
  template <class Read>
  auto value(std::string_view title, std::string_view expected, Read read) {
    const auto& cell = cell_of(title);
    auto found = read(std::string_view{cell.text});
    if (!found && !problem_)
      problem_ = table_.failure_at(cell, expected, "\"" + cell.text + "\"");
    using value_type = typename decltype(found)::value_type;
    return found ? *std::move(found) : value_type{};
  }

  /// Says that the cell does not fit to others. @pre `title` was required
  void refuse(std::string_view title, std::string_view expected);

  [[nodiscard]] const std::optional<domain::failure>& problem() const {
    return problem_;
  }

private:
  [[nodiscard]] const csv_cell& cell_of(std::string_view title) const;

  const csv_table& table_;

  const csv_row* row_ = nullptr;

  std::map<std::string, std::size_t, std::less<>> places_;

  std::optional<domain::failure> problem_;
};

// What cells hold. Prices and amounts beyond 100 million and sizes beyond a million are no
// trader's, and sums of such might not fit.

[[nodiscard]] std::optional<domain::price> price_in_cell(std::string_view text);

/// `-34.000000000`
[[nodiscard]] std::optional<domain::money> money_in_cell(std::string_view text);

/// A number of contracts, not zero; negative for a short position where the export says so.
[[nodiscard]] std::optional<domain::quantity> size_in_cell(std::string_view text);

} // namespace riskd::replay
