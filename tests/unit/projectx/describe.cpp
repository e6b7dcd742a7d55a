#include "tests/unit/projectx/describe.hpp"

#include <optional>
#include <type_traits>

namespace riskd::test {

using namespace domain;

namespace {

std::string written(const std::string& x) {
  return x;
}

std::string written(bool x) {
  return x ? "true" : "false";
}

template <class T>
std::string written(const T& x) {
  using domain::to_string;
  return to_string(x);
}

template <class T>
void add(std::string& line, const char* name, const T& value) {
  line += std::string{" "} + name + "=" + written(value);
}

template <class T>
void add(std::string& line, const char* name, const std::optional<T>& value) {
  if (value)
    add(line, name, *value);
}

} // namespace

std::string describe(const contract_row& x) {
  std::string line = "contract";
  add(line, "id", x.id);
  add(line, "name", x.name);
  add(line, "symbol", x.symbol_id);
  add(line, "tick_size", x.tick_size);
  add(line, "tick_value", x.tick_value);
  return line;
}

std::string describe(const trade_row& x) {
  std::string line = "trade";
  add(line, "id", x.id);
  add(line, "created", x.created);
  add(line, "order", x.order);
  add(line, "contract", x.contract);
  add(line, "side", x.side);
  add(line, "size", x.size);
  add(line, "price", x.price);
  add(line, "profit_and_loss", x.profit_and_loss);
  add(line, "fees", x.fees);
  add(line, "commissions", x.commissions);
  add(line, "voided", x.voided);
  return line;
}

std::string describe(const order_row& x) {
  std::string line = "order";
  add(line, "id", x.id);
  add(line, "contract", x.contract);
  add(line, "side", x.side);
  add(line, "size", x.size);
  add(line, "filled", x.filled);
  add(line, "status", std::to_string(static_cast<int>(x.status)));
  add(line, "type", std::to_string(static_cast<int>(x.type)));
  add(line, "limit", x.limit_price);
  add(line, "stop", x.stop_price);
  add(line, "tag", x.custom_tag);
  add(line, "updated", x.updated);
  add(line, "parent", x.parent);
  return line;
}

std::string describe(const position_row& x) {
  std::string line = "position";
  add(line, "contract", x.contract);
  if (x.size > quantity{})
    add(line, "held", x.held);
  add(line, "size", x.size);
  add(line, "average", x.average);
  add(line, "id", x.id);
  add(line, "created", x.created);
  return line;
}

std::string describe(const account_row& x) {
  std::string line = "account";
  add(line, "id", x.id);
  add(line, "name", x.name);
  add(line, "can_trade", x.can_trade);
  add(line, "balance", x.balance);
  return line;
}

std::string describe(const quote_delta& x) {
  std::string line = "quote";
  add(line, "contract", x.contract);
  add(line, "last", x.last);
  add(line, "bid", x.bid);
  add(line, "ask", x.ask);
  add(line, "last_updated", x.last_updated);
  return line;
}

std::string describe(const rejected_payload& x) {
  return std::string{"rejected "} + to_string(x.kind) + ": " + x.reason;
}

std::string describe(const broker_report& x) {
  if (const auto* event = std::get_if<account_event>(&x))
    return to_string(event->account) + " "
           + std::visit([](const auto& row) { return describe(row); }, event->payload);
  if (const auto* lost = std::get_if<unattributed_payload>(&x))
    return "- " + describe(lost->what);
  if (const auto* quote = std::get_if<quote_delta>(&x))
    return describe(*quote);
  if (const auto* contract = std::get_if<contract_row>(&x))
    return describe(*contract);
  return "a report of another kind";
}

} // namespace riskd::test
