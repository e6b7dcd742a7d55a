#include "adapters/simulator/contract_table.hpp"

#include "adapters/simulator/exact_ratio.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>
#include <array>

namespace riskd::simulator {

namespace {

using namespace std::chrono;

constexpr std::string_view month_letters = "FGHJKMNQUVXZ";

constexpr std::array<std::string_view, 12> month_names{
  "January", "February", "March",     "April",   "May",      "June",
  "July",    "August",   "September", "October", "November", "December"};

constexpr std::string_view id_prefix = "CON.F.US.";

domain::price fact_price(std::string_view text) {
  const auto value = domain::parse_price(text);
  RISKD_EXPECTS(value.has_value());
  return *value;
}

domain::money fact_money(std::string_view text) {
  const auto value = domain::parse_money(text);
  RISKD_EXPECTS(value.has_value());
  return *value;
}

/// Two-digit years count from 2000.
std::string two_digits(int y) {
  return {static_cast<char>('0' + y / 10 % 10), static_cast<char>('0' + y % 10)};
}

contract_facts make_contract(const product_facts& product, char letter, int y) {
  const auto short_year = two_digits(y);
  const auto root = std::string{product.root};
  contract_facts out;
  out.id = domain::contract_id{std::string{id_prefix} + std::string{product.symbol} + "." + letter
                               + short_year};
  out.name = root + letter + short_year[1];
  out.display_name = root + letter + short_year;
  out.description = std::string{product.description} + ": "
                    + std::string{month_names[month_letters.find(letter)]} + " "
                    + std::to_string(y);
  out.symbol_id = "F.US." + std::string{product.symbol};
  out.root = root;
  out.tick_size = fact_price(product.tick_size);
  out.tick_value = fact_price(product.tick_value);
  out.fees = fact_money(product.fees);
  out.commissions = fact_money(product.commissions);
  out.start_price = fact_price(product.start_price);
  // The venue's commission tells micros from minis (`projectx-gateway.md` 6.3).
  out.weight = out.commissions == domain::money{2'500} ? 1 : 10;
  return out;
}

const product_facts* find_product(std::string_view symbol) {
  const auto products = all_products();
  const auto found = std::find_if(products.begin(), products.end(),
                                  [&](const product_facts& x) { return x.symbol == symbol; });
  return found == products.end() ? nullptr : &*found;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

} // namespace

domain::price contract_facts::ticks_from(domain::price from, std::int64_t count) const {
  return from + domain::price{domain::checked_multiply(tick_size.units(), count)};
}

domain::money contract_facts::profit(domain::price entry, domain::price exit,
                                     domain::quantity size) const {
  // Units: (1e-10 price / 1e-10 tick) x 1e-10 dollars per tick; 1e8 of those are one cent.
  constexpr std::int64_t cent = 100'000'000;
  const auto move = (exit - entry).units();
  const auto cents
    = rounded_ratio({move, tick_value.units(), size.count()}, {tick_size.units(), cent});
  return domain::money{domain::checked_multiply(cents, 100)};
}

std::optional<contract_facts> contract_from_id(std::string_view id) {
  if (!id.starts_with(id_prefix))
    return std::nullopt;
  id.remove_prefix(id_prefix.size());
  const auto dot = id.find('.');
  if (dot == std::string_view::npos)
    return std::nullopt;
  const auto* product = find_product(id.substr(0, dot));
  const auto month = id.substr(dot + 1);
  if (!product || month.size() != 3 || !is_digit(month[1]) || !is_digit(month[2])
      || month_letters.find(month[0]) == std::string_view::npos)
    return std::nullopt;
  return make_contract(*product, month[0], 2000 + (month[1] - '0') * 10 + (month[2] - '0'));
}

contract_facts front_month(const product_facts& product, year_month_day date) {
  const auto today = sys_days{date};
  for (auto y = date.year();; ++y)
    for (const char letter : product.months) {
      const auto number = static_cast<unsigned>(month_letters.find(letter)) + 1;
      const auto roll = sys_days{y / month{number} / day{1}} + days{product.roll_days};
      if (today < roll)
        return make_contract(product, letter, static_cast<int>(y));
    }
}

contract_table front_months(year_month_day date) {
  contract_table out;
  for (const auto& product : all_products()) {
    auto contract = front_month(product, date);
    const auto id = contract.id;
    out.emplace(id, std::move(contract));
  }
  return out;
}

} // namespace riskd::simulator
