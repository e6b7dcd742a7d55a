#include "adapters/replay/topstepx_trades_import.hpp"

#include "adapters/replay/csv_cells.hpp"

#include <string>
#include <utility>

namespace riskd::replay {

using namespace domain;

namespace {

constexpr const char* time_form = "a time like 05/08/2025 11:22:07 -04:00";

/// `05/08/2025 11:22:07 -04:00`
std::optional<time_point> time_in_cell(std::string_view text) {
  if (text.size() != 26 || text[2] != '/' || text[5] != '/' || text[10] != ' ' || text[19] != ' ')
    return std::nullopt;
  const auto part = [&](std::size_t from, std::size_t size) {
    return std::string{text.substr(from, size)};
  };
  return parse_time(part(6, 4) + "-" + part(0, 2) + "-" + part(3, 2) + "T" + part(11, 8)
                    + part(20, 6));
}

std::optional<side> side_in_cell(std::string_view text) {
  if (text == "Long")
    return side::buy;
  if (text == "Short")
    return side::sell;
  return std::nullopt;
}

round_turn read_trade(csv_cells& cells) {
  round_turn out;
  out.entry = half_turn{cells.value("EnteredAt", time_form, time_in_cell),
                        cells.value("EntryPrice", "a price", price_in_cell), std::nullopt};
  out.exit = half_turn{cells.value("ExitedAt", time_form, time_in_cell),
                       cells.value("ExitPrice", "a price", price_in_cell), std::nullopt};
  out.contract = cells.value("ContractName", "a contract such as MNQM5",
                             [&](std::string_view x) { return contract_named(x, out.exit.at); });
  out.held = cells.value("Type", "Long or Short", side_in_cell);
  out.size = cells.value("Size", "a number of contracts", size_in_cell);
  out.profit_and_loss = cells.value("PnL", "an amount", money_in_cell);
  out.fees = cells.value("Fees", "an amount", money_in_cell);
  if (out.size < quantity{})
    cells.refuse("Size", "a number of contracts");
  if (out.exit.at < out.entry->at)
    cells.refuse("ExitedAt", "a time after EnteredAt");
  return out;
}

round_turn read_shared_trade(csv_cells& cells) {
  round_turn out;
  out.contract = cells.value("symbolId", "a symbol such as F.US.MNQ", contract_of_symbol);
  const auto signed_size = cells.value("positionSize", "a number of contracts", size_in_cell);
  out.held = signed_size < quantity{} ? side::sell : side::buy;
  out.size = signed_size < quantity{} ? -signed_size : signed_size;
  out.exit = half_turn{
    cells.value("createdAt", "a time like 2025-05-07T13:00:46.732799+00:00", parse_time),
    std::nullopt, std::nullopt};
  out.profit_and_loss = cells.value("profitAndLoss", "an amount", money_in_cell);
  out.fees = cells.value("fees", "an amount", money_in_cell);
  return out;
}

} // namespace

result<imported_recording> import_topstepx_trades(const csv_source& source, account_id account) {
  const auto parsed = csv_table::parse(source);
  if (!parsed)
    return parsed.error();
  const auto& table = *parsed;
  const bool is_shared = table.find("symbolId").has_value();
  if (!is_shared && !table.find("ContractName"))
    return table.failure_of_titles(
      "the titles of a TopstepX export, with ContractName or symbolId");
  csv_cells cells{table};
  auto missing
    = is_shared ? cells.require({"symbolId", "positionSize", "profitAndLoss", "fees", "createdAt"})
                : cells.require({"ContractName", "EnteredAt", "ExitedAt", "EntryPrice", "ExitPrice",
                                 "Fees", "PnL", "Size", "Type"});
  if (missing)
    return *std::move(missing);
  std::vector<round_turn> round_turns;
  for (const auto& row : table.rows()) {
    cells.enter(row);
    round_turns.push_back(is_shared ? read_shared_trade(cells) : read_trade(cells));
    if (cells.problem())
      return *cells.problem();
  }
  return recording_of(round_turns, account);
}

} // namespace riskd::replay
