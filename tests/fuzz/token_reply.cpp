#include "adapters/json/exact_document.hpp"
#include "adapters/projectx/token.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/printable.hpp"

// A reply to a login, and the token in it.

namespace riskd::fuzz {

namespace {

void check_token(std::string_view token) {
  RISKD_ENSURES(!projectx::is_usable_token(token) || is_printable(token));
  const auto expiry = projectx::expiry_of(token);
  RISKD_ENSURES(!expiry || *expiry > domain::time_point{});
}

} // namespace

void try_input(std::string_view input) {
  const auto reply = projectx::read_token_reply(200, input, "token");
  if (reply) {
    const auto document = json::exact_document::parse(input);
    RISKD_ENSURES(document && document->root()["success"].boolean() == true);
    RISKD_ENSURES(projectx::is_usable_token(*reply));
    check_token(*reply);
  } else {
    RISKD_ENSURES(is_printable(reply.error().sentence));
  }
  RISKD_ENSURES(!projectx::read_token_reply(401, input, "token"));
  check_token(input);
}

} // namespace riskd::fuzz
