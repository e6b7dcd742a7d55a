#include "adapters/replay/csv_table.hpp"

#include <algorithm>
#include <utility>

namespace riskd::replay {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

failure failure_in(std::string_view file, std::uint64_t line, std::uint64_t column,
                   std::string_view expected, std::string_view found) {
  return {failure_code::malformed_input,
          std::string{file} + ":" + std::to_string(line) + ":" + std::to_string(column)
            + ": expected " + std::string{expected} + ", found " + std::string{found}};
}

/// Walks over the text of a file and knows where it is.
class csv_scanner {
public:
  explicit csv_scanner(const csv_source& source) : name_(source.name), rest_(source.text) {
    if (rest_.starts_with("\xef\xbb\xbf"))
      rest_.remove_prefix(3);
  }

  /// Skips empty lines. Returns true if a row follows.
  bool seek_row() {
    while (skip_line_end()) {
    }
    return !rest_.empty();
  }

  /// Reads one row with the end of its line.
  result<csv_row> read_row() {
    csv_row row;
    do {
      auto cell = read_cell();
      if (!cell)
        return std::move(cell).error();
      row.push_back(*std::move(cell));
    } while (take(','));
    if (!rest_.empty() && !skip_line_end())
      return here("a comma or the end of the line", "other characters behind a closing quote");
    return row;
  }

private:
  result<csv_cell> read_cell() {
    csv_cell cell{{}, line_, column_};
    if (take('"')) {
      if (!read_quoted(cell.text))
        return failure_in(name_, cell.line, cell.column, "a closing quote", "the end of the file");
      return cell;
    }
    while (!rest_.empty() && rest_.front() != ',' && !at_line_end()) {
      if (rest_.front() == '"')
        return here("a cell that begins with its quote", "a quote inside the cell");
      cell.text += advance();
    }
    return cell;
  }

  /// Reads up to and with the closing quote. Returns false if there is none.
  bool read_quoted(std::string& out) {
    while (!rest_.empty()) {
      const char c = advance();
      if (c != '"')
        out += c;
      else if (take('"'))
        out += '"';
      else
        return true;
    }
    return false;
  }

  [[nodiscard]] bool at_line_end() const {
    return rest_.starts_with('\n') || rest_.starts_with("\r\n") || rest_ == "\r";
  }

  bool skip_line_end() {
    if (!at_line_end())
      return false;
    if (rest_.front() == '\r')
      advance();
    if (!rest_.empty())
      advance();
    return true;
  }

  bool take(char c) {
    if (!rest_.starts_with(c))
      return false;
    advance();
    return true;
  }

  char advance() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    const bool continues_character = (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
    column_ += continues_character ? 0U : 1U;
    if (c == '\n') {
      ++line_;
      column_ = 1;
    }
    return c;
  }

  [[nodiscard]] failure here(std::string_view expected, std::string_view found) const {
    return failure_in(name_, line_, column_, expected, found);
  }

  std::string_view name_;

  std::string_view rest_;

  std::uint64_t line_ = 1;

  std::uint64_t column_ = 1;
};

} // namespace

result<csv_table> csv_table::parse(const csv_source& source) {
  csv_scanner scanner{source};
  csv_table table;
  table.name_ = source.name;
  if (!scanner.seek_row())
    return failure_in(source.name, 1, 1, "a line of titles", "an empty file");
  auto titles = scanner.read_row();
  if (!titles)
    return std::move(titles).error();
  table.titles_ = *std::move(titles);
  while (scanner.seek_row()) {
    auto read = scanner.read_row();
    if (!read)
      return std::move(read).error();
    auto& row = *read;
    if (row.size() != table.titles_.size())
      return table.failure_at(row.front(), std::to_string(table.titles_.size()) + " cells",
                              std::to_string(row.size()));
    table.rows_.push_back(std::move(row));
  }
  return table;
}

std::optional<std::size_t> csv_table::find(std::string_view title) const {
  const auto found = std::find_if(titles_.begin(), titles_.end(),
                                  [&](const csv_cell& x) { return x.text == title; });
  if (found == titles_.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - titles_.begin());
}

failure csv_table::failure_at(const csv_cell& place, std::string_view expected,
                              std::string_view found) const {
  return failure_in(name_, place.line, place.column, expected, found);
}

failure csv_table::failure_of_titles(std::string_view expected) const {
  std::string found;
  for (const auto& title : titles_)
    found += (found.empty() ? "" : ", ") + title.text;
  return failure_at(titles_.front(), expected, found);
}

} // namespace riskd::replay
