#define CAF_SUITE simulator.bars

#include "adapters/simulator/bar_history.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_bars {

using namespace riskd;
using namespace riskd::test;
using simulator::bar_unit;

// projectx-gateway.md 2.6.

namespace {

struct fixture {
  fixture() {
    add("15:00:01", "21500", 1);
    add("15:00:59.5", "21510", 2);
    add("15:01:00", "21505", 4);
    add("15:03:30", "21490", 8);
  }

  void add(const std::string& clock, std::string_view at, std::int64_t size) {
    bars.add(time_of("2026-11-19T" + clock + "Z"), price_of(at), domain::quantity{size});
  }

  std::vector<simulator::price_bar> find(bar_unit unit, std::int64_t count, std::size_t limit,
                                         bool partial = false) {
    return bars.find({time_of("2026-11-19T15:00:00Z"), time_of("2026-11-19T16:00:00Z"), unit, count,
                      limit, partial},
                     time_of("2026-11-19T15:03:45Z"));
  }

  simulator::bar_history bars;
};

std::string text_of(const simulator::price_bar& x) {
  return domain::to_string(x.open_time).substr(11, 8) + " " + to_string(x.open) + " "
         + to_string(x.high) + " " + to_string(x.low) + " " + to_string(x.close) + " "
         + std::to_string(x.volume);
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(bar_tests, fixture)

CAF_TEST(minutes are put together from trades newest first without gaps filled) {
  const auto found = find(bar_unit::minute, 1, 10);
  CAF_REQUIRE_EQUAL(found.size(), 2u);
  CAF_CHECK_EQUAL(text_of(found[0]), "15:01:00 21505 21505 21505 21505 4");
  CAF_CHECK_EQUAL(text_of(found[1]), "15:00:00 21500 21510 21500 21510 3");
}

CAF_TEST(the forming bar comes only on request) {
  const auto found = find(bar_unit::minute, 1, 10, true);
  CAF_REQUIRE_EQUAL(found.size(), 3u);
  CAF_CHECK_EQUAL(text_of(found[0]), "15:03:00 21490 21490 21490 21490 8");
}

CAF_TEST(the limit keeps the newest bars) {
  const auto found = find(bar_unit::second, 1, 2);
  CAF_REQUIRE_EQUAL(found.size(), 2u);
  CAF_CHECK_EQUAL(text_of(found[0]), "15:03:30 21490 21490 21490 21490 8");
  CAF_CHECK_EQUAL(text_of(found[1]), "15:01:00 21505 21505 21505 21505 4");
}

CAF_TEST(longer units begin at their natural boundaries) {
  CAF_CHECK_EQUAL(text_of(find(bar_unit::minute, 2, 10)[0]), "15:00:00 21500 21510 21500 21505 7");
  CAF_CHECK(find(bar_unit::hour, 1, 10).empty());
  CAF_CHECK_EQUAL(text_of(find(bar_unit::hour, 1, 10, true)[0]),
                  "15:00:00 21500 21510 21490 21490 15");
  const auto begin_of = [this](bar_unit unit) {
    const simulator::bar_request wanted{{}, time_of("2026-11-19T16:00:00Z"), unit, 1, 1, true};
    return domain::to_string(bars.find(wanted, time_of("2026-11-19T16:00:00Z")).at(0).open_time);
  };
  CAF_CHECK_EQUAL(begin_of(bar_unit::day), "2026-11-19T00:00:00.000000Z");
  // The Monday before that Thursday.
  CAF_CHECK_EQUAL(begin_of(bar_unit::week), "2026-11-16T00:00:00.000000Z");
  CAF_CHECK_EQUAL(begin_of(bar_unit::month), "2026-11-01T00:00:00.000000Z");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace simulator_bars
