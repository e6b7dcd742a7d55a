#define CAF_SUITE projectx.outcome

#include "adapters/projectx/outcome.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace projectx_outcome {

using namespace riskd::domain;
using namespace riskd::projectx;

namespace {

position open_position() {
  position x;
  x.contract = contract_id{"C"};
  x.size = quantity{3};
  return x;
}

order_row live_order() {
  order_row x;
  x.id = order_id{42};
  x.contract = contract_id{"C"};
  x.size = quantity{1};
  x.status = order_status::open;
  return x;
}

const command close_all = close_position{open_position()};
const command reduce_one = reduce_position{open_position(), quantity{1}};
const command cancel_one = cancel_order{live_order()};

std::string refused(int code) {
  return R"({"success":false,"errorCode":)" + std::to_string(code) + R"(,"errorMessage":null})";
}

struct code_case {
  int code;
  call_outcome close;
  call_outcome reduce;
};

struct status_case {
  unsigned status;
  call_outcome expected;
};

struct body_case {
  const char* label;
  const char* body;
  call_outcome expected;
};

std::string outcome_of(const command& order, unsigned status, const std::string& body) {
  return to_string(judge_command(order, status, body).outcome);
}

} // namespace

// Failure table; WIRE 2.8: the two routes number their errors differently.
CAF_TEST(close plus reduce codes are told apart) {
  using enum call_outcome;
  const code_case cases[]{
    {1, account_not_found, account_not_found},
    {2, position_not_found, position_not_found},
    {3, contract_not_found, contract_not_found},
    {4, contract_not_active, contract_not_active},
    {5, order_rejected, invalid_size},
    {6, order_pending, order_rejected},
    {7, unknown, order_pending},
    {8, account_rejected, unknown},
    {9, unknown, account_rejected},
    {10, unknown, unknown},
    {0, unknown, unknown},
    {-1, unknown, unknown},
    {77, unknown, unknown},
  };
  for (const auto& x : cases) {
    CAF_MESSAGE("code " << x.code);
    CAF_CHECK_EQUAL(outcome_of(close_all, 200, refused(x.code)), to_string(x.close));
    CAF_CHECK_EQUAL(outcome_of(reduce_one, 200, refused(x.code)), to_string(x.reduce));
  }
}

CAF_TEST(every refusal of a cancel asks to read the order again) {
  for (int code = 0; code <= 8; ++code)
    CAF_CHECK_EQUAL(outcome_of(cancel_one, 200, refused(code)), "order_not_cancelled");
}

CAF_TEST(success is accepted on every route) {
  const std::string body = R"({"success":true,"errorCode":0,"errorMessage":null})";
  CAF_CHECK_EQUAL(outcome_of(close_all, 200, body), "accepted");
  CAF_CHECK_EQUAL(outcome_of(reduce_one, 200, body), "accepted");
  CAF_CHECK_EQUAL(outcome_of(cancel_one, 200, body), "accepted");
}

CAF_TEST(a status other than success decides alone) {
  using enum call_outcome;
  const status_case cases[]{
    {301, protocol_error}, {400, protocol_error}, {401, not_authorized}, {403, protocol_error},
    {404, protocol_error}, {405, protocol_error}, {408, unknown},        {429, rate_limited},
    {500, unknown},        {502, unknown},        {503, unknown},        {504, unknown},
  };
  const std::string body = R"({"success":true,"errorCode":0})";
  for (const auto& x : cases) {
    CAF_MESSAGE("HTTP " << x.status);
    for (const auto& order : {close_all, reduce_one, cancel_one})
      CAF_CHECK_EQUAL(outcome_of(order, x.status, body), to_string(x.expected));
  }
}

CAF_TEST(a body that cannot be read is a protocol error) {
  using enum call_outcome;
  const body_case cases[]{
    {"empty", "", protocol_error},
    {"cut off", R"({"success":tr)", protocol_error},
    {"no envelope", R"({"orderId":1})", protocol_error},
    {"flag of another type", R"({"success":"true","errorCode":0})", protocol_error},
    {"page of a proxy", "<html></html>", protocol_error},
    {"list", "[]", protocol_error},
    {"refusal without code", R"({"success":false})", unknown},
    {"refusal with text for a code", R"({"success":false,"errorCode":"2"})", unknown},
    {"unknown members", R"({"x":[{}],"errorCode":0,"success":true})", accepted},
  };
  for (const auto& x : cases) {
    CAF_MESSAGE(x.label);
    CAF_CHECK_EQUAL(outcome_of(close_all, 200, x.body), to_string(x.expected));
  }
}

CAF_TEST(the words of the venue are kept short) {
  const auto reply = judge_command(
    close_all, 200,
    R"({"success":false,"errorCode":5,"errorMessage":"Trading is currently unavailable."})");
  CAF_CHECK_EQUAL(reply.detail, "code 5: Trading is currently unavailable.");
  const auto page = judge_command(close_all, 200, std::string(10'000, 'x'));
  CAF_CHECK(page.detail.size() < 250);
}

} // namespace projectx_outcome
