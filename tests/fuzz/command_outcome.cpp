#include "adapters/json/exact_document.hpp"
#include "adapters/projectx/outcome.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/printable.hpp"

#include <array>

// A reply of the gateway to a command: which one, with which status, and the body. Whoever takes a
// refusal for an acceptance believes that a position is closed.

namespace riskd::fuzz {

using namespace domain;

namespace {

position open_position() {
  position x;
  x.contract = contract_id{"CON.F.US.MNQ.H26"};
  x.size = quantity{3};
  return x;
}

order_row live_order() {
  order_row x;
  x.id = order_id{42};
  x.contract = contract_id{"CON.F.US.MNQ.H26"};
  x.size = quantity{2};
  x.status = order_status::open;
  return x;
}

const std::array<command, 4> commands{
  close_position{open_position()},
  reduce_position{open_position(), quantity{1}},
  cancel_order{live_order()},
  modify_order::shrink(live_order(), quantity{1}),
};

constexpr std::array<unsigned, 8> statuses{200, 204, 400, 401, 404, 408, 429, 502};

bool says_success(std::string_view body) {
  const auto document = json::exact_document::parse(body);
  return document && document->root()["success"].boolean() == true;
}

} // namespace

void try_input(std::string_view input) {
  const auto& order = commands.at(take_choice(input, commands.size()));
  const auto status = statuses.at(take_choice(input, statuses.size()));
  const auto judged = projectx::judge_command(order, status, input);
  const bool is_success = status >= 200 && status < 300 && says_success(input);
  RISKD_ENSURES((judged.outcome == call_outcome::accepted) == is_success);
  RISKD_ENSURES(is_printable(judged.detail));
  RISKD_ENSURES(is_success == judged.detail.empty());
}

} // namespace riskd::fuzz
