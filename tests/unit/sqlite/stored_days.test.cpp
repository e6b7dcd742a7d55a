#define CAF_SUITE sqlite.days_on_record

#include "adapters/sqlite/stored_days.hpp"

#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <optional>
#include <string>

namespace sqlite_days_on_record {

using namespace riskd;
using namespace riskd::sqlite;
using domain::money;

namespace {

constexpr const char* titles = "account,name,day,trades,closing_trades,gross,fees,commissions,net,"
                               "recorded_realized,recorded_trades\r\n";

struct fixture : test::store_fixture {
  fixture() {
    open();
  }

  /// A trade of 3 March, costing 0.37 and 0.50.
  static domain::stored_trade trade(std::int64_t id, std::optional<std::int64_t> result,
                                    bool voided = false, unsigned day = 3) {
    auto row = test::a_ledger_row(id, id);
    row.profit_and_loss = result ? std::optional{money{*result}} : std::nullopt;
    row.fees = money{3700};
    row.commissions = money{5000};
    row.voided = voided;
    return {row, test::a_day(day)};
  }

  std::string csv(const std::string& of = "") {
    auto store = stored_history::open(options.directory).value();
    return days_as_csv(read_days(store, of).value());
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(stored_days_tests, fixture)

// R-V-17
CAF_TEST(trades are summed by day without those that are voided) {
  commit({trade(1, std::nullopt), trade(2, -5'500'000), trade(3, 1'000'000, true),
          trade(4, 250'000, false, 4)});
  CAF_CHECK_EQUAL(csv(), std::string{titles}
                           + "7,,2026-03-03,2,1,-550.00,0.74,1.00,-551.74,,\r\n"
                             "7,,2026-03-04,1,1,25.00,0.37,0.50,24.13,,\r\n");
}

CAF_TEST(what a reset recorded stands beside the sums) {
  commit(
    {trade(1, -1'000'000),
     domain::day_started{test::a_day(4), test::instant(0), test::a_day(3), money{-1'008'700}, 1},
     domain::day_started{test::a_day(5), test::instant(1), test::a_day(4), money{}, 0}});
  CAF_CHECK_EQUAL(csv(), std::string{titles}
                           + "7,,2026-03-03,1,1,-100.00,0.37,0.50,-100.87,-100.87,1\r\n"
                             "7,,2026-03-04,0,0,0.00,0.00,0.00,0.00,0.00,0\r\n");
}

CAF_TEST(accounts are chosen by name just as by id) {
  commit({domain::state_snapshot{1, test::instant(1), {}, {}, {account, "A \"x\", b", true, {}}},
          trade(1, 10'000)});
  journal->append({domain::account_id{8}, 1, {trade(2, 20'000)}});
  CAF_REQUIRE(reports.wait_for("committed 8/1"));
  const auto seven
    = std::string{titles} + "7,\"A \"\"x\"\", b\",2026-03-03,1,1,1.00,0.37,0.50,0.13,,\r\n";
  CAF_CHECK_EQUAL(csv("7"), seven);
  CAF_CHECK_EQUAL(csv("A \"x\", b"), seven);
  CAF_CHECK(csv().find("\r\n8,,") != std::string::npos);
  CAF_CHECK_EQUAL(csv("nobody"), titles);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_days_on_record
