#define CAF_SUITE domain.enforcement_desk

#include "domain/enforcement_desk.hpp"

#include "tests/support/scenario_desk.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_enforcement_desk {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

/// Locked with a long position of two, the close just sent at +0.
desk_bench closing() {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000"};
  bench.lock();
  bench.look("0");
  return bench;
}

} // namespace

// R-F-9, R-F-10
CAF_TEST(closes with cancels leave together) {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000; +0 O #11 MNQ buy limit @20000; "
                              "+0 O #12 MNQ sell stop n2 @20000"};
  bench.lock();
  CAF_CHECK_EQUAL(bench.look("0"), "cancel #11 [003]; close MNQ [003]");
  CAF_CHECK_EQUAL(bench.look("0.1"), "");
}

CAF_TEST(at most eight calls of an account are in flight with closes first) {
  auto input = std::string{"+0 P MNQ L2@21000; +0 P ES L1@6000"};
  for (int id = 21; id < 31; ++id)
    input += "; +0 O #" + std::to_string(id) + " NQ buy limit @1";
  auto bench = desk_bench{"", input};
  bench.lock();
  CAF_CHECK_EQUAL(bench.look("0"),
                  "cancel #21 [003]; cancel #22 [003]; cancel #23 [003]; cancel #24 [003]; "
                  "cancel #25 [003]; cancel #26 [003]; close ES [003]; close MNQ [003]");
  CAF_CHECK_EQUAL(bench.look("0.1"), "");
  CAF_CHECK_EQUAL(bench.reply("0.2", "MNQ", call_outcome::accepted), "cancel #27 [003]");
  CAF_CHECK_EQUAL(bench.reply("0.3", "#21", call_outcome::accepted), "cancel #28 [003]");
}

// R-F-11
CAF_TEST(refused closes are retried at their pace without end) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::order_rejected), "close MNQ [003] x2");
  CAF_CHECK_EQUAL(bench.reply("0.2", "MNQ", call_outcome::order_rejected), "");
  CAF_CHECK_EQUAL(bench.wake(), "0.45");
  CAF_CHECK_EQUAL(bench.pass_until("0.45"), "+0.45 close MNQ [003] x3");
  CAF_CHECK_EQUAL(bench.reply("0.5", "MNQ", call_outcome::order_rejected), "A not_flat");
  CAF_CHECK_EQUAL(bench.pass_until("1"), "+1 close MNQ [003] x4; read");
  CAF_CHECK_EQUAL(bench.reply("1.5", "MNQ", call_outcome::order_rejected), "");
  CAF_CHECK_EQUAL(bench.pass_until("2.5"), "+2 read; +2.5 close MNQ [003] x5");
  for (const auto& [replied, again] : {std::pair{"3", "5"}, {"5.5", "9.5"}, {"10", "14"}}) {
    CAF_CHECK_EQUAL(bench.reply(replied, "MNQ", call_outcome::order_rejected).find("close"),
                    std::string::npos);
    const auto orders = bench.pass_until(again);
    CAF_CHECK(orders.find("+" + std::string{again} + " close MNQ [003]") != std::string::npos);
    CAF_CHECK_EQUAL(orders.find("close"), orders.rfind("close"));
  }
}

CAF_TEST(a closed market is asked again after five seconds) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::contract_not_active), "A market_closed");
  CAF_CHECK_EQUAL(bench.pass_until("5.099999").find("close"), std::string::npos);
  CAF_CHECK(bench.pass_until("5.1").find("+5.1 close MNQ [003] x2") != std::string::npos);
}

// R-F-12, A-40
CAF_TEST(after a timeout nothing is repeated before a later snapshot) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.reply("2", "MNQ", call_outcome::unknown), "");
  CAF_CHECK_EQUAL(bench.snapshot("2.6", "2.5", false), "");
  CAF_CHECK_EQUAL(bench.wake(), "3");
  CAF_CHECK_EQUAL(bench.pass_until("3"), "+3 read");
  CAF_CHECK_EQUAL(bench.snapshot("3.1", "2.999999", false), "");
  CAF_CHECK_EQUAL(bench.snapshot("3.2", "3", false), "close MNQ [003] x2");
}

// A-32
CAF_TEST(two server errors in a row take two snapshots) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::unknown), "");
  CAF_CHECK_EQUAL(bench.pass_until("1.1"), "+1.1 read");
  CAF_CHECK_EQUAL(bench.snapshot("1.2", "1.1", false), "close MNQ [003] x2");
  CAF_CHECK_EQUAL(bench.reply("1.3", "MNQ", call_outcome::unknown), "");
  CAF_CHECK_EQUAL(bench.pass_until("2.3"), "+2.3 read");
  CAF_CHECK_EQUAL(bench.snapshot("2.4", "2.3", false), "close MNQ [003] x3");
  CAF_CHECK_EQUAL(bench.reply("2.5", "MNQ", call_outcome::accepted), "");
  CAF_CHECK_EQUAL(bench.event("2.6", position_called("MNQ 0")), "");
  CAF_CHECK_EQUAL(bench.pass_until("3.6"), "+3.6 read");
  CAF_CHECK_EQUAL(bench.snapshot("3.7", "3.6", true), "verified");
}

// A-144
CAF_TEST(a reduce whose reply was lost is left at that once it shows) {
  auto bench = desk_bench{"001 {limit: 5}", "+0 P MNQ L7@21000"};
  CAF_CHECK_EQUAL(bench.look("0"), "reduce MNQ 2 [001]");
  CAF_CHECK_EQUAL(bench.event("0.2", position_called("MNQ L5@21000")), "");
  CAF_CHECK_EQUAL(bench.reply("2", "MNQ", call_outcome::unknown), "");
  CAF_CHECK_EQUAL(bench.pass_until("3"), "+3 read");
  CAF_CHECK_EQUAL(bench.snapshot("3.1", "3", false).find("reduce"), std::string::npos);
}

CAF_TEST(the size of a repeated reduce comes from the snapshot) {
  auto bench = desk_bench{"001 {limit: 5}", "+0 P MNQ L7@21000"};
  bench.look("0");
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::unknown), "");
  CAF_CHECK_EQUAL(bench.pass_until("1.1"), "+1.1 read");
  // The snapshot shows that the trader had sold one in the meantime.
  CAF_CHECK_EQUAL(bench.event("1.2", position_called("MNQ L6@21000")), "");
  CAF_CHECK_EQUAL(bench.snapshot("1.2", "1.1", false), "reduce MNQ 1 [001] x2");
}

// R-F-13
CAF_TEST(an accepted close without effect is repeated after a snapshot) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::accepted), "");
  CAF_CHECK_EQUAL(bench.wake(), "1.1");
  CAF_CHECK_EQUAL(bench.pass_until("1.1"), "+1.1 read");
  CAF_CHECK_EQUAL(bench.snapshot("1.2", "1.099999", false), "");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.1", false), "close MNQ [003] x2");
}

// R-F-18, A-82, A-118
CAF_TEST(an increase after an accepted call is commanded at once) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::accepted), "");
  CAF_CHECK_EQUAL(bench.event("0.2", position_called("MNQ L3@21000")), "close MNQ [003] x2");
  auto counted = desk_bench{"001 {limit: 5}", "+0 P MNQ L6@21000"};
  counted.look("0");
  CAF_CHECK_EQUAL(counted.reply("0.1", "MNQ", call_outcome::accepted), "");
  CAF_CHECK_EQUAL(counted.event("0.2", position_called("MNQ L7@21000")), "reduce MNQ 1 [001] x2");
}

// A-145
CAF_TEST(a position that flips during the call is closed when the call has ended) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.event("0.1", position_called("MNQ S2@21000")), "");
  CAF_CHECK_EQUAL(bench.reply("0.2", "MNQ", call_outcome::accepted), "close MNQ [003]");
  CAF_CHECK_EQUAL(bench.event("0.3", position_called("MNQ 0")), "");
  CAF_CHECK_EQUAL(bench.reply("0.4", "MNQ", call_outcome::accepted), "");
  CAF_CHECK_EQUAL(bench.pass_until("1.4"), "+1.4 read");
  CAF_CHECK_EQUAL(bench.snapshot("1.5", "1.4", true), "verified");
}

CAF_TEST(a position that flips after the call is closed at once) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::accepted), "");
  CAF_CHECK_EQUAL(bench.event("0.2", position_called("MNQ S2@21000")), "close MNQ [003]");
}

CAF_TEST(a flip during a call of unknown outcome waits for the snapshot) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.event("0.1", position_called("MNQ S2@21000")), "");
  CAF_CHECK_EQUAL(bench.reply("0.2", "MNQ", call_outcome::unknown), "");
  CAF_CHECK_EQUAL(bench.pass_until("1.2"), "+1.2 read");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.2", false), "close MNQ [003]");
}

// A-146
CAF_TEST(a missing position is read at once) {
  auto bench = closing();
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::position_not_found), "read");
  CAF_CHECK_EQUAL(bench.event("0.2", position_called("MNQ 0")), "");
  CAF_CHECK_EQUAL(bench.snapshot("0.2", "0.1", true), "");
  CAF_CHECK_EQUAL(bench.pass_until("1.2"), "+1.2 read");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.2", true), "verified");
  CAF_CHECK_EQUAL(bench.pass_until("20"), "");
}

// Section 8.4
CAF_TEST(a size that is refused is read again then recomputed) {
  auto bench = desk_bench{"001 {limit: 5}", "+0 P MNQ L7@21000"};
  bench.look("0");
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::invalid_size), "read");
  CAF_CHECK_EQUAL(bench.event("0.2", position_called("MNQ L6@21000")), "");
  CAF_CHECK_EQUAL(bench.snapshot("0.2", "0.1", false), "reduce MNQ 1 [001] x2");
}

CAF_TEST(an order that would stay is looked up) {
  auto bench = desk_bench{"", "+0 O #11 MNQ buy limit @20000"};
  bench.lock();
  CAF_CHECK_EQUAL(bench.look("0"), "cancel #11 [003]");
  CAF_CHECK_EQUAL(bench.reply("0.1", "#11", call_outcome::order_not_cancelled),
                  "cancel #11 [003] x2; read #11");
  CAF_CHECK_EQUAL(bench.event("0.2", order_called("#11 MNQ buy limit @20000 st2")), "");
  CAF_CHECK_EQUAL(bench.reply("0.3", "#11", call_outcome::order_not_cancelled), "read #11");
  CAF_CHECK_EQUAL(bench.look("0.4"), "");
}

CAF_TEST(an accepted cancel without effect is repeated after five seconds) {
  auto bench = desk_bench{"", "+0 O #11 MNQ buy limit @20000"};
  bench.lock();
  bench.look("0");
  bench.reply("0.1", "#11", call_outcome::accepted);
  CAF_CHECK_EQUAL(bench.pass_until("5.099999").find("cancel"), std::string::npos);
  CAF_CHECK(bench.pass_until("5.1").find("+5.1 cancel #11 [003] x2") != std::string::npos);
}

// R-F-18
CAF_TEST(a definite failure makes what was commanded void) {
  auto bench = desk_bench{"001 {limit: 5}", "+0 P MNQ L7@21000"};
  bench.look("0");
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::order_rejected), "reduce MNQ 2 [001] x2");
}

// R-J-8
CAF_TEST(a shadow account records commands but waits for nothing) {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000"};
  bench.account.settings.mode = account_mode::shadow;
  bench.lock();
  CAF_CHECK_EQUAL(bench.look("0"), "close MNQ [003]");
  CAF_CHECK_EQUAL(bench.wake(), "-");
  CAF_CHECK_EQUAL(bench.look("4.999999"), "");
  CAF_CHECK_EQUAL(bench.look("5"), "close MNQ [003] x2");
}

// R-F-4b
CAF_TEST(directives of planning are handed on) {
  auto bench = desk_bench{"001 {limit: 1, enforcement: close_all}", "+0 P MNQ L2@21000"};
  bench.account.binding.directives.clear();
  CAF_CHECK_EQUAL(bench.look("0"), "close MNQ [001]");
  CAF_CHECK_EQUAL(bench.account.binding.directives.size(), 1u);
}

} // namespace domain_enforcement_desk
