#include "adapters/projectx/query_reply.hpp"

#include "adapters/json/exact_document.hpp"
#include "adapters/projectx/excerpt.hpp"
#include "adapters/projectx/outcome.hpp"
#include "adapters/projectx/parse.hpp"
#include "adapters/projectx/requests.hpp"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>

namespace riskd::projectx {

using namespace domain;
using json::exact_value;

namespace {

/// Error 1 of `Contract/searchById` and `Order/searchById`: there is no such thing.
constexpr std::int64_t not_found_code = 1;

query_reply failed(failure_code code, std::string sentence) {
  return {failure{code, std::move(sentence)}, {}};
}

template <class Row, class Read>
query_reply read_rows(const exact_value& list, Read read) {
  if (!list.is_array())
    return failed(failure_code::malformed_input, "a success without its list");
  std::vector<Row> rows;
  rows.reserve(list.size());
  std::vector<rejected_payload> rejected;
  for (const auto item : list) {
    auto row = read(item);
    if (auto* good = std::get_if<Row>(&row))
      rows.push_back(std::move(*good));
    else
      rejected.push_back(std::get<rejected_payload>(std::move(row)));
  }
  return {query_rows{std::move(rows)}, std::move(rejected)};
}

/// A row that names another account than the question must not be taken for an answer.
template <class Row, class Read>
query_reply read_account_rows(const exact_value& list, account_id account, entity_kind kind,
                              Read read) {
  return read_rows<Row>(list, [&](const exact_value& item) -> reading<Row> {
    const auto named = account_in(kind, item);
    if (named && *named != account)
      return rejected_payload{kind, "the row is of another account"};
    return read(item);
  });
}

/// Reads the one row that was asked for; a row that cannot be read is not the same as no row.
template <class Row, class Read>
query_reply read_single(const exact_value& item, Read read) {
  if (!item.is_object())
    return failed(failure_code::malformed_input, "a success without its row");
  auto row = read(item);
  if (const auto* bad = std::get_if<rejected_payload>(&row))
    return failed(failure_code::malformed_input, "an unreadable row: " + bad->reason);
  return {query_rows{std::vector<Row>{std::get<Row>(std::move(row))}}, {}};
}

struct reply_reader {
  exact_value root;

  query_reply operator()(const accounts_query&) const {
    return read_rows<account_row>(root["accounts"], read_account);
  }

  query_reply operator()(const catalogue_query&) const {
    return read_rows<contract_row>(root["contracts"], read_contract);
  }

  query_reply operator()(const contract_query&) const {
    return read_single<contract_row>(root["contract"], read_contract);
  }

  query_reply operator()(const positions_query& x) const {
    return read_account_rows<position_row>(root["positions"], x.account, entity_kind::position,
                                           read_position);
  }

  query_reply operator()(const open_orders_query& x) const {
    return orders_of(x.account);
  }

  query_reply operator()(const trades_query& x) const {
    return read_account_rows<trade_row>(root["trades"], x.account, entity_kind::trade, read_trade);
  }

  query_reply operator()(const order_query& x) const {
    auto reply = read_single<order_row>(root["order"], read_order);
    if (reply.rows && std::get<std::vector<order_row>>(*reply.rows).front().id != x.order)
      return failed(failure_code::malformed_input, "the reply is about another order");
    return reply;
  }

  query_reply operator()(const orders_query& x) const {
    return orders_of(x.account);
  }

  query_reply operator()(const suspended_orders_query& x) const {
    const auto total = root["totalCount"].integer().value_or(0);
    if (root["orders"].size() >= orders_per_page
        || total > static_cast<std::int64_t>(root["orders"].size()))
      return failed(failure_code::malformed_input, "more suspended orders than one page holds");
    return orders_of(x.account);
  }

private:
  [[nodiscard]] query_reply orders_of(account_id account) const {
    return read_account_rows<order_row>(root["orders"], account, entity_kind::order, read_order);
  }
};

/// Rows of the right kind, but none.
query_reply no_rows(const query& question) {
  if (std::holds_alternative<contract_query>(question))
    return {query_rows{std::vector<contract_row>{}}, {}};
  return {query_rows{std::vector<order_row>{}}, {}};
}

query_reply read_body(const query& question, std::string_view body) {
  const auto document = json::exact_document::parse(body);
  if (!document || !document->root()["success"].boolean())
    return failed(failure_code::malformed_input, "unreadable reply: " + excerpt_of(body));
  const auto root = document->root();
  if (root["success"].boolean() == true)
    return std::visit(reply_reader{root}, question);
  const auto code = root["errorCode"].integer();
  const bool asks_for_one = std::holds_alternative<order_query>(question)
                            || std::holds_alternative<contract_query>(question);
  if (asks_for_one && code == not_found_code)
    return no_rows(question);
  return failed(failure_code::refused, "code " + (code ? std::to_string(*code) : std::string{"?"})
                                         + ": "
                                         + excerpt_of(root["errorMessage"].text().value_or("")));
}

} // namespace

query_reply read_query_reply(const query& question, unsigned http_status, std::string_view body) {
  if (http_status >= 200 && http_status < 300)
    return read_body(question, body);
  auto sentence = "HTTP " + std::to_string(http_status);
  if (http_status == 401)
    return failed(failure_code::not_authorized, std::move(sentence));
  if (http_status == 429)
    return failed(failure_code::rate_limited, std::move(sentence));
  if (is_server_failure(http_status))
    return failed(failure_code::connection_lost, std::move(sentence));
  if (http_status == 404 && std::holds_alternative<suspended_orders_query>(question))
    return failed(failure_code::refused, "the venue has no route for suspended orders");
  return failed(failure_code::malformed_input, std::move(sentence));
}

query_reply read_order_history(const order_query& question, unsigned http_status,
                               std::string_view body) {
  auto all = read_query_reply(orders_query{question.account, {}}, http_status, body);
  if (!all.rows)
    return all;
  if (!all.rejected.empty())
    return failed(failure_code::malformed_input, "an unreadable row: " + all.rejected[0].reason);
  std::vector<order_row> found;
  for (auto& row : std::get<std::vector<order_row>>(*all.rows))
    if (row.id == question.order)
      found.assign(1, std::move(row));
  return {query_rows{std::move(found)}, {}};
}

bool lacks_order_route(const query& question, unsigned http_status) {
  return http_status == 404 && std::holds_alternative<order_query>(question);
}

} // namespace riskd::projectx
