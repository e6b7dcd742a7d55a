#define CAF_SUITE domain.enforcement_proof

#include "domain/enforcement_desk.hpp"
#include "tests/support/scenario_desk.hpp"
#include "tests/support/scenario_plan.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_enforcement_proof {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

/// Locked; the close was sent at +0, accepted at +0.1 and seen to act at +0.2.
desk_bench closed() {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000"};
  bench.lock();
  bench.look("0");
  bench.reply("0.1", "MNQ", call_outcome::accepted);
  bench.event("0.2", position_called("MNQ 0"));
  return bench;
}

/// As `closed`, proven at +1.3.
desk_bench proven() {
  auto bench = closed();
  bench.pass_until("1.2");
  bench.snapshot("1.3", "1.2", true);
  return bench;
}

} // namespace

// R-F-13, R-G-5
CAF_TEST(flat is proven by a snapshot begun a second after the stream said so) {
  auto bench = closed();
  CAF_CHECK_EQUAL(bench.snapshot("0.9", "0.8", true), "");
  CAF_CHECK_EQUAL(bench.pass_until("1.2"), "+1.2 read");
  CAF_CHECK_EQUAL(bench.snapshot("1.25", "1.199999", true), "");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.2", true), "verified");
  CAF_CHECK(!bench.desk.is_busy());
}

CAF_TEST(a snapshot that lists something proves nothing) {
  auto bench = closed();
  CAF_CHECK_EQUAL(bench.pass_until("1.2"), "+1.2 read");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.2", false), "");
  CAF_CHECK(bench.desk.is_busy());
  CAF_CHECK_EQUAL(bench.pass_until("2.2"), "+2.2 read");
  CAF_CHECK_EQUAL(bench.snapshot("2.3", "2.2", true), "verified");
}

CAF_TEST(an order that only the stream knows stands against the proof) {
  auto bench = closed();
  bench.event("0.3", order_called("#11 MNQ sell stop @20000 st8"));
  bench.pass_until("1.5");
  CAF_CHECK_EQUAL(bench.snapshot("1.6", "1.5", true), "");
  CAF_CHECK(bench.desk.is_busy());
  bench.reply("2.1", "#11", call_outcome::accepted);
  bench.event("2.2", order_called("#11 MNQ sell stop @20000 st3"));
  CAF_CHECK_EQUAL(bench.snapshot("3.3", "3.2", true), "verified");
}

CAF_TEST(a position that opens before the proof puts it off) {
  auto bench = closed();
  CAF_CHECK_EQUAL(bench.event("0.9", position_called("MNQ L1@21000")), "close MNQ [003]");
  bench.pass_until("1.2");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.2", true), "");
  bench.reply("1.4", "MNQ", call_outcome::accepted);
  bench.event("1.5", position_called("MNQ 0"));
  CAF_CHECK_EQUAL(bench.pass_until("2.5"), "+2.5 read");
  CAF_CHECK_EQUAL(bench.snapshot("2.6", "2.499999", true), "");
  CAF_CHECK_EQUAL(bench.snapshot("2.7", "2.5", true), "verified");
}

CAF_TEST(an account that was flat already is proven too) {
  auto bench = desk_bench{"", "+0 C true"};
  bench.lock();
  CAF_CHECK_EQUAL(bench.look("0"), "");
  CAF_CHECK(bench.desk.is_busy());
  CAF_CHECK_EQUAL(bench.pass_until("1"), "+1 read");
  CAF_CHECK_EQUAL(bench.snapshot("1.1", "1", true), "verified");
}

// R-F-13
CAF_TEST(a reduce is proven by stream with snapshot) {
  auto bench = desk_bench{"001 {limit: 5}", "+0 P MNQ L7@21000"};
  bench.look("0");
  bench.reply("0.1", "MNQ", call_outcome::accepted);
  bench.event("0.2", position_called("MNQ L5@21000"));
  CAF_CHECK_EQUAL(bench.snapshot("0.5", "0.4", false), "");
  CAF_CHECK_EQUAL(bench.pass_until("1.2"), "+1.2 read");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.2", false), "verified");
  CAF_CHECK(!bench.desk.is_busy());
}

CAF_TEST(a snapshot that shows the excess again proves nothing) {
  auto bench = desk_bench{"001 {limit: 5}", "+0 P MNQ L7@21000"};
  bench.look("0");
  bench.reply("0.1", "MNQ", call_outcome::accepted);
  bench.event("0.2", position_called("MNQ L5@21000"));
  // The snapshot differs; its row is applied before the desk hears of it.
  bench.pass_until("1.2");
  change(bench.account, position_called("MNQ L7@21000"), "1.3");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.2", false), "reduce MNQ 2 [001] x2");
}

CAF_TEST(with the stream down two snapshots a second apart have to agree) {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000"};
  bench.stream_up = false;
  bench.lock();
  bench.look("0");
  bench.reply("0.1", "MNQ", call_outcome::accepted);
  bench.pass_until("1.1");
  bench.event("1.2", position_called("MNQ 0"));
  CAF_CHECK_EQUAL(bench.snapshot("1.2", "1.1", true), "");
  CAF_CHECK_EQUAL(bench.snapshot("1.5", "1.4", true), "");
  CAF_CHECK_EQUAL(bench.pass_until("2.2"), "+2.2 read");
  CAF_CHECK_EQUAL(bench.snapshot("2.2", "2.099999", true), "");
  CAF_CHECK_EQUAL(bench.snapshot("2.3", "2.1", true), "verified");
}

CAF_TEST(with the stream down a snapshot in between that disagrees starts anew) {
  auto bench = closed();
  bench.stream_up = false;
  bench.pass_until("1.2");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.2", true), "");
  CAF_CHECK_EQUAL(bench.snapshot("1.8", "1.7", false), "");
  bench.pass_until("2.3");
  CAF_CHECK_EQUAL(bench.snapshot("2.4", "2.3", true), "");
  CAF_CHECK_EQUAL(bench.snapshot("3.4", "3.3", true), "verified");
}

// R-F-13: 1 s after the reply, every 1 s for 10 s, then every 2 s, after 60 s every 10 s.
CAF_TEST(the account is read ever more slowly until it is proven) {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000"};
  bench.lock();
  bench.look("0");
  bench.reply("0", "MNQ", call_outcome::accepted);
  std::string reads;
  for (int second = 1; second <= 90; ++second)
    if (bench.pass_until(std::to_string(second)).find("read") != std::string::npos)
      reads += std::to_string(second) + " ";
  CAF_CHECK_EQUAL(reads, "1 2 3 4 5 6 7 8 9 10 12 14 16 18 20 22 24 26 28 30 32 34 36 38 40 42 44 "
                         "46 48 50 52 54 56 58 60 70 80 90 ");
}

// R-F-12
CAF_TEST(a snapshot that decides about a call is asked for on time however slow the pace) {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000"};
  bench.lock();
  bench.look("0");
  bench.reply("0", "MNQ", call_outcome::order_pending);
  bench.pass_until("70");
  CAF_CHECK_EQUAL(bench.snapshot("70.1", "70", false), "close MNQ [003] x2");
  CAF_CHECK_EQUAL(bench.reply("72.1", "MNQ", call_outcome::unknown), "");
  CAF_CHECK_EQUAL(bench.wake(), "73.1");
}

// R-F-11
CAF_TEST(what stays open after five seconds is told louder with time) {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000"};
  bench.lock();
  bench.look("0");
  const auto told = [&](std::string_view until) {
    std::string texts;
    auto orders = bench.pass_until(until);
    for (auto from = orders.find("A "); from != std::string::npos;
         from = orders.find("A ", from + 1))
      texts += orders.substr(from, orders.find(';', from) - from) + " ";
    return texts;
  };
  CAF_CHECK_EQUAL(told("4.999999"), "");
  CAF_CHECK_EQUAL(told("5"), "A not_flat ");
  CAF_CHECK_EQUAL(told("29.999999"), "");
  CAF_CHECK_EQUAL(told("30"), "A not_flat emergency ");
  CAF_CHECK_EQUAL(told("89.999999"), "");
  CAF_CHECK_EQUAL(told("90"), "A not_flat emergency ");
  CAF_CHECK_EQUAL(told("150"), "A not_flat emergency ");
}

CAF_TEST(three failures tell at once) {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000"};
  bench.lock();
  bench.look("0");
  CAF_CHECK_EQUAL(bench.reply("0.1", "MNQ", call_outcome::order_rejected), "close MNQ [003] x2");
  CAF_CHECK_EQUAL(bench.reply("0.2", "MNQ", call_outcome::order_rejected), "");
  bench.pass_until("0.45");
  CAF_CHECK_EQUAL(bench.reply("0.5", "MNQ", call_outcome::order_rejected), "A not_flat");
  CAF_CHECK(bench.pass_until("29.999999").find("A ") == std::string::npos);
  CAF_CHECK(bench.pass_until("30").find("A not_flat emergency") != std::string::npos);
}

CAF_TEST(alarms end with the proof then begin anew with the next enforcement) {
  auto bench = proven();
  CAF_CHECK_EQUAL(bench.pass_until("20"), "");
  CAF_CHECK_EQUAL(bench.event("20", position_called("MNQ L1@21000")), "close MNQ [003]");
  CAF_CHECK(bench.pass_until("24.999999").find("A ") == std::string::npos);
  CAF_CHECK(bench.pass_until("25").find("A not_flat") != std::string::npos);
}

// R-F-17
CAF_TEST(a proven account is looked at every thirty seconds) {
  auto bench = proven();
  CAF_CHECK_EQUAL(bench.wake(), "31.2");
  CAF_CHECK_EQUAL(bench.pass_until("100"), "+31.2 read; +61.2 read; +91.2 read");
}

CAF_TEST(the sweep finds what opened unseen) {
  auto bench = proven();
  bench.pass_until("31.2");
  CAF_CHECK_EQUAL(bench.event("31.3", position_called("MNQ L1@21000")), "close MNQ [003]");
  CAF_CHECK_EQUAL(bench.snapshot("31.3", "31.2", false), "");
  CAF_CHECK(bench.desk.is_busy());
}

// R-L-7
CAF_TEST(without a lock nothing is swept) {
  auto bench = proven();
  bench.account.binding = {};
  CAF_CHECK_EQUAL(bench.look("40"), "");
  CAF_CHECK_EQUAL(bench.wake(), "-");
  CAF_CHECK(!bench.desk.is_busy());
}

CAF_TEST(a desk comes to rest although an order outlived its lock) {
  auto bench = desk_bench{"", "+0 O #11 MNQ buy limit @20000"};
  bench.lock();
  bench.look("0");
  bench.reply("0.1", "#11", call_outcome::accepted);
  bench.account.binding = {};
  CAF_CHECK_EQUAL(bench.look("0.2"), "");
  bench.pass_until("1.2");
  CAF_CHECK_EQUAL(bench.snapshot("1.3", "1.2", false), "verified");
  CAF_CHECK_EQUAL(bench.pass_until("60"), "");
}

// A new desk replaces one whose actor died: what is still in excess is planned anew.
CAF_TEST(an empty desk takes up the work) {
  auto bench = desk_bench{"", "+0 P MNQ L2@21000"};
  bench.lock();
  bench.look("0");
  bench.desk = enforcement_desk{id_source{0}};
  CAF_CHECK_EQUAL(bench.look("0.5"), "close MNQ [003]");
}

} // namespace domain_enforcement_proof
