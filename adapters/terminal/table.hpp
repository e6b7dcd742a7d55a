#pragma once

#include "adapters/terminal/style.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace riskd::terminal {

enum class alignment : std::uint8_t { left, right };

struct column {
  std::string title;
  alignment align = alignment::left;
};

struct cell {
  // NOLINTNEXTLINE(google-explicit-constructor): most cells are plain text.
  cell(std::string shown, tone its_tone = tone::plain) : text(std::move(shown)), what(its_tone) {
  }

  // NOLINTNEXTLINE(google-explicit-constructor): the same for literals.
  cell(const char* shown, tone its_tone = tone::plain) : text(shown), what(its_tone) {
  }

  std::string text;
  tone what;
};

/// Rows of text in columns as wide as their widest cell, two spaces apart.
class table {
public:
  explicit table(std::vector<column> columns);

  /// @pre `cells` has as many members as there are columns
  void add_row(std::vector<cell> cells);

  [[nodiscard]] bool empty() const {
    return rows_.empty();
  }

  /// Returns the lines, titles first, each indented by `indent` spaces and none ending in a space.
  /// Control characters in cells are made harmless.
  [[nodiscard]] std::string render(const style& look, std::size_t indent = 0) const;

private:
  std::vector<column> columns_;

  std::vector<std::vector<cell>> rows_;
};

} // namespace riskd::terminal
