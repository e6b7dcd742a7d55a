#define CAF_SUITE domain.fleet_audit_watch

#include "domain/fleet/audit_watch.hpp"
#include "domain/fleet/record_order.hpp"
#include "tests/unit/domain/fleet_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace domain_fleet_audit_watch {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const auto first_look = hub_start + 1s;
const auto second_look = hub_start + 2s;

/// A watch that knows records 1 to 3 of chain 2.
audit_watch knowing_three() {
  audit_watch out;
  CAF_REQUIRE_EQUAL(out.take(records_of(2, 1, 3), first_look).accepted.size(), 3u);
  return out;
}

audit_report rewritten(audit_report what) {
  what.hash = hash_at(what.place, 'b');
  return what;
}

audit_report torn_off(audit_report what) {
  what.previous = std::string(64, 'c');
  return what;
}

bool mentions(const std::string& text, const char* part) {
  return *part == '\0' ? text.empty() : text.find(part) != std::string::npos;
}

} // namespace

CAF_TEST(the first record that is told anchors the audit) {
  audit_watch watch;
  CAF_CHECK_EQUAL(watch.status().state, chain_state::unknown);
  CAF_CHECK(!watch.status().until);
  const auto found = watch.take({torn_off(record_at(3, 17))}, first_look);
  CAF_CHECK_EQUAL(found.accepted.size(), 1u);
  CAF_CHECK_EQUAL(found.missed, 0u);
  const auto expected = audit_watch_status{chain_state::intact, "", record_place{3, 17},
                                           hash_at({3, 17}), first_look};
  CAF_CHECK(watch.status() == expected);
}

// R-P-5
CAF_TEST(records are taken as far as they go on from what is known) {
  struct row {
    const char* label;
    std::vector<audit_report> told;
    std::size_t accepted;
    std::uint64_t missed;
    record_place until;
    chain_state state;
    const char* remark;
  };
  const auto intact = chain_state::intact;
  const auto broken = chain_state::broken;
  const row rows[] = {
    {"none", {}, 0, 0, {2, 3}, intact, ""},
    {"the next ones", records_of(2, 4, 6), 3, 0, {2, 6}, intact, ""},
    {"known ones", records_of(2, 1, 3), 0, 0, {2, 3}, intact, ""},
    {"known ones with the next", records_of(2, 2, 5), 2, 0, {2, 5}, intact, ""},
    {"of an earlier chain", records_of(1, 900, 901), 0, 0, {2, 3}, intact, ""},
    {"one is missing", records_of(2, 5, 7), 0, 3, {2, 3}, intact, ""},
    {"one is missing later", {record_at(2, 4), record_at(2, 6)}, 1, 1, {2, 4}, intact, ""},
    {"an earlier one was rewritten", {rewritten(record_at(2, 2))}, 0, 0, {2, 3}, intact, ""},
    {"the last one was rewritten",
     {rewritten(record_at(2, 3))},
     0,
     0,
     {2, 3},
     broken,
     "record 3 of chain 2 was rewritten"},
    {"the next one has another predecessor",
     {torn_off(record_at(2, 4)), record_at(2, 5)},
     2,
     0,
     {2, 5},
     broken,
     "record 4 of chain 2 does not follow from record 3 of chain 2"},
    {"a new chain", records_of(3, 1, 2), 2, 0, {3, 2}, broken, "a new chain began"},
    {"a new chain after one was left out",
     records_of(5, 1, 1),
     1,
     0,
     {5, 1},
     broken,
     "a new chain began"},
    {"a new chain without its first record", records_of(3, 2, 4), 0, 3, {2, 3}, intact, ""},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = knowing_three();
    const auto found = watch.take(each.told, second_look);
    CAF_CHECK_EQUAL(found.accepted.size(), each.accepted);
    CAF_CHECK_EQUAL(found.missed, each.missed);
    CAF_CHECK(watch.status().until == each.until);
    CAF_CHECK_EQUAL(watch.status().hash, hash_at(each.until));
    CAF_CHECK_EQUAL(watch.status().state, each.state);
    CAF_CHECK(mentions(watch.status().remark, each.remark));
    CAF_CHECK(watch.status().checked == (each.accepted > 0 ? second_look : first_look));
  }
}

CAF_TEST(what is accepted is what was told) {
  auto watch = knowing_three();
  auto told = records_of(2, 2, 5);
  told[2].text = "Locked.";
  const auto found = watch.take(told, second_look);
  CAF_CHECK(found.accepted == (std::vector<audit_report>{told[2], told[3]}));
}

// R-P-5
CAF_TEST(the end of the audit is compared with the last record that is known) {
  struct row {
    const char* label;
    record_place end;
    std::string hash;
    bool is_checked;
    chain_state state;
    const char* remark;
  };
  const auto intact = chain_state::intact;
  const auto broken = chain_state::broken;
  const row rows[] = {
    {"the same", {2, 3}, hash_at({2, 3}), true, intact, ""},
    {"the same place without a hash", {2, 3}, "", true, intact, ""},
    {"the next", {2, 4}, hash_at({2, 4}), false, intact, ""},
    {"in a later chain", {3, 1}, hash_at({3, 1}), false, intact, ""},
    {"one less", {2, 2}, hash_at({2, 2}), true, broken, "records were cut off"},
    {"in an earlier chain", {1, 900}, hash_at({1, 900}), true, broken, "records were cut off"},
    {"another hash",
     {2, 3},
     hash_at({2, 3}, 'b'),
     true,
     broken,
     "record 3 of chain 2 was rewritten"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = knowing_three();
    watch.take_end(each.end, each.hash, second_look);
    CAF_CHECK_EQUAL(watch.status().state, each.state);
    CAF_CHECK(mentions(watch.status().remark, each.remark));
    CAF_CHECK(watch.status().until == (record_place{2, 3}));
    CAF_CHECK_EQUAL(watch.status().hash, hash_at({2, 3}));
    CAF_CHECK(watch.status().checked == (each.is_checked ? second_look : first_look));
  }
}

CAF_TEST(an end says nothing while no record is known) {
  audit_watch watch;
  watch.take_end({1, 7}, hash_at({1, 7}), first_look);
  CAF_CHECK(watch.status() == audit_watch_status{});
}

CAF_TEST(what broke first is told for good) {
  auto watch = knowing_three();
  watch.take_end({2, 1}, hash_at({2, 1}), first_look);
  const auto remark = watch.status().remark;
  CAF_CHECK(mentions(remark, "records were cut off"));
  CAF_CHECK_EQUAL(watch.take(records_of(2, 4, 5), second_look).accepted.size(), 2u);
  watch.take_end({2, 5}, hash_at({2, 5}), second_look);
  watch.take_end({2, 5}, hash_at({2, 5}, 'b'), second_look);
  CAF_CHECK_EQUAL(watch.status().state, chain_state::broken);
  CAF_CHECK_EQUAL(watch.status().remark, remark);
  CAF_CHECK(watch.status().until == (record_place{2, 5}));
}

CAF_TEST(a watch goes on from what was kept) {
  audit_watch watch{{2, 3}, hash_at({2, 3})};
  CAF_CHECK_EQUAL(watch.status().state, chain_state::intact);
  CAF_CHECK(!watch.status().checked);
  auto torn = watch;
  CAF_CHECK_EQUAL(watch.take(records_of(2, 3, 4), second_look).accepted.size(), 1u);
  CAF_CHECK_EQUAL(watch.status().state, chain_state::intact);
  CAF_CHECK_EQUAL(torn.take({torn_off(record_at(2, 4))}, second_look).accepted.size(), 1u);
  CAF_CHECK_EQUAL(torn.status().state, chain_state::broken);
}

CAF_TEST(nothing is compared with a hash that is unknown) {
  audit_watch watch{{2, 3}, ""};
  watch.take_end({2, 3}, hash_at({2, 3}, 'b'), first_look);
  CAF_CHECK_EQUAL(watch.take({torn_off(record_at(2, 4))}, second_look).accepted.size(), 1u);
  CAF_CHECK_EQUAL(watch.status().state, chain_state::intact);
  CAF_CHECK_EQUAL(watch.status().hash, hash_at({2, 4}));
}

CAF_TEST(no number is too extreme to be compared) {
  const auto most = std::numeric_limits<std::int64_t>::max();
  const auto least = std::numeric_limits<std::int64_t>::min();
  CAF_CHECK(follows({1, most}, {1, most - 1}));
  CAF_CHECK(!follows({1, least}, {1, most}));
  CAF_CHECK(!follows({1, most}, {1, least}));
  CAF_CHECK(!follows({1, most}, {1, most}));
  CAF_CHECK(follows({most, 1}, {least, most}));
  CAF_CHECK(is_before({least, most}, {least + 1, least}));
}

} // namespace domain_fleet_audit_watch
