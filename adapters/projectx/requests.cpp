#include "adapters/projectx/requests.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace riskd::projectx {

using namespace domain;

namespace {

// Names of members as the gateway writes them.
template <class Value>
nlohmann::json with(const char* name, const Value& value) {
  nlohmann::json body;
  body[name] = value;
  return body;
}

nlohmann::json of_account(account_id account) {
  return with("accountId", account.value());
}

/// Text that is no UTF-8 is sent with replacement characters and refused by the venue.
std::string written(const nlohmann::json& body) {
  return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

nlohmann::json with_contract(account_id account, const contract_id& contract) {
  auto body = of_account(account);
  body["contractId"] = contract.value();
  return body;
}

nlohmann::json since(account_id account, time_point start) {
  auto body = of_account(account);
  body["startTimestamp"] = to_string(start);
  body["endTimestamp"] = nullptr;
  return body;
}

/// Adds a price to an object that is written already: its digits must not pass through binary
/// floating point (R-V-7).
std::string with_price(std::string object, const char* name, price value) {
  object.pop_back();
  return object + ",\"" + name + "\":" + to_string(value) + "}";
}

struct command_writer {
  account_id account;
  const std::string& tag;

  api_request operator()(const cancel_order& x) const {
    auto body = of_account(account);
    body["orderId"] = x.order().value();
    return {"/api/Order/cancel", written(body)};
  }

  api_request operator()(const close_position& x) const {
    return {"/api/Position/closeContract", written(with_contract(account, x.contract()))};
  }

  api_request operator()(const reduce_position& x) const {
    auto body = with_contract(account, x.contract());
    body["size"] = x.size().count();
    return {"/api/Position/partialCloseContract", written(body)};
  }

  api_request operator()(const place_stop& x) const {
    auto body = with_contract(account, x.contract());
    body["type"] = static_cast<int>(order_type::stop);
    body["side"] = x.exit() == side::buy ? 0 : 1;
    body["size"] = x.size().count();
    body["customTag"] = tag;
    return {"/api/Order/place", with_price(written(body), "stopPrice", x.stop())};
  }

  api_request operator()(const modify_order& x) const {
    auto body = of_account(account);
    body["orderId"] = x.order().value();
    if (x.size())
      body["size"] = x.size()->count();
    if (x.stop())
      return {"/api/Order/modify", with_price(written(body), "stopPrice", *x.stop())};
    return {"/api/Order/modify", written(body)};
  }
};

struct query_writer {
  bool live = false;

  api_request operator()(const accounts_query&) const {
    return {"/api/Account/search", written(with("onlyActiveAccounts", false))};
  }

  api_request operator()(const catalogue_query&) const {
    return {"/api/Contract/available", written(with("live", live))};
  }

  api_request operator()(const contract_query& x) const {
    return {"/api/Contract/searchById", written(with("contractId", x.contract.value()))};
  }

  api_request operator()(const positions_query& x) const {
    return {"/api/Position/searchOpen", written(of_account(x.account))};
  }

  api_request operator()(const open_orders_query& x) const {
    return {"/api/Order/searchOpen", written(of_account(x.account))};
  }

  api_request operator()(const trades_query& x) const {
    return {"/api/Trade/search", written(projectx::since(x.account, x.since))};
  }

  api_request operator()(const order_query& x) const {
    auto body = of_account(x.account);
    body["orderId"] = x.order.value();
    return {"/api/Order/searchById", written(body)};
  }

  api_request operator()(const orders_query& x) const {
    return order_history_request(x.account, x.since);
  }

  api_request operator()(const suspended_orders_query& x) const {
    const auto suspended = static_cast<int>(order_status::suspended);
    auto filter = of_account(x.account);
    filter["statuses"] = nlohmann::json::array({suspended});
    nlohmann::json body;
    body["filter"] = std::move(filter);
    body["pageSize"] = orders_per_page;
    body["pageOffset"] = 0;
    body["includeTotalCount"] = true;
    return {"/api/Order/v2/query", written(body)};
  }
};

struct account_reader {
  account_id operator()(const accounts_query&) const {
    return {};
  }

  account_id operator()(const catalogue_query&) const {
    return {};
  }

  account_id operator()(const contract_query&) const {
    return {};
  }

  template <class Question>
  account_id operator()(const Question& x) const {
    return x.account;
  }
};

} // namespace

api_request request_for(const command_ticket& ticket) {
  return std::visit(command_writer{ticket.account, ticket.tag}, ticket.order);
}

api_request request_for(const query& question, bool live) {
  return std::visit(query_writer{live}, question);
}

api_request order_history_request(account_id account, time_point since) {
  return {"/api/Order/search", written(projectx::since(account, since))};
}

api_request login_request(std::string_view user_name, std::string_view api_key) {
  auto body = with("userName", user_name);
  body["apiKey"] = api_key;
  return {"/api/Auth/loginKey", written(body)};
}

api_request validate_request() {
  return {"/api/Auth/validate", "{}"};
}

account_id account_of(const query& question) {
  return std::visit(account_reader{}, question);
}

} // namespace riskd::projectx
