#define CAF_SUITE domain.fleet_records

#include "domain/fleet/fleet_outbox.hpp"
#include "tests/unit/domain/fleet_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace domain_fleet_records {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

using numbers = std::vector<std::int64_t>;

fleet_outbox linked_after(std::optional<record_place> place) {
  fleet_outbox out;
  out.link_up({0, place});
  return out;
}

numbers numbers_in(const std::vector<audit_report>& records) {
  numbers out;
  for (const auto& each : records)
    out.push_back(each.place.number);
  return out;
}

numbers numbers_sent(fleet_outbox& outbox) {
  const auto update = outbox.next(hub_start);
  return update ? numbers_in(update->records) : numbers{};
}

std::vector<audit_report> together(std::vector<audit_report> a,
                                   const std::vector<audit_report>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

} // namespace

CAF_TEST(records go out as far as they follow from those of the hub) {
  struct row {
    const char* label;
    std::optional<record_place> place;
    std::vector<audit_report> told;
    numbers sent;
  };
  const auto at_three = record_place{2, 3};
  const row rows[] = {
    {"the next ones", at_three, records_of(2, 4, 6), {4, 5, 6}},
    {"known ones", at_three, records_of(2, 1, 3), {}},
    {"known ones first", at_three, records_of(2, 2, 5), {4, 5}},
    {"of an earlier chain", at_three, records_of(1, 4, 5), {}},
    {"one is missing", at_three, records_of(2, 5, 6), {}},
    {"one is missing later", at_three, together(records_of(2, 4, 5), records_of(2, 7, 8)), {4, 5}},
    {"a new chain", at_three, together(records_of(2, 4, 4), records_of(3, 1, 2)), {4, 1, 2}},
    {"a new chain from its middle", at_three, records_of(3, 2, 3), {}},
    {"to a hub that has none", std::nullopt, records_of(2, 70, 72), {70, 71, 72}},
    {"none", at_three, {}, {}},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto outbox = linked_after(each.place);
    outbox.tell(each.told);
    CAF_CHECK_EQUAL(numbers_sent(outbox), each.sent);
    CAF_CHECK(!outbox.next(hub_start));
  }
}

CAF_TEST(records behind a gap go out once they were read again) {
  struct row {
    const char* label;
    std::vector<audit_report> first;
    std::vector<audit_report> second;
    numbers sent;
  };
  const row rows[] = {
    {"the same again", records_of(2, 5, 6), records_of(2, 5, 6), {5, 6}},
    {"more of the same", records_of(2, 5, 6), records_of(2, 5, 8), {5, 6, 7, 8}},
    {"what was missing", records_of(2, 5, 6), records_of(2, 4, 6), {4, 5, 6}},
    {"another gap", records_of(2, 5, 6), records_of(2, 6, 6), {}},
    {"a chain without its beginning", records_of(3, 2, 3), records_of(3, 2, 3), {2, 3}},
    {"up to the next gap",
     records_of(2, 5, 6),
     together(records_of(2, 5, 6), records_of(2, 8, 9)),
     {5, 6}},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto outbox = linked_after(record_place{2, 3});
    outbox.tell(each.first);
    CAF_CHECK(!outbox.next(hub_start));
    CAF_CHECK(outbox.records_wanted() == (wanted_records{record_place{2, 3}, 200}));
    outbox.tell(each.second);
    CAF_CHECK_EQUAL(numbers_sent(outbox), each.sent);
  }
}

CAF_TEST(records behind a gap go out again until the hub takes them) {
  auto outbox = linked_after(record_place{2, 3});
  outbox.tell(records_of(2, 5, 6));
  outbox.tell(records_of(2, 5, 6));
  CAF_CHECK_EQUAL(numbers_sent(outbox), (numbers{5, 6}));
  outbox.take({1, record_place{2, 3}});
  CAF_CHECK(outbox.records_wanted() == (wanted_records{record_place{2, 3}, 200}));
  outbox.tell(records_of(2, 5, 6));
  CAF_CHECK_EQUAL(numbers_sent(outbox), (numbers{5, 6}));
  outbox.take({2, record_place{2, 6}});
  CAF_CHECK(outbox.records_wanted() == (wanted_records{record_place{2, 6}, 200}));
}

CAF_TEST(a receipt leaves alone what waits behind a gap) {
  auto outbox = linked_after(record_place{2, 3});
  outbox.tell(answering());
  CAF_CHECK(outbox.next(hub_start).has_value());
  outbox.tell(records_of(2, 5, 6));
  outbox.tell(records_of(2, 5, 6));
  outbox.take({1, record_place{2, 3}});
  CAF_CHECK_EQUAL(numbers_sent(outbox), (numbers{5, 6}));
}

CAF_TEST(what was read for another link proves no gap) {
  auto outbox = linked_after(record_place{2, 3});
  outbox.tell(records_of(2, 5, 6));
  outbox.link_down();
  outbox.link_up({0, record_place{2, 3}});
  outbox.tell(records_of(2, 5, 6));
  CAF_CHECK(!outbox.next(hub_start));
}

CAF_TEST(records are wanted when the hub has all that were told) {
  fleet_outbox outbox;
  CAF_CHECK(!outbox.records_wanted());
  outbox.link_up({0, record_place{2, 3}});
  CAF_CHECK(outbox.records_wanted() == (wanted_records{record_place{2, 3}, 200}));
  outbox.tell(records_of(2, 4, 5));
  CAF_CHECK(!outbox.records_wanted());
  CAF_CHECK_EQUAL(numbers_sent(outbox), (numbers{4, 5}));
  CAF_CHECK(!outbox.records_wanted());
  outbox.take({1, record_place{2, 5}});
  CAF_CHECK(outbox.records_wanted() == (wanted_records{record_place{2, 5}, 200}));
  outbox.link_down();
  CAF_CHECK(!outbox.records_wanted());
}

CAF_TEST(the newest records are wanted for a hub that has none) {
  auto outbox = linked_after(std::nullopt);
  CAF_CHECK(outbox.records_wanted() == (wanted_records{std::nullopt, 200}));
}

CAF_TEST(records are wanted while other updates are on their way) {
  auto outbox = linked_after(record_place{1, 1});
  outbox.tell(answering());
  CAF_CHECK(outbox.next(hub_start).has_value());
  CAF_CHECK(outbox.records_wanted().has_value());
}

CAF_TEST(records told twice go out once) {
  auto outbox = linked_after(record_place{1, 1});
  outbox.tell(records_of(1, 2, 3));
  outbox.tell(records_of(1, 2, 4));
  CAF_CHECK_EQUAL(numbers_sent(outbox), (numbers{2, 3, 4}));
  outbox.tell(records_of(1, 2, 5));
  CAF_CHECK_EQUAL(numbers_sent(outbox), numbers{5});
}

CAF_TEST(no more than two hundred records wait) {
  auto outbox = linked_after(record_place{1, 1});
  outbox.tell(records_of(1, 2, 300));
  numbers found;
  for (std::uint64_t number = 1; const auto update = outbox.next(hub_start); ++number) {
    for (const auto each : numbers_in(update->records))
      found.push_back(each);
    outbox.take({number, record_place{1, found.back()}});
  }
  CAF_REQUIRE_EQUAL(found.size(), 200u);
  CAF_CHECK_EQUAL(found.front(), 2);
  CAF_CHECK_EQUAL(found.back(), 201);
  CAF_CHECK(outbox.records_wanted() == (wanted_records{record_place{1, 201}, 200}));
}

CAF_TEST(many records leave room for what waits behind them) {
  auto outbox = linked_after(record_place{1, 0});
  auto told = records_of(1, 1, 8);
  for (auto& each : told)
    each.text.assign(10'200, 'x');
  outbox.tell(told);
  outbox.tell(answering());
  const auto first = outbox.next(hub_start);
  CAF_REQUIRE(first.has_value());
  CAF_CHECK_EQUAL(numbers_in(first->records), (numbers{1, 2, 3}));
  CAF_CHECK(!first->daemon);
  const auto second = outbox.next(hub_start);
  CAF_REQUIRE(second.has_value());
  CAF_CHECK(second->daemon.has_value());
  CAF_CHECK_EQUAL(numbers_in(second->records), (numbers{4, 5, 6}));
  CAF_CHECK_EQUAL(numbers_sent(outbox), (numbers{7, 8}));
}

CAF_TEST(records that the hub refused are asked for again) {
  auto outbox = linked_after(record_place{1, 1});
  auto told = records_of(1, 2, 3);
  for (auto& each : told)
    each.text.assign(30'000, 'x');
  outbox.tell(told);
  CAF_CHECK_EQUAL(numbers_sent(outbox), numbers{2});
  outbox.take({1, record_place{1, 1}});
  CAF_CHECK(!outbox.next(hub_start));
  CAF_CHECK(outbox.records_wanted() == (wanted_records{record_place{1, 1}, 200}));
}

CAF_TEST(a receipt leaves alone what waits behind other records) {
  auto outbox = linked_after(record_place{1, 1});
  auto told = records_of(1, 2, 4);
  for (auto& each : told)
    each.text.assign(30'000, 'x');
  outbox.tell(told);
  CAF_CHECK_EQUAL(numbers_sent(outbox), numbers{2});
  CAF_CHECK_EQUAL(numbers_sent(outbox), numbers{3});
  outbox.take({1, record_place{1, 2}});
  CAF_CHECK_EQUAL(numbers_sent(outbox), numbers{4});
}

CAF_TEST(records that the hub has from elsewhere are left out) {
  auto outbox = linked_after(record_place{1, 1});
  auto told = records_of(1, 2, 4);
  for (auto& each : told)
    each.text.assign(30'000, 'x');
  outbox.tell(told);
  CAF_CHECK_EQUAL(numbers_sent(outbox), numbers{2});
  outbox.take({1, record_place{1, 3}});
  CAF_CHECK_EQUAL(numbers_sent(outbox), numbers{4});
}

CAF_TEST(records that waited when the link went down are asked for again) {
  auto outbox = linked_after(record_place{1, 1});
  outbox.tell(records_of(1, 2, 3));
  outbox.link_down();
  outbox.tell(records_of(1, 4, 5));
  outbox.link_up({0, record_place{1, 2}});
  CAF_CHECK(!outbox.next(hub_start));
  CAF_CHECK(outbox.records_wanted() == (wanted_records{record_place{1, 2}, 200}));
}

CAF_TEST(a report that is sent again knows the end of the records told after it) {
  struct row {
    const char* label;
    std::optional<record_place> end;
    std::vector<audit_report> told;
    std::optional<record_place> expected;
  };
  const auto at_five = record_place{1, 5};
  const row rows[] = {
    {"later records", at_five, records_of(1, 6, 8), record_place{1, 8}},
    {"a later chain", at_five, records_of(2, 1, 2), record_place{2, 2}},
    {"the same record", at_five, records_of(1, 5, 5), at_five},
    {"earlier records", at_five, records_of(1, 2, 3), at_five},
    {"no records", at_five, {}, at_five},
    {"an end that was never read", std::nullopt, records_of(1, 6, 8), std::nullopt},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto outbox = linked_after(record_place{1, 1});
    auto report = answering();
    report.audit_end = each.end;
    report.audit_hash = each.end ? hash_at(*each.end) : "";
    outbox.tell(report);
    outbox.tell(each.told);
    outbox.link_down();
    outbox.link_up({0, each.told.empty() ? record_place{1, 1} : each.told.back().place});
    const auto update = outbox.next(hub_start);
    CAF_REQUIRE(update && update->daemon);
    CAF_CHECK(update->daemon->audit_end == each.expected);
    CAF_CHECK_EQUAL(update->daemon->audit_hash, each.expected ? hash_at(*each.expected) : "");
  }
}

} // namespace domain_fleet_records
