#include "adapters/projectx/outcome.hpp"

#include "adapters/json/exact_document.hpp"
#include "adapters/projectx/excerpt.hpp"

#include <cstdint>

namespace riskd::projectx {

using namespace domain;

namespace {

call_outcome close_outcome(std::int64_t code) {
  switch (code) {
    case 1:
      return call_outcome::account_not_found;
    case 2:
      return call_outcome::position_not_found;
    case 3:
      return call_outcome::contract_not_found;
    case 4:
      return call_outcome::contract_not_active;
    case 5:
      return call_outcome::order_rejected;
    case 6:
      return call_outcome::order_pending;
    case 8:
      return call_outcome::account_rejected;
    default:
      return call_outcome::unknown;
  }
}

/// The same as for a close up to 4; from 5 on, one number was put in between.
call_outcome reduce_outcome(std::int64_t code) {
  switch (code) {
    case 5:
      return call_outcome::invalid_size;
    case 6:
      return call_outcome::order_rejected;
    case 7:
      return call_outcome::order_pending;
    case 9:
      return call_outcome::account_rejected;
    case 1:
    case 2:
    case 3:
    case 4:
      return close_outcome(code);
    default:
      return call_outcome::unknown;
  }
}

struct refusal_reader {
  std::int64_t code;

  call_outcome operator()(const close_position&) const {
    return close_outcome(code);
  }

  call_outcome operator()(const reduce_position&) const {
    return reduce_outcome(code);
  }

  /// Sources disagree about what each number means for a cancel, so every failure asks for the same
  /// thing: read the order again.
  call_outcome operator()(const cancel_order&) const {
    return call_outcome::order_not_cancelled;
  }

  /// A refused order leaves at most a record of its refusal (`projectx-gateway.md` 2.7.5).
  call_outcome operator()(const place_stop&) const {
    return code == 7 ? call_outcome::unknown : call_outcome::order_rejected;
  }

  call_outcome operator()(const modify_order&) const {
    return call_outcome::order_rejected;
  }
};

judged_reply judge_body(const command& order, std::string_view body) {
  const auto document = json::exact_document::parse(body);
  if (!document || !document->root()["success"].boolean())
    return {call_outcome::protocol_error, "unreadable reply: " + excerpt_of(body)};
  const auto root = document->root();
  if (root["success"].boolean() == true)
    return {call_outcome::accepted, ""};
  const auto code = root["errorCode"].integer();
  const auto words = excerpt_of(root["errorMessage"].text().value_or(""));
  auto detail = code ? "code " + std::to_string(*code) : std::string{"no code"};
  if (!words.empty())
    detail += ": " + words;
  return {std::visit(refusal_reader{code.value_or(-1)}, order), std::move(detail)};
}

} // namespace

judged_reply judge_command(const command& order, unsigned http_status, std::string_view body) {
  if (http_status >= 200 && http_status < 300)
    return judge_body(order, body);
  auto detail = "HTTP " + std::to_string(http_status);
  if (http_status == 401)
    return {call_outcome::not_authorized, std::move(detail)};
  if (http_status == 429)
    return {call_outcome::rate_limited, std::move(detail)};
  if (is_server_failure(http_status))
    return {call_outcome::unknown, std::move(detail)};
  return {call_outcome::protocol_error, std::move(detail)};
}

bool is_server_failure(unsigned http_status) {
  return http_status >= 500 || http_status == 408;
}

} // namespace riskd::projectx
