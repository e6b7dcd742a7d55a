#define CAF_SUITE fleet_store.reading

#include "adapters/fleet_store/fleet_history_reader.hpp"

#include "tests/unit/fleet_store/fleet_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <string>
#include <thread>

namespace fleet_store_reading {

using namespace riskd;
using namespace riskd::fleet;

namespace {

struct fixture : test::fleet_fixture {
  fixture() {
    open();
  }

  std::vector<domain::result_point> between(std::int64_t begin, std::int64_t end,
                                            std::size_t count) {
    return reader()
      .results("home", "A-1", test::fleet_time(begin), test::fleet_time(end), count,
               test::never_over)
      .value();
  }

  /// The breaches of stories of home, in the order in which they are told.
  std::vector<std::int64_t> breaches(const std::string& account,
                                     std::optional<domain::time_point> begin,
                                     std::optional<domain::time_point> end, std::size_t count) {
    std::vector<std::int64_t> out;
    for (const auto& each :
         reader().stories("home", account, begin, end, count, test::never_over).value())
      out.push_back(each.breach.value());
    return out;
  }
};

bool over() {
  return true;
}

using numbers = std::vector<std::int64_t>;

} // namespace

CAF_TEST_FIXTURE_SCOPE(fleet_history_reader_tests, fixture)

CAF_TEST(results are those of one account from the beginning to before the end) {
  keep_points(1, 9);
  store->keep(test::a_point(5, 77, 0, "A-2"));
  store->keep(test::a_point(5, 88, 0, "A-1", "office"));
  close();
  const auto found = between(3, 6, 100);
  CAF_CHECK(
    (found
     == std::vector{test::a_point(3, 3).what, test::a_point(4, 4).what, test::a_point(5, 5).what}));
  CAF_CHECK(between(10, 20, 100).empty());
  CAF_CHECK(between(6, 3, 100).empty());
}

CAF_TEST(results are thinned to what is wanted while extremes stay) {
  for (std::int64_t second = 0; second < 3000; ++second)
    store->keep(test::a_point(second, 0, second == 1234 ? -900 : second == 2345 ? 800 : 0));
  close();
  const auto found = between(0, 3000, 40);
  CAF_CHECK(found.size() <= 40u);
  CAF_CHECK(found.size() >= 20u);
  const auto has = [&](const domain::kept_point& x) {
    return std::find(found.begin(), found.end(), x.what) != found.end();
  };
  CAF_CHECK(has(test::a_point(0, 0)));
  CAF_CHECK(has(test::a_point(2999, 0)));
  CAF_CHECK(has(test::a_point(1234, 0, -900)));
  CAF_CHECK(has(test::a_point(2345, 0, 800)));
  CAF_CHECK(between(0, 3000, 0).empty());
}

CAF_TEST(records are told newest first for one account as for all of the daemon) {
  domain::kept_records next;
  next.daemon = "home";
  next.records = {test::a_record(1), test::a_record(2, ""), test::a_record(3, "A-2"),
                  test::a_record(4), test::a_record(1, "A-1", 2)};
  store->keep(next);
  store->keep(domain::kept_records{"office", {test::a_record(1)}, {}});
  close();
  const auto all = reader().records("home", "", 3, test::never_over).value();
  CAF_CHECK((all == std::vector{next.records[4], next.records[3], next.records[2]}));
  const auto of_one = reader().records("home", "A-1", 10, test::never_over).value();
  CAF_CHECK((of_one == std::vector{next.records[4], next.records[3], next.records[0]}));
  const auto of_nobody = reader().records("nobody", "", 10, test::never_over).value();
  CAF_CHECK(of_nobody.empty());
}

CAF_TEST(stories are told newest first within the time that is asked for) {
  domain::kept_records next;
  next.daemon = "home";
  for (std::int64_t i = 1; i <= 6; ++i)
    next.stories.push_back(test::a_story(i, 10 * i, i % 3 == 0 ? "A-2" : "A-1"));
  store->keep(next);
  close();
  CAF_CHECK((breaches("A-1", {}, {}, 10) == numbers{5, 4, 2, 1}));
  CAF_CHECK((breaches("", {}, {}, 4) == numbers{6, 5, 4, 3}));
  CAF_CHECK((breaches("A-1", {}, {}, 2) == numbers{5, 4}));
  CAF_CHECK((breaches("", test::fleet_time(20), test::fleet_time(40), 10) == numbers{3, 2}));
  CAF_CHECK((breaches("", test::fleet_time(50), {}, 10) == numbers{6, 5}));
  CAF_CHECK((breaches("", {}, test::fleet_time(20), 10) == numbers{1}));
}

CAF_TEST(alarms are told newest first) {
  for (const std::uint64_t id : {2U, 1U, 3U})
    store->keep(test::an_alarm(id, id == 2));
  close();
  const auto found = reader().alarms(2, test::never_over).value();
  CAF_CHECK((found == std::vector{test::an_alarm(3), test::an_alarm(2, true)}));
}

CAF_TEST(a limit beyond what the database counts means all) {
  keep_records(1, 3);
  close();
  const auto found
    = reader().records("home", "", std::numeric_limits<std::size_t>::max(), test::never_over);
  CAF_REQUIRE(found.has_value());
  CAF_CHECK_EQUAL(found->size(), 3u);
}

CAF_TEST(questions that take too long are given up) {
  keep_points(1, 5000);
  keep_records(1, 5000);
  close();
  const auto results
    = reader().results("home", "A-1", test::fleet_time(0), test::fleet_time(6000), 100, over);
  CAF_REQUIRE(results.has_error());
  CAF_CHECK(results.error().code == domain::failure_code::storage_failed);
  const auto records = reader().records("home", "", 5000, over);
  CAF_REQUIRE(records.has_error());
  CAF_CHECK(records.error().code == domain::failure_code::storage_failed);
}

CAF_TEST(a history that is missing is a failure) {
  const fleet_history_reader nothing{options.directory / "elsewhere"};
  const auto found = nothing.alarms(1, test::never_over);
  CAF_REQUIRE(found.has_error());
  CAF_CHECK(found.error().code == domain::failure_code::storage_failed);
}

CAF_TEST(a word that nobody knows is told as damage) {
  store->keep(test::an_alarm(1));
  close();
  auto database = sqlite::connection::open_plain(file()).value();
  CAF_REQUIRE(database.execute("UPDATE alarms SET kind = 'earthquake'").has_value());
  const auto found = reader().alarms(1, test::never_over);
  CAF_REQUIRE(found.has_error());
  CAF_CHECK(found.error().code == domain::failure_code::malformed_input);
}

CAF_TEST(threads that ask while the hub writes see no half of a group) {
  options.pace.rows_max = 50;
  open();
  keep_records(1, 1);
  open();
  int broken = 0;
  // Ten records come at a time: each answer ends with a whole group, and is a part of the chain.
  const auto is_whole = [](const std::vector<domain::audit_report>& found) {
    for (std::size_t i = 0; i + 1 < found.size(); ++i)
      if (found[i].previous != found[i + 1].hash)
        return false;
    return found.size() % 10 == 1 && found.back().place.number == 1;
  };
  std::thread asking{[&] {
    for (int i = 0; i < 60; ++i) {
      const auto found = reader().records("home", "", 100'000, test::never_over);
      broken += found && is_whole(*found) ? 0 : 1;
    }
  }};
  for (std::int64_t n = 2; n <= 4000; n += 10)
    keep_records(n, n + 9);
  asking.join();
  CAF_CHECK_EQUAL(broken, 0);
  close();
  CAF_CHECK_EQUAL(record_numbers().size(), 4001u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace fleet_store_reading
