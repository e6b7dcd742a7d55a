#pragma once

#include "adapters/terminal/characters.hpp"
#include "adapters/terminal/table.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::terminal {

struct screen_size {
  std::size_t rows = 0;
  std::size_t columns = 0;

  friend bool operator==(const screen_size&, const screen_size&) = default;
};

/// How a piece of text looks on a screen.
struct appearance {
  tone what = tone::plain;
  /// Colours of letters and ground are exchanged.
  bool inverse = false;

  friend bool operator==(const appearance&, const appearance&) = default;
};

/// Pieces of text, one after the other.
using line = std::vector<cell>;

/// A screen full of characters, drawn in memory. What does not fit is cut off.
class canvas {
public:
  struct place {
    /// 0 for the right half of a character that takes up two columns.
    char32_t character = U' ';
    appearance looks;
  };

  canvas(screen_size size, charset known);

  [[nodiscard]] screen_size size() const {
    return size_;
  }

  [[nodiscard]] charset known() const {
    return known_;
  }

  /// @pre the place is on the canvas
  [[nodiscard]] const place& at(std::size_t row, std::size_t column) const;

  /// Writes a text of UTF-8 and returns the column behind it. Characters that an ASCII terminal
  /// cannot show, and those that could drive one, become `?`.
  std::size_t write(std::size_t row, std::size_t column, std::string_view text,
                    appearance looks = {});

  /// Writes the pieces of a line and returns the column behind them.
  std::size_t write(std::size_t row, std::size_t column, const line& pieces);

  /// Changes how a whole row looks.
  void paint(std::size_t row, appearance looks);

  /// What is written, as lines without trailing spaces; for those who cannot see.
  [[nodiscard]] std::string text() const;

private:
  [[nodiscard]] place& place_at(std::size_t row, std::size_t column) {
    return places_[row * size_.columns + column];
  }

  screen_size size_;

  charset known_;

  std::vector<place> places_;
};

} // namespace riskd::terminal
