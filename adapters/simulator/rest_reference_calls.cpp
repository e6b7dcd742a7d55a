#include "adapters/simulator/http_message.hpp"
#include "adapters/simulator/rest_call.hpp"

#include <limits>

namespace riskd::simulator {

namespace {

constexpr std::size_t contract_rows_max = 20;
constexpr std::int64_t bars_max = 20'000;

/// Codes of retrieveBars (`projectx-gateway.md` 2.6).
enum class bars_code : std::int64_t {
  contract_not_found = 1,
  unit_invalid = 2,
  unit_number_invalid = 3,
  limit_invalid = 4,
};

constexpr std::int64_t contract_not_found = 1;

bool matches(const contract_facts& contract, const std::string& wanted) {
  return lower_case(contract.name).find(wanted) != std::string::npos
         || lower_case(contract.description).find(wanted) != std::string::npos;
}

std::string bars_failure(bars_code code) {
  return failure_body("bars", static_cast<std::int64_t>(code));
}

} // namespace

rest_outcome search_accounts(rest_call& call) {
  // The document does not say which accounts are inactive; an account that is locked for the day
  // is not, so all visible ones are returned either way.
  static_cast<void>(call.fields.boolean("onlyActiveAccounts"));
  if (call.is_malformed())
    return std::nullopt;
  json_writer rows;
  rows.begin_array();
  for (const auto* x : call.state().ledger.accounts())
    if (x->user == call.caller->user && x->is_visible)
      rows.raw(account_json(*x, call.style()));
  return success_body("accounts", rows.end_array().text());
}

rest_outcome search_contracts(rest_call& call) {
  const auto wanted = lower_case(call.fields.text("searchText").value_or(""));
  const auto live = call.fields.boolean("live").value_or(false);
  if (call.is_malformed())
    return std::nullopt;
  json_writer rows;
  rows.begin_array();
  std::size_t count = 0;
  for (const auto& [id, contract] : call.state().contracts)
    if (!live && count < contract_rows_max && matches(contract, wanted)) {
      rows.raw(contract_json(contract));
      ++count;
    }
  return success_body("contracts", rows.end_array().text());
}

rest_outcome find_contract_by_id(rest_call& call) {
  const auto id = call.fields.required_text("contractId");
  if (call.is_malformed())
    return std::nullopt;
  const auto found = call.state().contracts.find(domain::contract_id{id});
  if (found == call.state().contracts.end())
    return failure_body("contract", contract_not_found);
  return success_body("contract", contract_json(found->second));
}

rest_outcome list_contracts(rest_call& call) {
  const auto live = call.fields.boolean("live").value_or(false);
  if (call.is_malformed())
    return std::nullopt;
  json_writer rows;
  rows.begin_array();
  for (const auto& [id, contract] : call.state().contracts)
    if (!live && contract.active)
      rows.raw(contract_json(contract));
  return success_body("contracts", rows.end_array().text());
}

rest_outcome retrieve_bars(rest_call& call) {
  const auto id = domain::contract_id{call.fields.required_text("contractId")};
  const auto live = call.fields.boolean("live").value_or(false);
  const auto unit = call.fields.integer("unit").value_or(0);
  const auto unit_number = call.fields.integer("unitNumber").value_or(0);
  const auto limit = call.fields.integer("limit").value_or(0);
  bar_request wanted;
  wanted.from = call.fields.time("startTime").value_or(domain::time_point{});
  wanted.to = call.fields.time("endTime").value_or(call.venue.now());
  wanted.include_partial = call.fields.boolean("includePartialBar").value_or(false);
  if (call.is_malformed())
    return std::nullopt;
  const auto* market = call.state().board.find(id);
  if (!market || live)
    return bars_failure(bars_code::contract_not_found);
  if (unit < 1 || unit > 6)
    return bars_failure(bars_code::unit_invalid);
  if (unit_number < 1 || unit_number > std::numeric_limits<std::int16_t>::max())
    return bars_failure(bars_code::unit_number_invalid);
  if (limit < 1 || limit > bars_max)
    return bars_failure(bars_code::limit_invalid);
  call.venue.wake(id);
  wanted.unit = static_cast<bar_unit>(unit);
  wanted.unit_count = unit_number;
  wanted.limit = static_cast<std::size_t>(limit);
  json_writer rows;
  rows.begin_array();
  for (const auto& bar : market->bars.find(wanted, call.venue.now()))
    rows.raw(bar_json(bar));
  return success_body("bars", rows.end_array().text());
}

} // namespace riskd::simulator
