#include "adapters/simulator/event_dispatcher.hpp"

#include "adapters/simulator/depth_ladder.hpp"
#include "adapters/simulator/hub_records.hpp"
#include "adapters/simulator/hub_topics.hpp"

#include <algorithm>

namespace riskd::simulator {

namespace {

// Values of `action` as they were seen (`projectx-gateway.md` 4.6.1).
constexpr std::int64_t created = 0;
constexpr std::int64_t updated = 1;
constexpr std::int64_t removed = 2;

std::string market_arguments(const market_state& market, const std::string& payload) {
  return json_writer{}
    .begin_array()
    .value(market.facts->id.value())
    .raw(payload)
    .end_array()
    .take();
}

} // namespace

void event_dispatcher::add(hub_connection& connection) {
  connections_.push_back(&connection);
}

void event_dispatcher::remove(hub_connection& connection) {
  std::erase(connections_, &connection);
}

void event_dispatcher::on_order(const order& x) {
  publish(orders_topic(x.account), "GatewayUserOrder", updated,
          order_json(x, venue_->contracts.at(x.contract), style()));
}

void event_dispatcher::on_trade(const trade& x) {
  publish(trades_topic(x.account), "GatewayUserTrade", x.voided ? updated : created,
          trade_json(x, style()));
}

void event_dispatcher::on_position(const position_snapshot& x) {
  publish(positions_topic(x.account), "GatewayUserPosition", x.is_flat() ? removed : updated,
          position_json(x, venue_->contracts.at(x.contract), style()));
}

void event_dispatcher::on_account(const account& x) {
  const auto arguments = user_arguments(updated, account_json(x, style()));
  for (auto* connection : connections_)
    if (connection->user() == x.user && connection->topics.contains(accounts_topic()))
      send(*connection, "GatewayUserAccount", arguments);
}

void event_dispatcher::on_quote(const market_state& market) {
  const auto quotes = quotes_topic(market.facts->id);
  const auto depth = depth_topic(market.facts->id);
  for (auto* connection : connections_) {
    if (connection->topics.contains(quotes)) {
      auto& before = connection->sent_quotes[market.facts->id];
      if (before != market.quote)
        send(*connection, "GatewayQuote", market_arguments(market, quote_json(market, &before)));
      before = market.quote;
    }
    if (connection->topics.contains(depth))
      send(*connection, "GatewayDepth", market_arguments(market, depth_change_json(market)));
  }
}

void event_dispatcher::on_prints(const market_state& market,
                                 const std::vector<market_print>& prints) {
  const auto topic = prints_topic(market.facts->id);
  json_writer rows;
  rows.begin_array();
  for (const auto& print : prints)
    rows.raw(print_json(print, *market.facts, market.quote.updated));
  if (venue_->settings.null_padding)
    rows.null();
  const auto arguments = market_arguments(market, rows.end_array().take());
  for (auto* connection : connections_)
    if (connection->topics.contains(topic))
      send(*connection, "GatewayTrade", arguments);
}

void event_dispatcher::send_full_quote(hub_connection& to, const market_state& market) {
  to.sent_quotes[market.facts->id] = market.quote;
  send(to, "GatewayQuote", market_arguments(market, quote_json(market, nullptr)));
}

void event_dispatcher::send_full_depth(hub_connection& to, const market_state& market) {
  send(to, "GatewayDepth", market_arguments(market, full_depth_json(market)));
}

void event_dispatcher::publish(const std::string& topic, std::string_view target,
                               std::int64_t action, const std::string& data) {
  const auto arguments = user_arguments(action, data);
  for (auto* connection : connections_)
    if (connection->topics.contains(topic))
      send(*connection, target, arguments);
}

void event_dispatcher::send(hub_connection& to, std::string_view target,
                            const std::string& arguments) {
  for (const auto delay : faults_.plan_delivery(to, target, dice_))
    to.deliver(event_record(target, arguments), delay);
}

row_style event_dispatcher::style() const {
  return {wire_precision::stream, venue_->settings.ids_as_strings, venue_->settings.explicit_nulls};
}

std::string event_dispatcher::user_arguments(std::int64_t action, const std::string& data) const {
  if (venue_->settings.event_shape == "bare")
    return "[" + data + "]";
  const auto envelope = json_writer{}
                          .begin_object()
                          .member("action", action)
                          .key("data")
                          .raw(data)
                          .end_object()
                          .take();
  return venue_->settings.event_shape == "array" ? "[[" + envelope + "]]" : "[" + envelope + "]";
}

} // namespace riskd::simulator
