#define CAF_SUITE dashboard.fleet_status_board

#include "adapters/dashboard/fleet_status_board.hpp"

#include "domain/contract_check.hpp"
#include "tests/unit/dashboard/sample_fleet.hpp"

#include <caf/test/unit_test.hpp>

#include <thread>

namespace dashboard_fleet_status_board {

using namespace riskd;
using namespace riskd::dashboard;

namespace {

bool is_refused(const std::shared_ptr<const domain::fleet_status>& status) {
  fleet_status_board board;
  try {
    board.publish(status);
  } catch (const domain::contract_violation&) {
    return true;
  }
  return false;
}

} // namespace

CAF_TEST(the board knows no daemon at first) {
  const fleet_status_board board;
  CAF_REQUIRE(board.latest() != nullptr);
  CAF_CHECK(board.latest()->daemons.empty());
}

CAF_TEST(the latest status is told) {
  fleet_status_board board;
  const auto status = test::whole_fleet();
  board.publish(status);
  CAF_CHECK(board.latest() == status);
}

CAF_TEST(a status with nothing for a daemon is refused) {
  auto bad = std::make_shared<domain::fleet_status>();
  CAF_CHECK(!is_refused(bad));
  bad->daemons.emplace_back();
  CAF_CHECK(is_refused(bad));
  CAF_CHECK(is_refused(nullptr));
}

CAF_TEST(one thread publishes while another one reads) {
  fleet_status_board board;
  constexpr std::size_t rounds = 200;
  const auto fleet_of = [](std::size_t size) {
    auto made = std::make_shared<domain::fleet_status>();
    made->daemons.assign(size, std::make_shared<const domain::fleet_daemon>());
    return made;
  };
  std::thread publisher{[&] {
    for (std::size_t size = 1; size <= rounds; ++size)
      board.publish(fleet_of(size));
  }};
  bool is_ascending = true;
  for (std::size_t known = 0; known < rounds;) {
    const auto size = board.latest()->daemons.size();
    is_ascending = is_ascending && size >= known;
    known = size;
  }
  publisher.join();
  CAF_CHECK(is_ascending);
}

} // namespace dashboard_fleet_status_board
