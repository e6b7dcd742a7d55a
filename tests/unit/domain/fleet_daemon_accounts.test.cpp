#define CAF_SUITE domain.fleet_daemon_accounts

#include "domain/fleet/daemon_watch.hpp"
#include "tests/unit/domain/fleet_watch_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace domain_fleet_daemon_accounts {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

using account_names = std::vector<std::string>;

account_names names_in(daemon_watch& watch) {
  account_names out;
  for (const auto& each : watch.status()->accounts)
    out.push_back(each.what.name);
  return out;
}

std::string numbered_name(std::size_t i) {
  const auto digits = std::to_string(i);
  return "N-" + std::string(6 - digits.size(), '0') + digits;
}

/// A watch that knows so many accounts, told in one update.
daemon_watch watch_with(std::size_t count) {
  auto out = new_watch();
  out.link_up(hub_clock({}));
  auto update = update_of(1, answering());
  for (std::size_t i = 0; i < count; ++i)
    update.accounts.push_back(account_named(numbered_name(i)));
  CAF_REQUIRE(out.take(update, hub_clock({})).has_value());
  return out;
}

} // namespace

CAF_TEST(a listing tells which accounts of a stretch are gone) {
  struct row {
    const char* label;
    account_listing told;
    account_names left;
  };
  // Known are A-1 and B-1.
  const row rows[] = {
    {"both are there", {"", "", {"A-1", "B-1"}, 2}, {"A-1", "B-1"}},
    {"more than are known", {"", "", {"A-0", "A-1", "A-2", "B-1", "C"}, 5}, {"A-1", "B-1"}},
    {"one is gone", {"", "", {"B-1"}, 1}, {"B-1"}},
    {"all are gone", {"", "", {}, 0}, {}},
    {"up to a name", {"", "A-1", {}, 9}, {"B-1"}},
    {"up to the one before a name", {"", "A-0", {}, 9}, {"A-1", "B-1"}},
    {"behind a name", {"A-1", "", {}, 9}, {"A-1"}},
    {"behind the one before a name", {"A-0", "", {}, 9}, {}},
    {"between the names", {"A-1", "A-9", {}, 9}, {"A-1", "B-1"}},
    {"from name to name", {"A-1", "B-1", {"A-5"}, 9}, {"A-1"}},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = live_watch();
    auto update = update_of(2);
    update.listing = each.told;
    const auto before = watch.status();
    CAF_CHECK(watch.take(update, hub_clock(1s)).has_value());
    CAF_CHECK_EQUAL(names_in(watch), each.left);
    CAF_CHECK_EQUAL(watch.status() == before, each.left.size() == 2);
  }
}

CAF_TEST(what is reported counts after what is gone) {
  auto watch = live_watch();
  auto update = update_of(2);
  update.gone = {"A-1"};
  update.listing = account_listing{"", "", {"A-1"}, 1};
  update.accounts = {account_named("A-1", protection::shadow), account_named("C-1")};
  CAF_CHECK(watch.take(update, hub_clock(1s)).has_value());
  CAF_CHECK_EQUAL(names_in(watch), (account_names{"A-1", "C-1"}));
  CAF_CHECK(watch.status()->accounts.front().what.state == protection::shadow);
}

CAF_TEST(no listing forgets nothing) {
  auto watch = live_watch();
  CAF_CHECK(watch.take(update_of(2, mute("not reached")), hub_clock(1s)).has_value());
  CAF_CHECK_EQUAL(names_in(watch), (account_names{"A-1", "B-1"}));
}

CAF_TEST(no more than ten thousand accounts are known) {
  struct row {
    const char* label;
    std::size_t known;
    account_names reported;
    account_names gone;
    bool is_taken;
  };
  const auto first = numbered_name(0);
  const row rows[] = {
    {"the last one", accounts_max - 1, {"Z-1"}, {}, true},
    {"one too many", accounts_max, {"Z-1"}, {}, false},
    {"two where there is room for one", accounts_max - 1, {"Z-1", "Z-2"}, {}, false},
    {"one of those that are known", accounts_max, {first}, {}, true},
    {"the same one twice", accounts_max - 1, {"Z-1", "Z-1"}, {}, true},
    {"one in place of another", accounts_max, {"Z-1"}, {first}, true},
    {"one that is gone and comes back", accounts_max, {first}, {first}, true},
    {"one that is gone and comes back with another", accounts_max, {first, "Z-1"}, {first}, false},
    {"one in place of an unknown one", accounts_max, {"Z-1"}, {"unknown"}, false},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = watch_with(each.known);
    auto update = update_of(2, mute("told together"));
    for (const auto& name : each.reported)
      update.accounts.push_back(account_named(name));
    update.gone = each.gone;
    const auto before = watch.status();
    const auto taken = watch.take(update, hub_clock(1s));
    CAF_CHECK_EQUAL(taken.has_value(), each.is_taken);
    CAF_CHECK(watch.status()->accounts.size() <= accounts_max);
    CAF_CHECK_EQUAL(watch.receipt().number, each.is_taken ? 2u : 1u);
    if (each.is_taken)
      continue;
    CAF_CHECK(watch.status() == before);
    CAF_CHECK(taken.error().sentence.find("10000 accounts") != std::string::npos);
  }
}

CAF_TEST(a listing makes room for what comes with it) {
  auto watch = watch_with(accounts_max);
  auto update = update_of(2);
  update.accounts = {account_named("Z-1"), account_named("Z-2")};
  update.listing = account_listing{"", numbered_name(1), {numbered_name(1)}, accounts_max};
  CAF_CHECK(!watch.take(update, hub_clock(1s)));
  update.listing = account_listing{"", numbered_name(1), {}, accounts_max};
  CAF_CHECK(watch.take(update, hub_clock(1s)).has_value());
  CAF_CHECK_EQUAL(watch.status()->accounts.size(), accounts_max);
  CAF_CHECK_EQUAL(watch.status()->accounts.back().what.name, "Z-2");
}

} // namespace domain_fleet_daemon_accounts
