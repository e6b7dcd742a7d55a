#include "adapters/terminal/canvas.hpp"

#include "domain/contract_check.hpp"

namespace riskd::terminal {

canvas::canvas(screen_size size, charset known)
  : size_(size), known_(known), places_(size.rows * size.columns) {
}

const canvas::place& canvas::at(std::size_t row, std::size_t column) const {
  RISKD_EXPECTS(row < size_.rows && column < size_.columns);
  return places_[row * size_.columns + column];
}

std::size_t canvas::write(std::size_t row, std::size_t column, std::string_view text,
                          appearance looks) {
  for (auto each : characters_of(text)) {
    if (known_ == charset::ascii && each > U'~')
      each = U'?';
    const auto width = columns_of(each);
    // Marks on other characters would need places with more than one character.
    if (width == 0)
      continue;
    if (row < size_.rows && column + width <= size_.columns) {
      place_at(row, column) = {each, looks};
      if (width == 2)
        place_at(row, column + 1) = {0, looks};
    }
    column += width;
  }
  return column;
}

std::size_t canvas::write(std::size_t row, std::size_t column, const line& pieces) {
  for (const auto& each : pieces)
    column = write(row, column, each.text, {each.what, false});
  return column;
}

void canvas::paint(std::size_t row, appearance looks) {
  for (std::size_t column = 0; row < size_.rows && column < size_.columns; ++column)
    place_at(row, column).looks = looks;
}

std::string canvas::text() const {
  std::string out;
  for (std::size_t row = 0; row < size_.rows; ++row) {
    std::u32string characters;
    for (std::size_t column = 0; column < size_.columns; ++column)
      if (const auto character = at(row, column).character; character != 0)
        characters += character;
    characters.erase(characters.find_last_not_of(U' ') + 1);
    out += utf8_of(characters) + "\n";
  }
  return out;
}

} // namespace riskd::terminal
