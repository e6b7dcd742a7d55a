#include "adapters/replay/tradovate_performance_import.hpp"

#include "adapters/replay/csv_cells.hpp"
#include "domain/text_scan.hpp"

#include <charconv>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

namespace riskd::replay {

using namespace domain;

namespace {

/// `12/01/2025 16:33:05`
std::optional<local_time> local_time_in_cell(std::string_view text) {
  if (text.size() != 19 || text[2] != '/' || text[5] != '/' || text[10] != ' ')
    return std::nullopt;
  const auto part = [&](std::size_t from, std::size_t size) {
    return std::string{text.substr(from, size)};
  };
  const auto as_if_utc
    = parse_time(part(6, 4) + "-" + part(0, 2) + "-" + part(3, 2) + "T" + part(11, 8) + "Z");
  return as_if_utc ? std::optional{local_time{as_if_utc->time_since_epoch()}} : std::nullopt;
}

/// `$52.50`, `$1,234.00`, and losses as `$(41.00)`.
std::optional<money> result_in_cell(std::string_view text) {
  if (!take(text, '$'))
    return std::nullopt;
  const bool is_loss = take(text, '(');
  if (is_loss) {
    if (!text.ends_with(')'))
      return std::nullopt;
    text.remove_suffix(1);
  }
  std::string digits;
  for (const char c : text)
    if (c != ',')
      digits += c;
  if (digits.starts_with('-'))
    return std::nullopt;
  const auto amount = money_in_cell(digits);
  return amount && is_loss ? std::optional{-*amount} : amount;
}

std::optional<order_id> fill_in_cell(std::string_view text) {
  std::int64_t value = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && stopped == end && value > 0 ? std::optional{order_id{value}}
                                                             : std::nullopt;
}

std::optional<price> step_in_cell(std::string_view text) {
  const auto step = price_in_cell(text);
  return step && *step > price{} ? step : std::nullopt;
}

half_turn read_half(csv_cells& cells, const time_zone& zone, const char* time, const char* level,
                    const char* fill) {
  const auto local = cells.value(time, "a time like 12/01/2025 16:33:05", local_time_in_cell);
  return {zone.to_utc(local), cells.value(level, "a price", price_in_cell),
          cells.value(fill, "the number of a fill", fill_in_cell)};
}

round_turn read_row(csv_cells& cells, const time_zone& zone) {
  const auto bought = read_half(cells, zone, "boughtTimestamp", "buyPrice", "buyFillId");
  const auto sold = read_half(cells, zone, "soldTimestamp", "sellPrice", "sellFillId");
  // Fills are numbered as they come, which tells the first one within a second.
  const bool is_long = std::tie(bought.at, *bought.order) < std::tie(sold.at, *sold.order);
  round_turn out;
  out.held = is_long ? side::buy : side::sell;
  out.entry = is_long ? bought : sold;
  out.exit = is_long ? sold : bought;
  out.contract = cells.value("symbol", "a contract such as MNQZ5",
                             [&](std::string_view x) { return contract_named(x, out.exit.at); });
  out.size = cells.value("qty", "a number of contracts", size_in_cell);
  out.profit_and_loss = cells.value("pnl", "a result like $52.50 or $(41.00)", result_in_cell);
  out.tick_size = cells.value("_tickSize", "a price step", step_in_cell);
  if (out.size < quantity{})
    cells.refuse("qty", "a number of contracts");
  return out;
}

} // namespace

result<imported_recording> import_tradovate_performance(const csv_source& source,
                                                        account_id account, const time_zone& zone) {
  const auto parsed = csv_table::parse(source);
  if (!parsed)
    return parsed.error();
  const auto& table = *parsed;
  csv_cells cells{table};
  auto missing = cells.require({"symbol", "_tickSize", "buyFillId", "sellFillId", "qty", "buyPrice",
                                "sellPrice", "pnl", "boughtTimestamp", "soldTimestamp"});
  if (missing)
    return *std::move(missing);
  std::vector<round_turn> round_turns;
  for (const auto& row : table.rows()) {
    cells.enter(row);
    round_turns.push_back(read_row(cells, zone));
    if (cells.problem())
      return *cells.problem();
  }
  return recording_of(round_turns, account);
}

} // namespace riskd::replay
