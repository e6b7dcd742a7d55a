#define CAF_SUITE projectx.query_reply

#include "adapters/projectx/query_reply.hpp"

#include "adapters/projectx/requests.hpp"
#include "tests/unit/projectx/describe.hpp"
#include "tests/unit/projectx/text_files.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace projectx_query_reply {

using namespace riskd::domain;
using namespace riskd::projectx;

namespace {

const account_id mine{9100001};

struct reply_case {
  const char* label;
  query question;
  unsigned status;
  const char* body;
  const char* expected;
};

std::string lines_of(const query_reply& reply) {
  std::string lines;
  if (!reply.rows)
    lines = std::string{to_string(reply.rows.error().code)} + ";";
  else
    std::visit(
      [&](const auto& rows) {
        lines += std::to_string(rows.size()) + ";";
        for (const auto& row : rows)
          lines += riskd::test::describe(row) + ";";
      },
      *reply.rows);
  for (const auto& bad : reply.rejected)
    lines += riskd::test::describe(bad) + ";";
  return lines;
}

std::string read(const query& question, unsigned status, std::string_view body) {
  return lines_of(read_query_reply(question, status, body));
}

} // namespace

CAF_TEST(rows of the asked kind are read) {
  const reply_case cases[]{
    {"accounts", accounts_query{}, 200,
     R"({"accounts":[{"id":1,"name":"A","canTrade":true}],"success":true,"errorCode":0})",
     "1;account id=1 name=A can_trade=true;"},
    {"empty list", positions_query{mine}, 200, R"({"positions":[],"success":true,"errorCode":0})",
     "0;"},
    {"one bad row among good ones", positions_query{mine}, 200,
     R"({"positions":[{"contractId":"C","type":1,"size":1},{"type":1}],"success":true})",
     "1;position contract=C held=buy size=1;rejected position: contractId is absent;"},
    {"a row of another account", open_orders_query{mine}, 200,
     R"({"orders":[{"id":1,"accountId":5,"contractId":"C","side":0,"size":1,"status":1}],"success":true})",
     "0;rejected order: the row is of another account;"},
    {"trades", trades_query{mine, {}}, 200,
     R"({"trades":[{"id":3,"accountId":9100001,"profitAndLoss":null}],"success":true})",
     "1;trade id=3;"},
    {"contract", contract_query{contract_id{"C"}}, 200,
     R"({"contract":{"id":"C","tickSize":0.25,"tickValue":5},"success":true})",
     "1;contract id=C name= symbol= tick_size=0.25 tick_value=5;"},
    {"order", order_query{mine, order_id{4}}, 200,
     R"({"order":{"id":4,"contractId":"C","side":0,"size":1,"status":3},"success":true})",
     "1;order id=4 contract=C side=buy size=1 filled=0 status=3 type=0;"},
    {"suspended", suspended_orders_query{mine}, 200,
     R"({"orders":[{"id":4,"contractId":"C","side":0,"size":1,"status":8}],"totalCount":1,"success":true})",
     "1;order id=4 contract=C side=buy size=1 filled=0 status=8 type=0;"},
  };
  for (const auto& x : cases) {
    CAF_MESSAGE(x.label);
    CAF_CHECK_EQUAL(read(x.question, x.status, x.body), x.expected);
  }
}

// A missing list must never pass for an empty one: it would look like a flat account.
CAF_TEST(a success without its content is a failure) {
  const reply_case cases[]{
    {"list absent", positions_query{mine}, 200, R"({"success":true})", "malformed_input;"},
    {"list null", positions_query{mine}, 200, R"({"positions":null,"success":true})",
     "malformed_input;"},
    {"list of another kind", positions_query{mine}, 200, R"({"orders":[],"success":true})",
     "malformed_input;"},
    {"single row absent", order_query{mine, order_id{4}}, 200, R"({"success":true})",
     "malformed_input;"},
    {"single row unreadable", order_query{mine, order_id{4}}, 200,
     R"({"order":{"id":4},"success":true})", "malformed_input;"},
    {"another order", order_query{mine, order_id{4}}, 200,
     R"({"order":{"id":5,"contractId":"C","side":0,"size":1,"status":3},"success":true})",
     "malformed_input;"},
    {"contract unreadable", contract_query{contract_id{"C"}}, 200,
     R"({"contract":{"id":"C"},"success":true})", "malformed_input;"},
    {"more than a page", suspended_orders_query{mine}, 200,
     R"({"orders":[],"totalCount":3,"success":true})", "malformed_input;"},
  };
  for (const auto& x : cases) {
    CAF_MESSAGE(x.label);
    CAF_CHECK_EQUAL(read(x.question, x.status, x.body), x.expected);
  }
}

CAF_TEST(failures are sorted) {
  const std::string ok = R"({"positions":[],"success":true})";
  CAF_CHECK_EQUAL(
    read(positions_query{mine}, 200, R"({"positions":null,"success":false,"errorCode":1})"),
    "refused;");
  CAF_CHECK_EQUAL(read(positions_query{mine}, 200, "{"), "malformed_input;");
  CAF_CHECK_EQUAL(read(positions_query{mine}, 400, ok), "malformed_input;");
  CAF_CHECK_EQUAL(read(positions_query{mine}, 401, ""), "not_authorized;");
  CAF_CHECK_EQUAL(read(positions_query{mine}, 404, ok), "malformed_input;");
  CAF_CHECK_EQUAL(read(positions_query{mine}, 429, ""), "rate_limited;");
  CAF_CHECK_EQUAL(read(positions_query{mine}, 503, ok), "connection_lost;");
}

// R-G-5.
CAF_TEST(an unknown order gives no row while other refusals fail) {
  const query one = order_query{mine, order_id{4}};
  CAF_CHECK_EQUAL(read(one, 200, R"({"order":null,"success":false,"errorCode":1})"), "0;");
  CAF_CHECK_EQUAL(read(one, 200, R"({"success":false,"errorCode":2})"), "refused;");
  CAF_CHECK_EQUAL(read(contract_query{contract_id{"C"}}, 200, R"({"success":false,"errorCode":1})"),
                  "0;");
}

CAF_TEST(a venue without the order route is searched instead) {
  const order_query one{mine, order_id{4}};
  CAF_CHECK(lacks_order_route(query{one}, 404));
  CAF_CHECK(!lacks_order_route(query{one}, 400));
  CAF_CHECK(!lacks_order_route(query{positions_query{mine}}, 404));
  const auto history = [&](unsigned status, std::string_view body) {
    return lines_of(read_order_history(one, status, body));
  };
  CAF_CHECK_EQUAL(history(200,
                          R"({"orders":[{"id":3,"contractId":"C","side":0,"size":1,"status":1},
                          {"id":4,"contractId":"C","side":1,"size":2,"status":2}],"success":true})"),
                  "1;order id=4 contract=C side=sell size=2 filled=0 status=2 type=0;");
  CAF_CHECK_EQUAL(history(200, R"({"orders":[],"success":true})"), "0;");
  CAF_CHECK_EQUAL(history(200, R"({"orders":null,"success":false,"errorCode":1})"), "refused;");
  CAF_CHECK_EQUAL(history(200, R"({"orders":[{"id":4}],"success":true})"), "malformed_input;");
  CAF_CHECK_EQUAL(history(503, ""), "connection_lost;");
}

CAF_TEST(a venue without the route for suspended orders says so) {
  const auto reply = read_query_reply(query{suspended_orders_query{mine}}, 404, "");
  CAF_REQUIRE(!reply.rows.has_value());
  CAF_CHECK(reply.rows.error().code == failure_code::refused);
}

// WIRE 2.4 to 2.9, our own payloads in the shapes of the gateway.
CAF_TEST(the golden replies yield the golden rows) {
  const auto golden = [](const char* name) {
    return riskd::test::content_of(riskd::test::golden(name));
  };
  const auto check = [&](const char* name, const query& question) {
    const auto reply = golden((std::string{name} + ".json").c_str());
    auto expected = golden((std::string{name} + ".expected").c_str());
    for (auto& c : expected)
      c = c == '\n' ? ';' : c;
    CAF_MESSAGE(name);
    CAF_CHECK_EQUAL(read(question, 200, reply), expected);
  };
  check("orders", orders_query{mine, {}});
  check("trades", trades_query{mine, {}});
  check("positions", positions_query{mine});
  check("contracts", catalogue_query{});
}

} // namespace projectx_query_reply
