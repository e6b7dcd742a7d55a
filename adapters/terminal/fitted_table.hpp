#pragma once

#include "adapters/terminal/canvas.hpp"
#include "adapters/terminal/table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace riskd::terminal {

/// A column of a table that has to fit a screen.
struct fitted_column {
  std::string title;
  alignment align = alignment::left;
  /// Columns of the highest rank are left out first, that of the lowest never.
  int rank = 0;
  /// It is never narrower than this, so that columns stay where they are while figures change.
  std::size_t least = 0;
  /// If not 0, it may be cut down to this, with the ellipsis in the middle.
  std::size_t cut_to = 0;
};

/// Rows of text in columns, as many of them as fit, two spaces apart.
class fitted_table {
public:
  explicit fitted_table(std::vector<fitted_column> columns);

  /// @pre `cells` has as many members as there are columns
  void add_row(std::vector<cell> cells);

  [[nodiscard]] bool empty() const {
    return rows_.empty();
  }

  /// Which columns fit into `width`, and how wide each of them is; 0 for those left out.
  [[nodiscard]] std::vector<std::size_t> widths(std::size_t width) const;

  /// Returns the titles in capitals as they are given, then the rows, each at most `width` wide.
  [[nodiscard]] std::vector<line> lines(std::size_t width, charset known,
                                        bool with_titles = true) const;

private:
  [[nodiscard]] std::vector<std::size_t> natural_widths() const;

  [[nodiscard]] line line_of(const std::vector<cell>& cells, const std::vector<std::size_t>& wide,
                             charset known) const;

  std::vector<fitted_column> columns_;

  std::vector<std::vector<cell>> rows_;
};

} // namespace riskd::terminal
