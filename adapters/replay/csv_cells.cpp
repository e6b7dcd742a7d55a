#include "adapters/replay/csv_cells.hpp"

#include "domain/contract_check.hpp"
#include "domain/decimal.hpp"

namespace riskd::replay {

using namespace domain;

namespace {

constexpr auto amount_max = dollars(100'000'000);

constexpr auto price_max = price{100'000'000 * 10'000'000'000};

constexpr auto size_max = quantity{1'000'000};

} // namespace

std::optional<failure> csv_cells::require(const std::vector<std::string_view>& titles) {
  for (const auto title : titles) {
    const auto place = table_.find(title);
    if (!place)
      return table_.failure_of_titles("a column " + std::string{title});
    places_.emplace(title, *place);
  }
  return std::nullopt;
}

void csv_cells::refuse(std::string_view title, std::string_view expected) {
  const auto& cell = cell_of(title);
  if (!problem_)
    problem_ = table_.failure_at(cell, expected, "\"" + cell.text + "\"");
}

const csv_cell& csv_cells::cell_of(std::string_view title) const {
  const auto place = places_.find(title);
  RISKD_EXPECTS(row_ != nullptr && place != places_.end());
  return (*row_)[place->second];
}

std::optional<price> price_in_cell(std::string_view text) {
  const auto found = parse_price(text);
  return found && *found <= price_max && *found >= price{-price_max.units()} ? found : std::nullopt;
}

std::optional<money> money_in_cell(std::string_view text) {
  const auto amount = parse_money(text);
  return amount && *amount <= amount_max && *amount >= -amount_max ? amount : std::nullopt;
}

std::optional<quantity> size_in_cell(std::string_view text) {
  if (significant_fraction_digits(text) != 0)
    return std::nullopt;
  const auto count = parse_decimal(text, 0);
  if (!count || *count == 0 || *count > size_max.count() || *count < -size_max.count())
    return std::nullopt;
  return quantity{*count};
}

} // namespace riskd::replay
