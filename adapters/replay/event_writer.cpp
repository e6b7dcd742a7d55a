#include "adapters/replay/event_writer.hpp"

#include "adapters/replay/line_writer.hpp"

namespace riskd::replay {

using namespace domain;

namespace {

void write_data(line_writer& line, const trade_row& x) {
  line.member("id", x.id);
  line.member("creationTimestamp", x.created);
  line.member("orderId", x.order);
  line.member("contractId", x.contract);
  line.member("side", x.side ? std::optional{*x.side == side::buy ? 0 : 1} : std::nullopt);
  line.member("size", x.size ? std::optional{x.size->count()} : std::nullopt);
  line.member("price", x.price);
  line.member("profitAndLoss", x.profit_and_loss);
  line.member("fees", x.fees);
  line.member("commissions", x.commissions);
  line.member("voided", x.voided);
}

void write_data(line_writer& line, const order_row& x) {
  line.member("id", x.id);
  line.member("contractId", x.contract);
  line.member("status", static_cast<std::int32_t>(x.status));
  line.member("type", static_cast<std::int32_t>(x.type));
  line.member("side", x.side == side::buy ? 0 : 1);
  line.member("size", x.size.count());
  line.member("fillVolume", x.filled.count());
  line.member("limitPrice", x.limit_price);
  line.member("stopPrice", x.stop_price);
  line.member("customTag", x.custom_tag);
  line.member("updateTimestamp", x.updated);
  line.member("parentOrderId", x.parent);
}

void write_data(line_writer& line, const position_row& x) {
  const bool flat = x.size == quantity{};
  line.member("id", x.id);
  line.member("contractId", x.contract);
  line.member("creationTimestamp", x.created);
  line.member("type", flat ? 0 : x.held == side::buy ? 1 : 2);
  line.member("size", x.size.count());
  line.member("averagePrice", x.average);
}

void write_data(line_writer& line, const account_row& x) {
  line.member("id", x.id);
  line.member("canTrade", x.can_trade);
}

void write_data(line_writer&, const rejected_payload&) {
}

const char* type_of(const account_payload& payload) {
  if (const auto* rejected = std::get_if<rejected_payload>(&payload))
    return to_string(rejected->kind);
  if (std::holds_alternative<trade_row>(payload))
    return "trade";
  if (std::holds_alternative<order_row>(payload))
    return "order";
  return std::holds_alternative<position_row>(payload) ? "position" : "account";
}

const char* hub_of(link which) {
  switch (which) {
    case link::user_hub:
      return "user";
    case link::market_hub:
      return "market";
    case link::rest:
      return "rest";
  }
  return "rest";
}

class writing {
public:
  writing(std::string& out, time_point at) : line_(out), at_(at) {
  }

  void operator()(const account_event& x) {
    begin(type_of(x.payload));
    line_.member("account", x.account);
    line_.begin_member("data");
    std::visit([this](const auto& row) { write_data(line_, row); }, x.payload);
    end();
  }

  void operator()(const unattributed_payload& x) {
    begin(to_string(x.what.kind));
    line_.begin_member("data");
    end();
  }

  void operator()(const contract_row& x) {
    begin("contract");
    line_.begin_member("data");
    line_.member("id", x.id);
    line_.member("name", x.name);
    line_.member("symbolId", x.symbol_id);
    line_.member("tickSize", x.tick_size);
    line_.member("tickValue", x.tick_value);
    end();
  }

  void operator()(const quote_delta& x) {
    begin("quote");
    line_.begin_member("data");
    line_.member("contractId", x.contract);
    line_.member("lastPrice", x.last);
    line_.member("bestBid", x.bid);
    line_.member("bestAsk", x.ask);
    line_.member("lastUpdated", x.last_updated);
    end();
  }

  void operator()(const link_changed& x) {
    begin("connection");
    line_.begin_member("data");
    line_.member("hub", hub_of(x.which));
    line_.member("state", x.up ? "up" : "down");
    end();
  }

  void operator()(const clock_tick&) {
    begin("clock");
    line_.end_line();
  }

private:
  void begin(const char* type) {
    line_.begin_line();
    line_.member("ts", at_);
    line_.member("type", type);
  }

  void end() {
    line_.end_object();
    line_.end_line();
  }

  line_writer line_;
  time_point at_;
};

} // namespace

void append_event(std::string& out, const replay_report& what, time_point at) {
  std::visit(writing{out, at}, what);
}

} // namespace riskd::replay
