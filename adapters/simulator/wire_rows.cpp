#include "adapters/simulator/wire_rows.hpp"

#include "adapters/simulator/exact_ratio.hpp"

#include <chrono>

namespace riskd::simulator {

namespace {

/// Writes the members of one row in one style.
class row_writer {
public:
  explicit row_writer(const row_style& style) : style_(style) {
    json_.begin_object();
  }

  template <class Tag>
  row_writer& id(std::string_view name, const domain::identifier<Tag, std::int64_t>& x) {
    if (style_.ids_as_strings)
      json_.member(name, std::to_string(x.value()));
    else
      json_.member(name, x.value());
    return *this;
  }

  template <class T>
  row_writer& member(std::string_view name, const T& x) {
    json_.member(name, x);
    return *this;
  }

  row_writer& time(std::string_view name, domain::time_point x) {
    json_.member(name, wire_time(x, style_.precision));
    return *this;
  }

  /// Null where absent, unless the style leaves nulls out.
  template <class T>
  row_writer& nullable(std::string_view name, const std::optional<T>& x) {
    if (x)
      json_.member(name, *x);
    else if (!style_.omits_nulls())
      json_.key(name).null();
    return *this;
  }

  /// Left out where absent, also in REST.
  template <class T>
  row_writer& optional(std::string_view name, const std::optional<T>& x) {
    if (x)
      json_.member(name, *x);
    return *this;
  }

  template <class Tag>
  row_writer& optional_id(std::string_view name,
                          const std::optional<domain::identifier<Tag, std::int64_t>>& x) {
    return x ? id(name, *x) : *this;
  }

  [[nodiscard]] std::string take() {
    json_.end_object();
    return json_.take();
  }

private:
  row_style style_;
  json_writer json_;
};

std::int64_t wire_side(domain::side x) {
  return x == domain::side::buy ? 0 : 1;
}

std::int64_t wire_position_type(const position_snapshot& x) {
  if (x.is_flat())
    return 0;
  return x.held == domain::side::buy ? 1 : 2;
}

/// Rounded half away from zero to four digits, as a fraction of the settlement.
std::string change_fraction(const market_quote& quote) {
  constexpr std::int64_t scale = 10'000;
  const auto units
    = rounded_ratio({(quote.last - quote.settlement).units(), scale}, {quote.settlement.units()});
  return domain::format_decimal(units, 4, 0);
}

} // namespace

std::string account_json(const account& x, const row_style& style) {
  return row_writer{style}
    .id("id", x.id)
    .member("name", x.name)
    .member("balance", x.balance)
    .member("canTrade", x.can_trade)
    .member("isVisible", x.is_visible)
    .member("simulated", x.simulated)
    .take();
}

std::string order_json(const order& x, const contract_facts& contract, const row_style& style) {
  return row_writer{style}
    .id("id", x.id)
    .id("accountId", x.account)
    .member("contractId", x.contract.value())
    .member("symbolId", contract.symbol_id)
    .time("creationTimestamp", x.created)
    .time("updateTimestamp", x.updated)
    .member("status", static_cast<std::int64_t>(x.status))
    .member("type", static_cast<std::int64_t>(x.type))
    .member("side", wire_side(x.side))
    .member("size", x.size)
    .nullable("limitPrice", x.limit_price)
    .nullable("stopPrice", x.stop_price)
    .member("fillVolume", x.filled)
    .nullable("filledPrice", x.filled_price)
    .nullable("customTag", x.custom_tag)
    .optional("trailDistance", x.trail_distance)
    .optional("trailPrice", x.trail_price)
    .optional_id("parentOrderId", x.parent)
    .optional_id("linkedOrderId", x.linked)
    .take();
}

std::string trade_json(const trade& x, const row_style& style) {
  return row_writer{style}
    .id("id", x.id)
    .id("accountId", x.account)
    .member("contractId", x.contract.value())
    .time("creationTimestamp", x.created)
    .member("price", x.price)
    .nullable("profitAndLoss", x.profit)
    .member("fees", x.fees)
    .member("commissions", x.commissions)
    .member("side", wire_side(x.side))
    .member("size", x.size)
    .member("voided", x.voided)
    .id("orderId", x.order)
    .take();
}

std::string position_json(const position_snapshot& x, const contract_facts& contract,
                          const row_style& style) {
  return row_writer{style}
    .id("id", x.id)
    .id("accountId", x.account)
    .member("contractId", x.contract.value())
    .member("contractDisplayName", contract.display_name)
    .time("creationTimestamp", x.created)
    .member("type", wire_position_type(x))
    .member("size", x.size)
    .member("averagePrice", x.average)
    .take();
}

std::string contract_json(const contract_facts& x) {
  return row_writer{{}}
    .member("id", x.id.value())
    .member("name", x.name)
    .member("description", x.description)
    .member("tickSize", x.tick_size)
    .member("tickValue", x.tick_value)
    .member("activeContract", x.active)
    .member("symbolId", x.symbol_id)
    .take();
}

std::string bar_json(const price_bar& x) {
  return row_writer{{}}
    .time("t", x.open_time)
    .member("o", x.open)
    .member("h", x.high)
    .member("l", x.low)
    .member("c", x.close)
    .member("v", x.volume)
    .take();
}

std::string quote_json(const market_state& market, const market_quote* before) {
  const auto& now = market.quote;
  json_writer json;
  json.begin_object().member("symbol", market.facts->symbol_id);
  if (!before)
    json.member("symbolName", "/" + market.facts->root);
  const auto changed = [&](auto field) {
    return !before || before->*field != now.*field;
  };
  if (changed(&market_quote::last)) {
    json.member("lastPrice", now.last);
    json.member("change", now.last - now.settlement);
    json.key("changePercent").raw(change_fraction(now));
  }
  if (changed(&market_quote::bid))
    json.member("bestBid", now.bid);
  if (changed(&market_quote::ask))
    json.member("bestAsk", now.ask);
  if (changed(&market_quote::open))
    json.member("open", now.open);
  if (changed(&market_quote::high))
    json.member("high", now.high);
  if (changed(&market_quote::low))
    json.member("low", now.low);
  if (changed(&market_quote::volume))
    json.member("volume", now.volume);
  json.member("lastUpdated", wire_time(now.updated, wire_precision::stream));
  json.member("timestamp",
              wire_time(floor<std::chrono::milliseconds>(now.updated), wire_precision::rest));
  return json.end_object().take();
}

std::string print_json(const market_print& x, const contract_facts& contract,
                       domain::time_point at) {
  return json_writer{}
    .begin_object()
    .member("symbolId", contract.symbol_id)
    .member("price", x.price)
    .member("timestamp", wire_time(floor<std::chrono::milliseconds>(at), wire_precision::rest))
    .member("type", wire_side(x.aggressor))
    .member("volume", x.size)
    .end_object()
    .take();
}

} // namespace riskd::simulator
