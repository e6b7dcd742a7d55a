#define CAF_SUITE domain.fleet_talk

#include "tests/unit/domain/fleet_talk.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace domain_fleet_talk {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

void check_accounts(fleet_talk& talk) {
  std::vector<account_report> expected;
  for (const auto& [name, what] : talk.agent.accounts) {
    expected.push_back(what);
    CAF_CHECK(talk.hub.results[name] == what.realized);
  }
  const auto known = talk.hub.watch.status();
  std::vector<account_report> found;
  for (const auto& each : known->accounts)
    found.push_back(each.what);
  CAF_CHECK(found == expected);
}

/// The hub has the newest records, each once; how many depends on when it heard of them first.
void check_audit(fleet_talk& talk) {
  const auto& known = talk.hub.watch.audit();
  CAF_CHECK_EQUAL(known.remark, "");
  const auto& audit = talk.agent.audit;
  CAF_REQUIRE(!audit.empty());
  CAF_CHECK_EQUAL(known.state, chain_state::intact);
  CAF_CHECK(known.until == audit.back().place);
  CAF_CHECK_EQUAL(known.hash, audit.back().hash);
  const auto& records = talk.hub.records;
  CAF_REQUIRE(!records.empty() && records.size() <= audit.size());
  CAF_CHECK(std::equal(records.rbegin(), records.rend(), audit.rbegin()));
}

void check_rest(fleet_talk& talk) {
  const auto known = talk.hub.watch.status();
  CAF_CHECK_EQUAL(known->standing, daemon_standing::live);
  CAF_CHECK(known->what == talk.agent.daemon);
  check_accounts(talk);
  CAF_CHECK(talk.hub.stories == talk.agent.stories);
  CAF_CHECK_EQUAL(talk.agent.outbox.stories_given_up(), 0u);
  CAF_CHECK_EQUAL(known->missed, 0u);
  CAF_CHECK(!talk.agent.outbox.next(hub_start));
  check_audit(talk);
}

/// Says whether all records that the hub has are in the audit of the daemon as it is now, and
/// follow each other.
bool is_whole(const fleet_talk& talk) {
  const auto& records = talk.hub.records;
  const auto& audit = talk.agent.audit;
  const bool are_there = std::all_of(records.begin(), records.end(), [&](const audit_report& x) {
    const auto found = std::lower_bound(
      audit.begin(), audit.end(), x,
      [](const audit_report& a, const audit_report& b) { return is_before(a.place, b.place); });
    return found != audit.end() && *found == x;
  });
  const bool is_torn
    = std::adjacent_find(records.begin(), records.end(),
                         [](const audit_report& a, const audit_report& b) {
                           return !follows(b.place, a.place) || b.previous != a.hash;
                         })
      != records.end();
  return are_there && !is_torn;
}

} // namespace

CAF_TEST(in the end the hub knows what the agent knows) {
  for (const auto seed : property_seeds(40)) {
    CAF_MESSAGE(with_seed(seed, "begins"));
    fleet_talk talk{seed};
    for (int step = 0; step < 700; ++step)
      talk.go_on();
    talk.come_to_rest();
    check_rest(talk);
  }
}

// R-P-5
CAF_TEST(an audit that was cut is noticed once both have spoken) {
  std::size_t noticed = 0;
  for (const auto seed : property_seeds(10)) {
    CAF_MESSAGE(with_seed(seed, "begins"));
    fleet_talk talk{seed};
    for (int step = 0; step < 700; ++step) {
      talk.go_on();
      if (step == 350)
        talk.agent.cut_audit();
    }
    talk.come_to_rest();
    if (is_whole(talk))
      continue;
    ++noticed;
    CAF_CHECK_EQUAL(talk.hub.watch.audit().state, chain_state::broken);
  }
  CAF_CHECK(noticed >= property_seeds(10).size() / 2);
}

// R-P-5
CAF_TEST(records that the daemon itself lacks break the audit without stopping it) {
  std::size_t noticed = 0;
  for (const auto seed : property_seeds(10)) {
    CAF_MESSAGE(with_seed(seed, "begins"));
    fleet_talk talk{seed};
    for (int step = 0; step < 700; ++step) {
      talk.go_on();
      if (step == 300 || step == 400)
        talk.agent.lose_records();
    }
    talk.come_to_rest();
    const auto& known = talk.hub.watch.audit();
    CAF_CHECK(known.until == talk.agent.audit.back().place);
    CAF_CHECK_EQUAL(known.state, is_whole(talk) ? chain_state::intact : chain_state::broken);
    noticed += is_whole(talk) ? 0U : 1U;
  }
  CAF_CHECK(noticed >= property_seeds(10).size() / 2);
}

CAF_TEST(an audit that was accepted is taken as it is but judged from then on) {
  for (const auto seed : property_seeds(6)) {
    CAF_MESSAGE(with_seed(seed, "begins"));
    fleet_talk talk{seed};
    for (int step = 0; step < 300; ++step)
      talk.go_on();
    talk.agent.write_audit();
    talk.come_to_rest();
    talk.agent.lose_records();
    talk.come_to_rest();
    CAF_CHECK_EQUAL(talk.hub.watch.audit().state, chain_state::broken);
    talk.accept_audit();
    talk.come_to_rest();
    CAF_CHECK_EQUAL(talk.hub.watch.audit().state, chain_state::intact);
    CAF_CHECK(talk.hub.watch.audit().until == talk.agent.audit.back().place);
    talk.agent.lose_records();
    talk.come_to_rest();
    CAF_CHECK_EQUAL(talk.hub.watch.audit().state, chain_state::broken);
  }
}

} // namespace domain_fleet_talk
