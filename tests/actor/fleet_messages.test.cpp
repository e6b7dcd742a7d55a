#define CAF_SUITE actor.told_messages

#include "messages/fleet_messages.hpp"

#include <caf/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace actor_told_messages {

using namespace riskd;

namespace {

const std::string some_hash(64, 'a');

domain::fleet_update whole_update() {
  domain::fleet_update out;
  out.number = 7;
  out.sent = domain::time_point{domain::duration{1'234}};
  out.daemon.emplace();
  out.daemon->answers = true;
  out.daemon->version = "1.2.3";
  out.daemon->audit_end = domain::record_place{2, 9};
  out.daemon->audit_hash = some_hash;
  out.daemon->document = "{}";
  domain::account_report account;
  account.name = "A-1";
  account.realized = domain::dollars(-5);
  out.accounts = {account};
  out.gone = {"B-2"};
  out.listing = domain::account_listing{"A-0", "C-3", {"A-1", "C-3"}, 5};
  out.records = {{{2, 9}, some_hash, some_hash, {}, "A-1", "lock", "RULE-003", "Locked."}};
  out.stories = {{domain::breach_id{3}, "A-1", {}, "{}"}};
  return out;
}

listing_told a_listing(std::string after, std::string until, std::vector<std::string> names,
                       std::uint64_t count = 100) {
  return {std::move(after), std::move(until), std::move(names), count};
}

std::vector<std::string> numbered_names(std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i)
    out.push_back("N-" + std::to_string(100'000 + i));
  return out;
}

} // namespace

CAF_TEST(an update is read as it was told) {
  const auto update = whole_update();
  CAF_CHECK(read(told_of(update)).value() == update);
  const domain::fleet_update empty;
  CAF_CHECK(read(told_of(empty)).value() == empty);
}

CAF_TEST(only the listing tells a hub which accounts there are) {
  auto update = whole_update();
  update.daemon->accounts = std::vector<std::string>{"A-1"};
  CAF_CHECK(read(told_of(update)).value() == whole_update());
}

CAF_TEST(a listing of accounts is taken if it is in order) {
  struct row {
    const char* label;
    listing_told told;
    bool is_taken;
  };
  const row rows[] = {
    {"the whole list", a_listing("", "", {"A", "B"}), true},
    {"no accounts", a_listing("", "", {}, 0), true},
    {"a stretch", a_listing("A", "C", {"B", "C"}), true},
    {"an empty stretch", a_listing("A", "C", {}), true},
    {"a stretch of nothing", a_listing("A", "A", {}), true},
    {"as many as there are", a_listing("", "", {"A", "B"}, 2), true},
    {"more than there are", a_listing("", "", {"A", "B"}, 1), false},
    {"out of order", a_listing("", "", {"B", "A"}), false},
    {"the same twice", a_listing("", "", {"A", "A"}), false},
    {"no name", a_listing("", "", {""}), false},
    {"the one before the stretch", a_listing("A", "", {"A", "B"}), false},
    {"one before the stretch", a_listing("B", "", {"A", "C"}), false},
    {"one behind the stretch", a_listing("", "B", {"A", "C"}), false},
    {"a stretch that ends before it begins", a_listing("B", "A", {}), false},
    {"a name that is too long", a_listing("", "", {std::string(201, 'x')}), false},
    {"a name that cannot be printed", a_listing("", "", {"A\n"}), false},
    {"a beginning that cannot be printed", a_listing("A\n", "", {}), false},
    {"an end that cannot be printed", a_listing("", "A\n", {}), false},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    agent_update told;
    told.listing = {each.told};
    CAF_CHECK_EQUAL(read(told).has_value(), each.is_taken);
  }
  agent_update twice;
  twice.listing = {a_listing("", "A", {"A"}), a_listing("A", "", {"B"})};
  CAF_CHECK(read(twice).has_error());
}

CAF_TEST(more accounts than a hub takes are refused with their number) {
  struct row {
    const char* label;
    std::size_t reported;
    std::size_t gone;
    std::uint64_t count;
    bool is_taken;
  };
  const auto most = domain::accounts_max;
  const row rows[] = {
    {"all that may be", most, most, most, true},
    {"one more is reported", most + 1, 0, 0, false},
    {"one more is gone", 0, most + 1, 0, false},
    {"one more is counted", 0, 0, most + 1, false},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    agent_update told;
    for (auto& name : numbered_names(each.reported)) {
      told.accounts.emplace_back();
      told.accounts.back().name = std::move(name);
    }
    told.gone = numbered_names(each.gone);
    told.listing = {a_listing("", "A", {}, each.count)};
    const auto found = read(told);
    CAF_CHECK_EQUAL(found.has_value(), each.is_taken);
    if (!each.is_taken)
      CAF_CHECK(found.error().sentence.find(std::to_string(most + 1)) != std::string::npos);
  }
}

CAF_TEST(a document that is too long is refused) {
  const std::string longest(domain::told_document_max, 'd');
  auto update = whole_update();
  update.daemon->document = longest;
  update.accounts.front().document = longest;
  update.stories.front().document = longest;
  CAF_CHECK(read(told_of(update)).has_value());
  auto daemon = update;
  daemon.daemon->document += "d";
  CAF_CHECK(read(told_of(daemon)).has_error());
  auto account = update;
  account.accounts.front().document += "d";
  CAF_CHECK(read(told_of(account)).has_error());
  auto story = update;
  story.stories.front().document += "d";
  CAF_CHECK(read(told_of(story)).has_error());
}

} // namespace actor_told_messages
