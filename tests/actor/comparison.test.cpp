#define CAF_SUITE actor.comparison

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace actor_comparison {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};

struct fixture : deterministic_daemon {
  fixture() {
    guard(first, "001 {limit: 9}");
    broker.enter(first, position_called("MNQ L1@21000 id1 ct0"));
    start();
    advance(10s);
    broker.forget();
  }

  void stream_position() {
    broker.stream(first, position_called("MNQ L1@21000 id1 ct0"));
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(comparison_tests, fixture)

// R-E-3, R-F-14: an unreadable row is asked for, a flood of them is not answered by another.
CAF_TEST(a flood of unreadable rows is answered by few questions) {
  for (int i = 0; i < 100; ++i) {
    broker.claim(first, rejected_payload{entity_kind::position, "size is missing"});
    advance(100ms);
  }
  CAF_CHECK(broker.position_reads(first) >= 1u);
  CAF_CHECK(broker.position_reads(first) <= 3u);
}

// R-G-5
CAF_TEST(a row that is too fresh is looked at again a second later) {
  for (int i = 0; i < 400 && broker.position_reads(first) == 0; ++i) {
    stream_position();
    advance(100ms);
  }
  CAF_REQUIRE_EQUAL(broker.position_reads(first), 1u);
  broker.forget();
  advance(1100ms);
  CAF_CHECK_EQUAL(broker.position_reads(first), 1u);
  broker.forget();
  advance(20s);
  CAF_CHECK_EQUAL(broker.position_reads(first), 0u);
}

// R-F-14: an account that never rests gets one look more for each comparison.
CAF_TEST(an account that never rests is compared no faster) {
  for (int i = 0; i < 120; ++i) {
    stream_position();
    advance(500ms);
  }
  CAF_CHECK(broker.position_reads(first) >= 2u);
  CAF_CHECK(broker.position_reads(first) <= 5u);
}

// R-G-5, R-F-12: the lists of one second may contradict each other. One that brings a position back
// that another one showed smaller would have it reduced again.
CAF_TEST(no list undoes within a second what another one showed) {
  broker.set_link(link::user_hub, false);
  broker.enter(first, position_called("MNQ L3@21000 id1 ct0"));
  const auto held = [&] {
    return account(first).positions.front().held.size;
  };
  for (int i = 0; i < 100 && held() != quantity{3}; ++i)
    advance(100ms);
  CAF_REQUIRE(held() == quantity{3});
  broker.forget();
  broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
  broker.set_link(link::user_hub, true);
  advance(200ms);
  CAF_CHECK_EQUAL(broker.position_reads(first), 1u);
  CAF_CHECK(held() == quantity{3});
  advance(1500ms);
  CAF_CHECK(held() == quantity{2});
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_comparison
