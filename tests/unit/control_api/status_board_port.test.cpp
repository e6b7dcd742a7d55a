#define CAF_SUITE control_api.status_board_port

#include "adapters/control_api/status_board_port.hpp"

#include "domain/contract_check.hpp"
#include "tests/unit/control_api/sample_status.hpp"

#include <caf/test/unit_test.hpp>

#include <thread>

namespace control_api_status_board_port {

using namespace riskd;

CAF_TEST(before anything is published the daemon is starting) {
  const control_api::status_board_port board;
  CAF_REQUIRE(board.latest() != nullptr);
  CAF_CHECK(board.latest()->phase == domain::daemon_phase::starting);
}

CAF_TEST(a reader keeps what it took while a newer status is published) {
  control_api::status_board_port board;
  board.publish(std::make_shared<const domain::daemon_status>(test::ready_status()));
  const auto taken = board.latest();
  board.publish(std::make_shared<const domain::daemon_status>(test::troubled_status()));
  CAF_CHECK(taken->phase == domain::daemon_phase::ready);
  CAF_CHECK(board.latest()->phase == domain::daemon_phase::degraded);
}

CAF_TEST(nothing cannot be published) {
  control_api::status_board_port board;
  bool refused = false;
  try {
    board.publish(nullptr);
  } catch (const domain::contract_violation&) {
    refused = true;
  }
  CAF_CHECK(refused);
}

CAF_TEST(readers on other threads see whole statuses) {
  control_api::status_board_port board;
  bool whole = true;
  std::thread reader{[&] {
    for (int i = 0; i < 2000; ++i) {
      const auto seen = board.latest();
      whole = whole && seen->pid == static_cast<std::int64_t>(seen->accounts.size());
    }
  }};
  for (std::size_t i = 0; i < 2000; ++i) {
    domain::daemon_status next;
    for (std::size_t account = 0; account < i % 7; ++account)
      next.accounts.push_back(domain::account_status{});
    next.pid = static_cast<std::int64_t>(i % 7);
    board.publish(std::make_shared<const domain::daemon_status>(std::move(next)));
  }
  reader.join();
  CAF_CHECK(whole);
}

} // namespace control_api_status_board_port
