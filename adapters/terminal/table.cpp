#include "adapters/terminal/table.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>

namespace riskd::terminal {

namespace {

using widths = std::vector<std::size_t>;

/// A line without trailing spaces. Padding stays uncoloured, so that it does not show.
std::string line_of(const std::vector<cell>& cells, const std::vector<column>& columns,
                    const widths& wide, const style& look, std::size_t indent) {
  std::string out;
  std::size_t pending = indent;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto padding = wide[i] - width_of(cells[i].text);
    const bool right = columns[i].align == alignment::right;
    pending += right ? padding : 0;
    if (!cells[i].text.empty()) {
      out += std::string(pending, ' ') + look.paint(cells[i].what, cells[i].text);
      pending = 0;
    }
    pending += (right ? 0 : padding) + 2;
  }
  return out + '\n';
}

} // namespace

table::table(std::vector<column> columns) : columns_(std::move(columns)) {
}

void table::add_row(std::vector<cell> cells) {
  RISKD_EXPECTS(cells.size() == columns_.size());
  for (auto& each : cells)
    each.text = printable(each.text);
  rows_.push_back(std::move(cells));
}

std::string table::render(const style& look, std::size_t indent) const {
  widths wide;
  std::vector<cell> titles;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    wide.push_back(width_of(columns_[i].title));
    for (const auto& row : rows_)
      wide[i] = std::max(wide[i], width_of(row[i].text));
    titles.emplace_back(columns_[i].title, tone::heading);
  }
  auto out = line_of(titles, columns_, wide, look, indent);
  for (const auto& row : rows_)
    out += line_of(row, columns_, wide, look, indent);
  return out;
}

} // namespace riskd::terminal
