#define CAF_SUITE domain.fleet_audit_gaps

#include "domain/fleet/audit_watch.hpp"
#include "tests/unit/domain/fleet_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace domain_fleet_audit_gaps {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

using told_records = std::vector<audit_report>;

const auto one_look = hub_start + 1s;

told_records one_after_other(told_records a, const told_records& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// A watch that knows records 1 to 3 of chain 2.
audit_watch with_three() {
  audit_watch out;
  CAF_REQUIRE_EQUAL(out.take(records_of(2, 1, 3), one_look).accepted.size(), 3u);
  return out;
}

/// One that is broken, and knows the same records.
audit_watch broken_with_three() {
  auto out = with_three();
  out.take_end({2, 1}, hash_at({2, 1}), one_look);
  CAF_REQUIRE_EQUAL(out.status().state, chain_state::broken);
  return out;
}

/// Records whose references fit nowhere.
told_records loose_records(std::int64_t chain, std::int64_t first, std::int64_t last) {
  auto out = records_of(chain, first, last);
  for (auto& each : out)
    each.previous = std::string(64, 'c');
  return out;
}

} // namespace

// R-P-5
CAF_TEST(records that are missing again break the audit) {
  struct row {
    const char* label;
    told_records first;
    told_records second;
    std::size_t accepted;
    std::uint64_t missed;
    record_place until;
    const char* remark;
  };
  const row rows[] = {
    {"they came after all", records_of(2, 5, 6), records_of(2, 4, 6), 3, 0, {2, 6}, ""},
    {"a number was left out",
     records_of(2, 5, 6),
     records_of(2, 5, 6),
     2,
     0,
     {2, 6},
     "records are missing: record 5 of chain 2 came after record 3 of chain 2"},
    {"a number was left out later",
     one_after_other(records_of(2, 4, 4), records_of(2, 6, 7)),
     records_of(2, 6, 8),
     3,
     0,
     {2, 8},
     "records are missing: record 6 of chain 2 came after record 4 of chain 2"},
    {"a chain lacks its first record",
     records_of(4, 2, 3),
     records_of(4, 2, 3),
     2,
     0,
     {4, 3},
     "records are missing: record 2 of chain 4 came after record 3 of chain 2"},
    {"the second time in parts", records_of(2, 5, 8), records_of(2, 7, 8), 0, 2, {2, 3}, ""},
    {"less the second time", records_of(2, 5, 8), records_of(2, 6, 8), 0, 3, {2, 3}, ""},
    {"nothing the second time", records_of(2, 5, 8), {}, 0, 0, {2, 3}, ""},
    {"two gaps",
     records_of(2, 5, 6),
     one_after_other(records_of(2, 5, 6), records_of(2, 9, 9)),
     2,
     1,
     {2, 6},
     "records are missing: record 5 of chain 2 came after record 3 of chain 2"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = with_three();
    CAF_CHECK(watch.take(each.first, one_look).missed > 0);
    CAF_CHECK_EQUAL(watch.status().state, chain_state::intact);
    const auto found = watch.take(each.second, one_look);
    CAF_CHECK_EQUAL(found.accepted.size(), each.accepted);
    CAF_CHECK_EQUAL(found.missed, each.missed);
    CAF_CHECK(watch.status().until == each.until);
    CAF_CHECK_EQUAL(watch.status().remark, each.remark);
    CAF_CHECK_EQUAL(watch.status().state,
                    *each.remark == '\0' ? chain_state::intact : chain_state::broken);
  }
}

CAF_TEST(what is asked for after a gap is judged as ever) {
  auto watch = with_three();
  for (int i = 0; i < 2; ++i)
    static_cast<void>(watch.take(records_of(2, 5, 6), one_look));
  const auto remark = watch.status().remark;
  CAF_CHECK_EQUAL(watch.take(records_of(2, 9, 9), one_look).missed, 1u);
  CAF_CHECK_EQUAL(watch.take(records_of(2, 9, 9), one_look).accepted.size(), 1u);
  CAF_CHECK_EQUAL(watch.status().remark, remark);
}

CAF_TEST(a watch goes on from what an earlier hub found out) {
  struct row {
    const char* label;
    chain_state kept;
    std::optional<record_place> until;
    chain_state expected;
  };
  using state = chain_state;
  const auto known = record_place{2, 3};
  const row rows[] = {
    {"nothing is known", state::unknown, {}, state::unknown},
    {"records of which nothing was said", state::unknown, known, state::intact},
    {"an audit that was intact", state::intact, known, state::intact},
    {"one whose records got lost", state::intact, {}, state::unknown},
    {"one that was broken", state::broken, known, state::broken},
    {"one that was broken and whose records got lost", state::broken, {}, state::broken},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    audit_watch_status kept;
    kept.state = each.kept;
    kept.remark = each.kept == state::broken ? "records were cut off" : "";
    kept.until = each.until;
    kept.hash = each.until ? hash_at(*each.until) : "";
    kept.era = 4;
    audit_watch watch{kept};
    CAF_CHECK_EQUAL(watch.status().state, each.expected);
    CAF_CHECK_EQUAL(watch.status().remark, kept.remark);
    CAF_CHECK(watch.status().until == each.until);
    CAF_CHECK_EQUAL(watch.status().era, 4u);
    CAF_CHECK_EQUAL(watch.take(records_of(2, 4, 5), one_look).accepted.size(), 2u);
    CAF_CHECK_EQUAL(watch.status().state,
                    each.expected == state::broken ? state::broken : state::intact);
  }
}

CAF_TEST(an audit that is begun anew has no past) {
  auto watch = broken_with_three();
  watch.begin_anew();
  audit_watch_status expected;
  expected.era = 1;
  CAF_CHECK(watch.status() == expected);
  watch.begin_anew();
  CAF_CHECK_EQUAL(watch.status().era, 2u);
  // An earlier place than was known.
  CAF_CHECK_EQUAL(watch.take(records_of(1, 7, 8), one_look).accepted.size(), 2u);
  CAF_CHECK_EQUAL(watch.status().state, chain_state::intact);
  CAF_CHECK(watch.status().until == (record_place{1, 8}));
}

CAF_TEST(only what was written before is taken as it comes) {
  struct row {
    const char* label;
    std::optional<record_place> end;
    told_records first;
    told_records later;
    bool is_broken;
  };
  const row rows[] = {
    {"a gap before the end",
     record_place{1, 9},
     one_after_other(records_of(1, 5, 6), loose_records(1, 8, 9)),
     {},
     false},
    {"a new chain before the end",
     record_place{2, 2},
     one_after_other(records_of(1, 5, 6), records_of(2, 1, 2)),
     {},
     false},
    {"records that do not follow up to the end",
     record_place{1, 9},
     loose_records(1, 5, 9),
     {},
     false},
    {"the first one behind the end", record_place{1, 8}, loose_records(1, 5, 9), {}, true},
    {"a later one behind the end", record_place{1, 9}, records_of(1, 5, 9),
     loose_records(1, 10, 10), true},
    {"what follows", record_place{1, 9}, loose_records(1, 5, 9), records_of(1, 10, 12), false},
    {"as long as no end was told", {}, loose_records(1, 5, 9), loose_records(1, 10, 12), false},
    {"two hundred without an end", {}, loose_records(1, 1, 150), loose_records(1, 151, 200), false},
    {"one more without an end", {}, loose_records(1, 1, 200), loose_records(1, 201, 201), true},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = broken_with_three();
    watch.begin_anew();
    if (each.end)
      watch.expect(*each.end);
    CAF_CHECK_EQUAL(watch.take(each.first, one_look).accepted.size(), each.first.size());
    // Only the first end counts.
    watch.expect({1, 500});
    CAF_CHECK_EQUAL(watch.take(each.later, one_look).accepted.size(), each.later.size());
    CAF_CHECK_EQUAL(watch.status().state,
                    each.is_broken ? chain_state::broken : chain_state::intact);
  }
}

CAF_TEST(an audit that is begun anew stays so until something of it is told) {
  struct row {
    const char* label;
    std::uint64_t era;
    std::optional<record_place> until;
    chain_state expected;
  };
  const row rows[] = {
    {"begun anew", 1, {}, chain_state::intact},
    {"never begun anew", 0, {}, chain_state::broken},
    {"begun anew and told of", 1, record_place{1, 4}, chain_state::broken},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    audit_watch_status kept;
    kept.era = each.era;
    kept.until = each.until;
    audit_watch watch{kept};
    CAF_CHECK_EQUAL(watch.take(loose_records(1, 5, 9), one_look).accepted.size(), 5u);
    CAF_CHECK_EQUAL(watch.status().state, each.expected);
  }
}

CAF_TEST(an end that is expected excuses nothing unless the audit is begun anew) {
  auto watch = with_three();
  watch.expect({2, 9});
  CAF_CHECK_EQUAL(watch.take(loose_records(2, 4, 4), one_look).accepted.size(), 1u);
  CAF_CHECK_EQUAL(watch.status().state, chain_state::broken);
}

} // namespace domain_fleet_audit_gaps
