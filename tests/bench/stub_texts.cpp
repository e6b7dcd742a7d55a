#include "tests/bench/stub_texts.hpp"

#include <array>

namespace riskd::bench {

namespace {

constexpr auto success = R"("success":true,"errorCode":0,"errorMessage":null})";

constexpr auto opened_at = "2026-01-05T14:15:48.611387+00:00";

std::string member(const char* name, std::int64_t value) {
  return "\"" + std::string{name} + "\":" + std::to_string(value);
}

std::string member(const char* name, const char* value) {
  return "\"" + std::string{name} + "\":\"" + value + "\"";
}

std::string member(const char* name, domain::time_point value) {
  return member(name, domain::to_string(value).c_str());
}

/// A price in quarters of a point.
std::string member_in_ticks(const char* name, std::int64_t ticks) {
  constexpr auto quarters = std::array{"", ".25", ".5", ".75"};
  return member(name, ticks / 4) + quarters[static_cast<std::size_t>(ticks % 4)];
}

std::string position_row(std::int64_t account, std::int64_t size) {
  return "{" + member("id", 825245547) + "," + member("accountId", account) + ","
         + member("contractId", bench_contract) + "," + member("contractDisplayName", "MNQZ26")
         + "," + member("creationTimestamp", opened_at) + "," + member("type", size > 0 ? 1 : 0)
         + "," + member("size", size) + ",\"averagePrice\":28446.375}";
}

std::string account_row(std::int64_t account, std::int64_t cents) {
  return "{" + member("id", account) + ","
         + member("name", ("PRAC-" + std::to_string(account)).c_str()) + ",\"balance\":"
         + std::to_string(50'000 + cents / 100) + "." + std::to_string(10 + cents % 90)
         + R"(,"canTrade":true,"isVisible":true,"simulated":true})";
}

/// Of the average price that is held, in ticks.
constexpr std::int64_t quoted_ticks = 28'446 * 4;

} // namespace

std::string event_frame(std::string_view event, int action, std::string_view row) {
  return R"({"type":1,"target":")" + std::string{event} + R"(","arguments":[{)"
         + member("action", action) + ",\"data\":" + std::string{row} + "}]}\x1e";
}

std::string position_frame(std::int64_t account, std::int64_t size) {
  return event_frame("GatewayUserPosition", size > 0 ? 1 : 2, position_row(account, size));
}

std::string filled_order_frame(std::int64_t account, std::int64_t order, std::int64_t size,
                               domain::time_point now) {
  return event_frame("GatewayUserOrder", 1,
                     "{" + member("id", order) + "," + member("accountId", account) + ","
                       + member("contractId", bench_contract) + "," + member("symbolId", "F.US.MNQ")
                       + "," + member("creationTimestamp", now) + ","
                       + member("updateTimestamp", now) + "," + member("status", 2) + ","
                       + member("type", 2) + "," + member("side", 1) + "," + member("size", size)
                       + "," + member("fillVolume", size) + ",\"filledPrice\":28446.5}");
}

std::string closing_trade_frame(const closing_trade& trade, domain::time_point now) {
  return event_frame("GatewayUserTrade", 0,
                     "{" + member("id", trade.trade) + "," + member("accountId", trade.account)
                       + "," + member("contractId", bench_contract) + ","
                       + member("creationTimestamp", now) + ",\"price\":28446.5,"
                       + member("profitAndLoss", trade.result) + R"(,"fees":0.25,"commissions":0,)"
                       + member("side", 1) + "," + member("size", trade.size) + ",\"voided\":false,"
                       + member("orderId", trade.order) + "}");
}

std::string account_frame(std::int64_t account, std::int64_t cents) {
  return event_frame("GatewayUserAccount", 1, account_row(account, cents));
}

std::string quote_frame(std::int64_t ticks, domain::time_point now) {
  const auto last = quoted_ticks + ticks;
  return R"({"type":1,"target":"GatewayQuote","arguments":[")" + std::string{bench_contract}
         + "\",{" + member("symbol", "F.US.MNQ") + "," + member_in_ticks("lastPrice", last) + ","
         + member_in_ticks("bestBid", last - 1) + "," + member_in_ticks("bestAsk", last + 1) + ","
         + member("lastUpdated", now) + "," + member("timestamp", now) + "}]}\x1e";
}

std::string ping_frame() {
  return "{\"type\":6}\x1e";
}

std::string login_reply() {
  return R"({"token":"benchmark","success":true,"errorCode":0,"errorMessage":null})";
}

std::string accounts_reply(const std::vector<std::int64_t>& accounts) {
  std::string rows;
  for (const auto account : accounts)
    rows += (rows.empty() ? "" : ",") + account_row(account, 0);
  return "{\"accounts\":[" + rows + "]," + success;
}

std::string catalogue_reply() {
  return "{\"contracts\":[{" + member("id", bench_contract) + "," + member("name", "MNQZ6") + ","
         + member("description", "Micro E-mini Nasdaq-100: December 2026")
         + R"(,"tickSize":0.25,"tickValue":0.5,"activeContract":true,)"
         + member("symbolId", "F.US.MNQ") + "}]," + success;
}

std::string positions_reply(std::int64_t account, std::int64_t size) {
  return "{\"positions\":[" + (size > 0 ? position_row(account, size) : std::string{}) + "],"
         + success;
}

std::string empty_reply(std::string_view list) {
  const auto member = list.empty() ? std::string{} : "\"" + std::string{list} + "\":[],";
  return "{" + member + success;
}

} // namespace riskd::bench
