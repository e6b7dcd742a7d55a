#define CAF_SUITE fleet_store.eras

#include "adapters/fleet_store/fleet_migrations.hpp"
#include "adapters/fleet_store/fleet_store.hpp"
#include "tests/unit/fleet_store/fleet_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace fleet_store_eras {

using namespace riskd;
using namespace riskd::fleet;

namespace {

/// A record in a place that another one had before.
domain::audit_report other_record(std::int64_t n) {
  auto x = test::a_record(n, "");
  x.hash = std::string(64, 'e');
  x.text = "Another record.";
  return x;
}

struct fixture : test::fleet_fixture {
  fixture() {
    open();
  }

  void keep_audit(domain::chain_state state, const std::string& remark, std::uint64_t era) {
    auto daemon = test::a_daemon("home", {});
    daemon->audit.state = state;
    daemon->audit.remark = remark;
    daemon->audit.era = era;
    store->keep(std::move(daemon));
  }

  void keep_in_era(std::uint64_t era, std::vector<domain::audit_report> records) {
    store->keep(domain::kept_records{"home", std::move(records), {}, era});
  }

  domain::kept_fleet::daemon home_reopened() {
    const auto all = reopened().daemons;
    CAF_REQUIRE_EQUAL(all.size(), 1u);
    return all.front();
  }

  std::vector<domain::audit_report> records_of(const std::string& account) const {
    return reader().records("home", account, 1'000, test::never_over).value();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(fleet_eras_tests, fixture)

// R-P-5
CAF_TEST(what was found out about an audit comes back) {
  struct row {
    domain::chain_state state;
    const char* remark;
    std::uint64_t era;
  };
  using state = domain::chain_state;
  for (const auto& each : {row{state::intact, "", 0}, row{state::broken, "it was \"cut\" off", 0},
                           row{state::unknown, "", 1}, row{state::broken, "again", 7}}) {
    keep_audit(each.state, each.remark, each.era);
    const auto found = home_reopened();
    CAF_CHECK_EQUAL(found.audit, each.state);
    CAF_CHECK_EQUAL(found.audit_remark, each.remark);
    CAF_CHECK_EQUAL(found.era, each.era);
    CAF_CHECK(!found.records_until);
  }
}

CAF_TEST(a daemon of which only records are known has nothing found out) {
  keep_records(1, 3);
  const auto found = home_reopened();
  CAF_CHECK_EQUAL(found.audit, domain::chain_state::unknown);
  CAF_CHECK_EQUAL(found.audit_remark, "");
  CAF_CHECK_EQUAL(found.era, 0u);
  CAF_CHECK((found.records_until == domain::record_place{1, 3}));
}

CAF_TEST(the audit ends with the last record of its era) {
  keep_audit(domain::chain_state::broken, "cut off", 0);
  keep_records(1, 500);
  CAF_CHECK((home_reopened().records_until == domain::record_place{1, 500}));
  keep_audit(domain::chain_state::unknown, "", 1);
  CAF_CHECK(!home_reopened().records_until);
  keep_in_era(1, {test::a_record(300), other_record(301)});
  const auto found = home_reopened();
  CAF_CHECK((found.records_until == domain::record_place{1, 301}));
  CAF_CHECK_EQUAL(found.hash, other_record(301).hash);
}

CAF_TEST(records of both eras are told with the later era first) {
  keep_records(1, 4);
  keep_in_era(1, {test::a_record(2), other_record(3)});
  close();
  const auto expected = std::vector{other_record(3), test::a_record(2), test::a_record(4),
                                    test::a_record(3), test::a_record(1)};
  CAF_CHECK(records_of("") == expected);
  const auto of_account
    = std::vector{test::a_record(2), test::a_record(4), test::a_record(3), test::a_record(1)};
  CAF_CHECK(records_of("A-1") == of_account);
}

CAF_TEST(a record is kept once in each era) {
  auto rewritten = test::a_record(2);
  rewritten.hash = std::string(64, 'f');
  keep_in_era(1, {test::a_record(2)});
  keep_in_era(1, {rewritten});
  keep_in_era(2, {rewritten});
  close();
  CAF_CHECK((records_of("") == std::vector{rewritten, test::a_record(2)}));
}

// Every version that was ever used can be upgraded from, its rows included.
CAF_TEST(a history without eras is brought up to date) {
  close();
  std::filesystem::remove(file());
  {
    auto older = sqlite::connection::open({file(), true}).value();
    CAF_REQUIRE(sqlite::migrate(older, {fleet_migrations().front()}).has_value());
    CAF_REQUIRE(older
                  .execute(R"(
      INSERT INTO daemons (name, last_heard) VALUES ('desk', 5), ('home', 6), ('office', 7);
      INSERT INTO alarms (id, kind, daemon, account, raised, ended, text) VALUES
        (1, 'audit_broken', 'desk', '', 5, 6, 'the audit of desk was broken'),
        (2, 'audit_broken', 'home', '', 5, NULL, 'the audit of home is broken: cut off'),
        (3, 'daemon_silent', 'office', '', 5, NULL, 'office is silent');)")
                  .has_value());
    for (std::int64_t n = 1; n <= 3; ++n) {
      const auto x = test::a_record(n);
      CAF_REQUIRE(older
                    .execute("INSERT INTO records VALUES ('home', 1, " + std::to_string(n) + ", '"
                             + x.hash + "', '" + x.previous + "', "
                             + std::to_string(x.at.time_since_epoch().count()) + ", '" + x.account
                             + "', '" + x.type + "', '" + x.rule + "', '" + x.text + "')")
                    .has_value());
    }
  }
  const auto found = reopened();
  CAF_CHECK_EQUAL(what.damage, "");
  CAF_CHECK(what.moved_aside.empty());
  CAF_REQUIRE_EQUAL(found.daemons.size(), 3u);
  CAF_CHECK_EQUAL(found.daemons[0].audit, domain::chain_state::unknown);
  CAF_CHECK_EQUAL(found.daemons[1].audit, domain::chain_state::broken);
  CAF_CHECK_EQUAL(found.daemons[1].audit_remark, "the audit of home is broken: cut off");
  CAF_CHECK((found.daemons[1].records_until == domain::record_place{1, 3}));
  CAF_CHECK_EQUAL(found.daemons[1].hash, test::a_record(3).hash);
  CAF_CHECK_EQUAL(found.daemons[2].audit, domain::chain_state::unknown);
  CAF_CHECK_EQUAL(found.alarms.size(), 3u);
  CAF_CHECK(
    (records_of("A-1") == std::vector{test::a_record(3), test::a_record(2), test::a_record(1)}));
  keep_in_era(0, {test::a_record(4)});
  close();
  CAF_CHECK_EQUAL(records_of("").size(), 4u);
}

CAF_TEST(a state of an audit that nobody knows is told as damage) {
  keep_audit(domain::chain_state::intact, "", 0);
  close();
  auto database = sqlite::connection::open_plain(file()).value();
  CAF_REQUIRE(database.execute("UPDATE daemons SET audit_state = 'torn'").has_value());
  open();
  const auto found = store->restore();
  CAF_REQUIRE(found.has_error());
  CAF_CHECK(found.error().code == domain::failure_code::malformed_input);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace fleet_store_eras
