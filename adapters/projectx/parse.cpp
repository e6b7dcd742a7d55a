#include "adapters/projectx/parse.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace riskd::projectx {

using namespace domain;
using json::exact_value;

namespace {

rejected_payload lacking(entity_kind kind, const char* reason) {
  return {kind, reason};
}

std::optional<std::string> string_in(const exact_value& value) {
  const auto text = value.text();
  return text ? std::optional{std::string{*text}} : std::nullopt;
}

/// The integers that the gateway uses as enumerations have 32 bits. Unlisted values are stored
/// (R-E-12), and what lies beyond 32 bits is unlisted like the last value within them.
std::optional<std::int32_t> enumerator_in(const exact_value& value) {
  using limits = std::numeric_limits<std::int32_t>;
  const auto wide = value.integer();
  if (!wide)
    return std::nullopt;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(*wide, limits::min(), limits::max()));
}

std::optional<riskd::domain::side> side_in(const exact_value& value) {
  const auto number = value.integer();
  if (number == 0)
    return side::buy;
  if (number == 1)
    return side::sell;
  return std::nullopt;
}

std::optional<price> positive_price_in(const exact_value& value) {
  const auto found = value.price();
  return found && *found > price{} ? found : std::nullopt;
}

template <class Id>
std::optional<Id> id_in(const exact_value& value) {
  const auto found = value.id();
  return found ? std::optional{Id{*found}} : std::nullopt;
}

reading<order_row> read_order_known_as(std::optional<order_id> id, const exact_value& data) {
  if (!id)
    return lacking(entity_kind::order, "id is absent");
  const auto contract = contract_in(data);
  if (!contract)
    return lacking(entity_kind::order, "contractId is absent");
  const auto side = side_in(data["side"]);
  if (!side)
    return lacking(entity_kind::order, "side is absent or neither 0 nor 1");
  const auto size = data["size"].integer();
  if (!size || *size < 1)
    return lacking(entity_kind::order, "size is absent or below 1");
  const auto status = enumerator_in(data["status"]);
  if (!status)
    return lacking(entity_kind::order, "status is absent");
  order_row row;
  row.id = *id;
  row.contract = *contract;
  row.side = *side;
  row.size = quantity{*size};
  row.filled = quantity{data["fillVolume"].integer().value_or(0)};
  row.status = order_status{*status};
  row.type = order_type{enumerator_in(data["type"]).value_or(0)};
  row.limit_price = data["limitPrice"].price();
  row.stop_price = data["stopPrice"].price();
  row.custom_tag = string_in(data["customTag"]);
  row.updated = data["updateTimestamp"].time();
  row.parent = id_in<order_id>(data["parentOrderId"]);
  return row;
}

account_row read_account_known_as(account_id id, const exact_value& data) {
  account_row row;
  row.id = id;
  row.name = string_in(data["name"]);
  row.can_trade = data["canTrade"].boolean();
  row.balance = data["balance"].money();
  return row;
}

template <class Row>
account_payload as_payload(reading<Row> row) {
  return std::visit([](auto& each) { return account_payload{std::move(each)}; }, row);
}

bool is_of_account(entity_kind kind) {
  return kind == entity_kind::trade || kind == entity_kind::order || kind == entity_kind::position
         || kind == entity_kind::account;
}

account_payload read_activity(entity_kind kind, const exact_value& data) {
  if (kind == entity_kind::trade)
    return as_payload(read_trade(data));
  if (kind == entity_kind::order)
    return as_payload(read_order(data));
  return as_payload(read_position(data));
}

} // namespace

reading<contract_row> read_contract(const exact_value& data) {
  const auto id = string_in(data["id"]);
  if (!id)
    return lacking(entity_kind::contract, "id is absent");
  const auto tick_size = positive_price_in(data["tickSize"]);
  if (!tick_size)
    return lacking(entity_kind::contract, "tickSize is absent or not positive");
  const auto tick_value = positive_price_in(data["tickValue"]);
  if (!tick_value)
    return lacking(entity_kind::contract, "tickValue is absent or not positive");
  contract_row row;
  row.id = contract_id{*id};
  row.name = string_in(data["name"]).value_or("");
  row.symbol_id = string_in(data["symbolId"]).value_or("");
  row.tick_size = *tick_size;
  row.tick_value = *tick_value;
  return row;
}

reading<trade_row> read_trade(const exact_value& data) {
  const auto id = id_in<trade_id>(data["id"]);
  if (!id)
    return lacking(entity_kind::trade, "id is absent");
  trade_row row;
  row.id = *id;
  row.created = data["creationTimestamp"].time();
  row.order = id_in<order_id>(data["orderId"]);
  row.contract = contract_in(data);
  row.side = side_in(data["side"]);
  if (const auto size = data["size"].integer(); size && *size >= 1)
    row.size = quantity{*size};
  row.price = data["price"].price();
  row.profit_and_loss = data["profitAndLoss"].money();
  row.fees = data["fees"].money();
  row.commissions = data["commissions"].money();
  row.voided = data["voided"].boolean();
  return row;
}

reading<order_row> read_order(const exact_value& data) {
  return read_order_known_as(id_in<order_id>(data["id"]), data);
}

reading<position_row> read_position(const exact_value& data) {
  const auto contract = contract_in(data);
  if (!contract)
    return lacking(entity_kind::position, "contractId is absent");
  const auto type = data["type"].integer();
  auto size = data["size"].integer();
  if (!size && type == 0)
    size = 0;
  if (!size || *size < 0)
    return lacking(entity_kind::position, "size is absent or negative");
  if (*size > 0 && type != 1 && type != 2)
    return lacking(entity_kind::position, "type is neither 1 nor 2 while size is positive");
  position_row row;
  row.contract = *contract;
  row.held = type == 2 ? side::sell : side::buy;
  row.size = quantity{*size};
  row.average = positive_price_in(data["averagePrice"]);
  row.id = id_in<position_id>(data["id"]);
  row.created = data["creationTimestamp"].time();
  return row;
}

reading<account_row> read_account(const exact_value& data) {
  const auto id = id_in<account_id>(data["id"]);
  if (!id)
    return lacking(entity_kind::account, "id is absent");
  return read_account_known_as(*id, data);
}

quote_delta read_quote(const contract_id& contract, const exact_value& data) {
  quote_delta quote;
  quote.contract = contract;
  quote.last = positive_price_in(data["lastPrice"]);
  quote.bid = positive_price_in(data["bestBid"]);
  quote.ask = positive_price_in(data["bestAsk"]);
  quote.last_updated = data["lastUpdated"].time();
  return quote;
}

quote_delta read_print(const contract_id& contract, const exact_value& data) {
  quote_delta quote;
  quote.contract = contract;
  quote.last = positive_price_in(data["price"]);
  return quote;
}

std::optional<contract_id> contract_in(const exact_value& data) {
  const auto text = data["contractId"].text();
  return text ? std::optional{contract_id{std::string{*text}}} : std::nullopt;
}

std::optional<account_id> account_in(entity_kind kind, const exact_value& data) {
  return id_in<account_id>(data[kind == entity_kind::account ? "id" : "accountId"]);
}

account_payload read_account_payload(entity_kind kind, const exact_value& data) {
  RISKD_EXPECTS(is_of_account(kind));
  if (kind == entity_kind::account)
    return as_payload(read_account(data));
  if (kind == entity_kind::order && !id_in<order_id>(data["id"]))
    return as_payload(read_order_known_as(id_in<order_id>(data["orderId"]), data));
  return read_activity(kind, data);
}

account_payload read_recorded_payload(entity_kind kind, account_id account,
                                      const exact_value& data) {
  RISKD_EXPECTS(is_of_account(kind));
  if (kind == entity_kind::account)
    return read_account_known_as(account, data);
  return read_activity(kind, data);
}

} // namespace riskd::projectx
