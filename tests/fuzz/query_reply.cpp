#include "adapters/projectx/query_reply.hpp"

#include "adapters/json/exact_document.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/printable.hpp"
#include "tests/fuzz/round_trip.hpp"

#include <array>
#include <type_traits>

// A reply of the gateway to a question: which one, with which status, and the body.

namespace riskd::fuzz {

using namespace domain;

namespace {

const account_id asked_account{7};

const order_id asked_order{42};

struct listed_question {
  query question;
  /// The member that holds the rows; null if the reply has a single one.
  const char* list;
  /// Alternative of `query_rows` that an answer has.
  std::size_t rows;
};

const std::array<listed_question, 9> questions{{
  {accounts_query{}, "accounts", 0},
  {catalogue_query{}, "contracts", 1},
  {contract_query{contract_id{"CON.F.US.MNQ.H26"}}, nullptr, 1},
  {positions_query{asked_account}, "positions", 2},
  {open_orders_query{asked_account}, "orders", 3},
  {trades_query{asked_account, {}}, "trades", 4},
  {order_query{asked_account, asked_order}, nullptr, 3},
  {orders_query{asked_account, {}}, "orders", 3},
  {suspended_orders_query{asked_account}, "orders", 3},
}};

constexpr std::array<unsigned, 8> statuses{200, 204, 401, 404, 408, 429, 500, 302};

/// Returns how many rows there are; those of an account are stored and recorded.
struct row_count {
  template <class Row>
  std::size_t operator()(const std::vector<Row>& rows) const {
    for (const auto& each : rows)
      if constexpr (std::is_same_v<Row, contract_row>)
        check_recorded(each, *parse_time("2026-03-03T15:00:00Z"));
      else if constexpr (std::is_same_v<Row, account_row>)
        check_stored(each.id, each);
      else
        check_stored(asked_account, each);
    return rows.size();
  }
};

void check_success(const listed_question& asked, const projectx::query_reply& reply,
                   std::string_view body) {
  const auto document = json::exact_document::parse(body);
  RISKD_ENSURES(document && document->root()["success"].boolean());
  RISKD_ENSURES(reply.rows->index() == asked.rows);
  const auto rows = std::visit(row_count{}, *reply.rows);
  if (asked.list != nullptr)
    RISKD_ENSURES(rows + reply.rejected.size() == document->root()[asked.list].size());
  else
    RISKD_ENSURES(rows == (*document->root()["success"].boolean() ? 1U : 0U));
  if (std::holds_alternative<order_query>(asked.question) && rows == 1)
    RISKD_ENSURES(std::get<std::vector<order_row>>(*reply.rows).front().id == asked_order);
}

void check_reply(const listed_question& asked, const projectx::query_reply& reply, unsigned status,
                 std::string_view body) {
  if (reply.rows) {
    RISKD_ENSURES(status >= 200 && status < 300);
    check_success(asked, reply, body);
  } else {
    RISKD_ENSURES(!reply.rows.error().sentence.empty());
    RISKD_ENSURES(is_printable(reply.rows.error().sentence));
  }
}

void check_history(unsigned status, std::string_view body) {
  const auto reply = projectx::read_order_history({asked_account, asked_order}, status, body);
  if (!reply.rows)
    return;
  const auto& rows = std::get<std::vector<order_row>>(*reply.rows);
  RISKD_ENSURES(rows.size() <= 1 && reply.rejected.empty());
  RISKD_ENSURES(rows.empty() || rows.front().id == asked_order);
}

} // namespace

void try_input(std::string_view input) {
  const auto& asked = questions.at(take_choice(input, questions.size()));
  const auto status = statuses.at(take_choice(input, statuses.size()));
  check_reply(asked, projectx::read_query_reply(asked.question, status, input), status, input);
  check_history(status, input);
}

} // namespace riskd::fuzz
