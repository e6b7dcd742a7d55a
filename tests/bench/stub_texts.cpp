#include "tests/bench/stub_texts.hpp"

#include "tests/bench/gateway_stub.hpp"

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

std::string frame(const char* target, int action, const std::string& data) {
  return R"({"type":1,"target":")" + std::string{target} + R"(","arguments":[{)"
         + member("action", action) + ",\"data\":" + data + "}]}\x1e";
}

std::string position_row(std::int64_t account, std::int64_t size) {
  return "{" + member("id", 825245547) + "," + member("accountId", account) + ","
         + member("contractId", bench_contract) + "," + member("contractDisplayName", "MNQZ26")
         + "," + member("creationTimestamp", opened_at) + "," + member("type", size > 0 ? 1 : 0)
         + "," + member("size", size) + ",\"averagePrice\":28446.375}";
}

std::string account_row(std::int64_t account, std::int64_t cents) {
  return "{" + member("id", account) + "," + member("name", "PRAC-BENCH") + ",\"balance\":"
         + std::to_string(50'000 + cents / 100) + "." + std::to_string(10 + cents % 90)
         + R"(,"canTrade":true,"isVisible":true,"simulated":true})";
}

} // namespace

std::string position_frame(std::int64_t account, std::int64_t size) {
  return frame("GatewayUserPosition", size > 0 ? 1 : 2, position_row(account, size));
}

std::string filled_order_frame(std::int64_t account, std::int64_t order) {
  return frame("GatewayUserOrder", 1,
               "{" + member("id", order) + "," + member("accountId", account) + ","
                 + member("contractId", bench_contract) + "," + member("symbolId", "F.US.MNQ") + ","
                 + member("creationTimestamp", opened_at) + ","
                 + member("updateTimestamp", opened_at) + "," + member("status", 2) + ","
                 + member("type", 2) + "," + member("side", 1) + "," + member("size", 1) + ","
                 + member("fillVolume", 1) + ",\"filledPrice\":28446.5}");
}

std::string closing_trade_frame(std::int64_t account, std::int64_t order, std::int64_t trade) {
  return frame("GatewayUserTrade", 0,
               "{" + member("id", trade) + "," + member("accountId", account) + ","
                 + member("contractId", bench_contract) + ","
                 + R"("price":28446.5,"profitAndLoss":0.25,"fees":0.25,"commissions":0,)"
                 + member("side", 1) + "," + member("size", 1) + ",\"voided\":false,"
                 + member("orderId", order) + "}");
}

std::string account_frame(std::int64_t account, std::int64_t cents) {
  return frame("GatewayUserAccount", 1, account_row(account, cents));
}

std::string ping_frame() {
  return "{\"type\":6}\x1e";
}

std::string login_reply() {
  return R"({"token":"benchmark","success":true,"errorCode":0,"errorMessage":null})";
}

std::string accounts_reply(std::int64_t account) {
  return "{\"accounts\":[" + account_row(account, 0) + "]," + success;
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
