#define CAF_SUITE domain.fleet_outbox

#include "domain/fleet/fleet_outbox.hpp"

#include "tests/unit/domain/fleet_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

namespace domain_fleet_outbox {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

using names = std::vector<std::string>;

fleet_outbox linked() {
  fleet_outbox out;
  out.link_up({});
  return out;
}

/// What one update says, such as `daemon`, `A-1`, `-A-2` of one that is gone, `story 7`.
names said_in(const fleet_update& x) {
  names out;
  if (x.daemon)
    out.push_back("daemon");
  for (const auto& each : x.accounts)
    out.push_back(each.name);
  for (const auto& each : x.gone)
    out.push_back("-" + each);
  for (const auto& each : x.stories)
    out.push_back("story " + to_string(each.breach));
  for (const auto& each : x.records)
    out.push_back("record " + std::to_string(each.place.number));
  return out;
}

names said(fleet_outbox& outbox) {
  const auto update = outbox.next(hub_start);
  return update ? said_in(*update) : names{};
}

/// What goes out one after the other while the hub acknowledges each update at once.
std::vector<names> all_said(fleet_outbox& outbox) {
  std::vector<names> out;
  while (const auto update = outbox.next(hub_start)) {
    out.push_back(said_in(*update));
    outbox.take({update->number, std::nullopt});
  }
  return out;
}

account_report large_account(const std::string& name, std::size_t bytes) {
  auto out = account_named(name);
  out.document.assign(bytes - name.size(), 'x');
  return out;
}

} // namespace

CAF_TEST(nothing goes out while the link is down) {
  fleet_outbox outbox;
  outbox.tell(answering());
  outbox.tell(account_named("A-1"));
  CAF_CHECK(!outbox.next(hub_start));
  outbox.link_up({});
  CAF_CHECK_EQUAL(said(outbox), (names{"daemon", "A-1"}));
  outbox.tell(account_named("A-1"));
  outbox.link_down();
  CAF_CHECK(!outbox.next(hub_start));
}

CAF_TEST(an update is numbered from one on each link with the time of its sending) {
  auto outbox = linked();
  for (std::uint64_t number : {1u, 2u, 3u}) {
    outbox.tell(answering());
    const auto update = outbox.next(hub_start + std::chrono::seconds{number});
    CAF_REQUIRE(update.has_value());
    CAF_CHECK_EQUAL(update->number, number);
    CAF_CHECK(update->sent == hub_start + std::chrono::seconds{number});
  }
  outbox.link_down();
  outbox.link_up({});
  const auto update = outbox.next(hub_start);
  CAF_REQUIRE(update.has_value());
  CAF_CHECK_EQUAL(update->number, 1u);
}

CAF_TEST(the newest state counts while it waits) {
  auto outbox = linked();
  outbox.tell(answering("{\"old\":1}"));
  outbox.tell(account_named("A-1"));
  outbox.tell(story_of(7, "{\"old\":1}"));
  outbox.tell(answering("{\"new\":1}"));
  outbox.tell(account_named("A-1", protection::unprotected));
  outbox.tell(story_of(7, "{\"new\":1}"));
  const auto update = outbox.next(hub_start);
  CAF_REQUIRE(update.has_value());
  CAF_CHECK(update->daemon == answering("{\"new\":1}"));
  CAF_CHECK(update->accounts
            == (std::vector<account_report>{account_named("A-1", protection::unprotected)}));
  CAF_CHECK(update->stories == (std::vector<story_report>{story_of(7, "{\"new\":1}")}));
  CAF_CHECK(!outbox.next(hub_start));
}

CAF_TEST(what waited longest goes first even if it was told again) {
  auto outbox = linked();
  outbox.tell(large_account("A-2", 30'000));
  outbox.tell(story_of(1, std::string(20'000, 'x')));
  outbox.tell(large_account("A-1", 15'000));
  outbox.tell(answering());
  outbox.tell(large_account("A-2", 30'000));
  outbox.tell(story_of(1, std::string(20'000, 'y')));
  CAF_CHECK(all_said(outbox) == (std::vector<names>{{"A-2"}, {"daemon", "A-1", "story 1"}}));
}

CAF_TEST(no more than four updates are on their way) {
  auto outbox = linked();
  for (std::uint64_t number = 1; number <= 4; ++number) {
    outbox.tell(answering());
    const auto update = outbox.next(hub_start);
    CAF_REQUIRE(update.has_value());
    CAF_CHECK_EQUAL(update->number, number);
  }
  outbox.tell(answering());
  CAF_CHECK(!outbox.next(hub_start));
  outbox.take({1, std::nullopt});
  CAF_CHECK_EQUAL(said(outbox), names{"daemon"});
  outbox.tell(answering());
  CAF_CHECK(!outbox.next(hub_start));
}

CAF_TEST(a receipt counts once for all that was sent before it) {
  struct row {
    const char* label;
    std::vector<std::uint64_t> receipts;
    std::size_t sent_afterwards;
  };
  const row rows[] = {
    {"none", {}, 0},
    {"the first", {1}, 1},
    {"the first again", {1, 1, 1}, 1},
    {"the second", {2}, 2},
    {"all", {1, 2, 3, 4}, 4},
    {"only the last", {4}, 4},
    {"out of order", {3, 1, 2}, 3},
    {"the welcome", {0}, 0},
    {"of no update", {5, 99}, 0},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto outbox = linked();
    const auto send_all = [&] {
      std::size_t sent = 0;
      for (outbox.tell(answering()); outbox.next(hub_start); outbox.tell(answering()))
        ++sent;
      return sent;
    };
    CAF_REQUIRE_EQUAL(send_all(), 4u);
    for (const auto number : each.receipts)
      outbox.take({number, std::nullopt});
    CAF_CHECK_EQUAL(send_all(), each.sent_afterwards);
  }
}

CAF_TEST(receipts of an earlier link count for nothing) {
  auto outbox = linked();
  for (outbox.tell(answering()); outbox.next(hub_start); outbox.tell(answering()))
    continue;
  outbox.link_down();
  outbox.take({4, record_place{1, 7}});
  outbox.link_up({});
  CAF_CHECK(outbox.records_wanted() == (wanted_records{std::nullopt, 200}));
  outbox.take({4, record_place{1, 7}});
  CAF_CHECK(outbox.records_wanted() == (wanted_records{std::nullopt, 200}));
}

CAF_TEST(an update holds forty kibibytes at most) {
  struct row {
    const char* label;
    std::vector<std::size_t> sizes;
    std::vector<std::size_t> accounts_in_updates;
  };
  const std::size_t all = 40 * 1024;
  const row rows[] = {
    {"small ones", {1'000, 1'000, 1'000}, {3}},
    {"exactly full", {all / 2, all / 2}, {2}},
    {"one byte too many", {all / 2, all / 2 + 1}, {1, 1}},
    {"two for each", {20'000, 20'000, 20'000, 20'000, 20'000}, {2, 2, 1}},
    {"one that fills it", {all, 1'000}, {1, 1}},
    {"one that is too large", {1'000, all + 1, 1'000}, {1, 1, 1}},
    {"only large ones", {2 * all, 2 * all}, {1, 1}},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto outbox = linked();
    for (std::size_t i = 0; i < each.sizes.size(); ++i)
      outbox.tell(large_account("A-" + std::to_string(i), each.sizes[i]));
    std::vector<std::size_t> found;
    for (const auto& update : all_said(outbox))
      found.push_back(update.size());
    CAF_CHECK_EQUAL(found, each.accounts_in_updates);
  }
}

CAF_TEST(everything is due again when a link comes up) {
  auto outbox = linked();
  outbox.tell(answering());
  outbox.tell(account_named("A-1"));
  outbox.tell(account_named("A-2"));
  outbox.tell(story_of(1));
  const auto before = outbox.next(hub_start);
  CAF_REQUIRE(before.has_value());
  outbox.tell(story_of(2));
  outbox.link_down();
  outbox.tell(account_named("A-3"));
  outbox.link_up({});
  CAF_CHECK(all_said(outbox)
            == (std::vector<names>{{"daemon", "A-1", "A-2", "A-3", "story 1", "story 2"}}));
  // What the hub acknowledged is told again if it is a state.
  outbox.link_up({});
  CAF_CHECK(all_said(outbox) == (std::vector<names>{{"daemon", "A-1", "A-2", "A-3"}}));
}

CAF_TEST(an account that is gone is told until the hub knows it) {
  auto outbox = linked();
  outbox.tell(account_named("A-1"));
  CAF_CHECK_EQUAL(said(outbox), names{"A-1"});
  outbox.forget_account("A-1");
  CAF_CHECK_EQUAL(said(outbox), names{"-A-1"});
  outbox.link_up({});
  CAF_CHECK_EQUAL(said(outbox), names{"-A-1"});
  outbox.take({1, std::nullopt});
  outbox.link_up({});
  CAF_CHECK_EQUAL(said(outbox), names{});
}

CAF_TEST(an account that comes back is told instead of its end) {
  auto outbox = linked();
  outbox.tell(account_named("A-1"));
  outbox.forget_account("A-1");
  CAF_CHECK_EQUAL(said(outbox), names{"-A-1"});
  outbox.tell(account_named("A-1"));
  outbox.take({1, std::nullopt});
  CAF_CHECK_EQUAL(said(outbox), names{"A-1"});
  outbox.forget_account("A-1");
  outbox.tell(account_named("A-1"));
  CAF_CHECK_EQUAL(said(outbox), names{"A-1"});
  outbox.link_up({});
  CAF_CHECK_EQUAL(said(outbox), names{"A-1"});
}

CAF_TEST(a story is told until the hub has it) {
  auto outbox = linked();
  outbox.tell(story_of(1));
  outbox.tell(story_of(2));
  CAF_CHECK_EQUAL(said(outbox), (names{"story 1", "story 2"}));
  outbox.tell(story_of(2, "{\"more\":1}"));
  outbox.take({1, std::nullopt});
  outbox.link_up({});
  const auto update = outbox.next(hub_start);
  CAF_REQUIRE(update.has_value());
  CAF_CHECK(update->stories == (std::vector<story_report>{story_of(2, "{\"more\":1}")}));
  outbox.take({1, std::nullopt});
  outbox.link_up({});
  CAF_CHECK_EQUAL(said(outbox), names{});
}

CAF_TEST(of too many stories those told first are given up) {
  fleet_outbox outbox;
  for (std::int64_t breach = 1; breach <= 64; ++breach)
    outbox.tell(story_of(breach));
  outbox.tell(story_of(1, "{\"more\":1}"));
  CAF_CHECK_EQUAL(outbox.stories_given_up(), 0u);
  outbox.tell(story_of(65));
  outbox.tell(story_of(66));
  CAF_CHECK_EQUAL(outbox.stories_given_up(), 2u);
  outbox.link_up({});
  const auto found = said(outbox);
  CAF_REQUIRE_EQUAL(found.size(), 64u);
  CAF_CHECK_EQUAL(found.front(), "story 4");
  CAF_CHECK_EQUAL(found[61], "story 1");
  CAF_CHECK_EQUAL(found.back(), "story 66");
}

CAF_TEST(a story that is given up while it is due leaves nothing behind) {
  auto outbox = linked();
  for (std::int64_t breach = 1; breach <= 70; ++breach)
    outbox.tell(story_of(breach));
  const auto found = said(outbox);
  CAF_REQUIRE_EQUAL(found.size(), 64u);
  CAF_CHECK_EQUAL(found.front(), "story 7");
  CAF_CHECK_EQUAL(said(outbox), names{});
}

} // namespace domain_fleet_outbox
