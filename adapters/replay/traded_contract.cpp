#include "adapters/replay/traded_contract.hpp"

#include "domain/instrument.hpp"
#include "domain/text_scan.hpp"

#include <algorithm>
#include <chrono>

namespace riskd::replay {

using namespace domain;

namespace {

constexpr std::string_view month_letters = "FGHJKMNQUVXZ";

constexpr std::string_view symbol_prefix = "F.US.";

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || is_digit(c);
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_name_character);
}

/// The year as two digits.
std::string year_digits(std::string_view digits, time_point traded) {
  if (digits.size() == 2)
    return std::string{digits};
  const auto date = std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(traded)};
  const int wanted = digits.front() - '0';
  int year = static_cast<int>(date.year());
  while (year % 10 != wanted)
    ++year;
  const auto text = std::to_string(year % 100);
  return text.size() == 1 ? "0" + text : text;
}

} // namespace

std::optional<traded_contract> contract_named(std::string_view name, time_point traded) {
  const auto month = name.find_last_of(month_letters);
  if (month == std::string_view::npos)
    return std::nullopt;
  const auto root = name.substr(0, month);
  const auto year = name.substr(month + 1);
  if (!is_name(root) || !is_name(year) || year.size() > 2
      || !std::all_of(year.begin(), year.end(), is_digit))
    return std::nullopt;
  const std::string symbol{canonical_product(root)};
  const auto tail = std::string{name[month]} + year_digits(year, traded);
  return traded_contract{contract_id{"CON.F.US." + symbol + "." + tail}, std::string{name},
                         std::string{symbol_prefix} + symbol};
}

std::optional<traded_contract> contract_of_symbol(std::string_view symbol_id) {
  if (!symbol_id.starts_with(symbol_prefix) || !is_name(symbol_id.substr(symbol_prefix.size())))
    return std::nullopt;
  return traded_contract{contract_id{"CON." + std::string{symbol_id}}, {}, std::string{symbol_id}};
}

} // namespace riskd::replay
