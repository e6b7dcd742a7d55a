#include "adapters/terminal/fitted_table.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace riskd::terminal {

namespace {

constexpr std::size_t gap = 2;

} // namespace

fitted_table::fitted_table(std::vector<fitted_column> columns) : columns_(std::move(columns)) {
}

void fitted_table::add_row(std::vector<cell> cells) {
  RISKD_EXPECTS(cells.size() == columns_.size());
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> fitted_table::natural_widths() const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto widest = std::max(columns_of(columns_[i].title), columns_[i].least);
    for (const auto& row : rows_)
      widest = std::max(widest, columns_of(row[i].text));
    out.push_back(widest);
  }
  return out;
}

std::vector<std::size_t> fitted_table::widths(std::size_t width) const {
  const auto natural = natural_widths();
  std::vector<std::size_t> by_rank(columns_.size());
  std::iota(by_rank.begin(), by_rank.end(), std::size_t{0});
  std::stable_sort(by_rank.begin(), by_rank.end(), [this](std::size_t a, std::size_t b) {
    return columns_[a].rank < columns_[b].rank;
  });
  std::vector<std::size_t> out(columns_.size(), 0);
  auto left = width + gap;
  for (const auto i : by_rank) {
    const auto cut_to = columns_[i].cut_to;
    auto needed = cut_to == 0 ? natural[i] : std::min(natural[i], cut_to);
    if (i == by_rank.front())
      needed = std::min(needed, width);
    if (needed + gap > left)
      continue;
    out[i] = needed;
    left -= needed + gap;
  }
  for (const auto i : by_rank) {
    const auto more = out[i] == 0 ? 0 : std::min(left, natural[i] - out[i]);
    out[i] += more;
    left -= more;
  }
  return out;
}

line fitted_table::line_of(const std::vector<cell>& cells, const std::vector<std::size_t>& wide,
                           charset known) const {
  line out;
  std::size_t pending = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (wide[i] == 0)
      continue;
    const auto text = cut_middle(cells[i].text, wide[i], known);
    const auto padding = wide[i] - columns_of(text);
    const bool right = columns_[i].align == alignment::right;
    pending += right ? padding : 0;
    if (!text.empty()) {
      if (pending > 0)
        out.emplace_back(std::string(pending, ' '));
      out.emplace_back(text, cells[i].what);
      pending = 0;
    }
    pending += (right ? 0 : padding) + gap;
  }
  return out;
}

std::vector<line> fitted_table::lines(std::size_t width, charset known, bool with_titles) const {
  const auto wide = widths(width);
  std::vector<line> out;
  if (with_titles) {
    std::vector<cell> titles;
    for (const auto& each : columns_)
      titles.emplace_back(each.title, tone::heading);
    out.push_back(line_of(titles, wide, known));
  }
  for (const auto& row : rows_)
    out.push_back(line_of(row, wide, known));
  return out;
}

} // namespace riskd::terminal
