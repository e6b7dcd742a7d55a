#define CAF_SUITE fleet_store.thinning

#include "adapters/fleet_store/result_thinning.hpp"

#include "tests/unit/fleet_store/fleet_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace fleet_store_thinning {

using namespace riskd;
using namespace riskd::fleet;

namespace {

using points = std::vector<domain::result_point>;

points thinned(const points& all, std::size_t count) {
  const bool is_empty = all.empty();
  result_thinning thinning{count, is_empty ? domain::time_point{} : all.front().at,
                           is_empty ? domain::time_point{} : all.back().at};
  for (const auto& each : all)
    thinning.add(each);
  return thinning.take();
}

/// A walk with gaps, runs of equal values, equal times and, if wanted, results that are not known.
points a_walk(std::mt19937_64& random, std::size_t count, bool with_unknown) {
  points out;
  std::int64_t at = 0;
  std::int64_t realized = 0;
  std::int64_t unrealized = 0;
  for (std::size_t i = 0; i < count; ++i) {
    at += random() % 20 == 0 ? static_cast<std::int64_t>(random() % 5000)
                             : static_cast<std::int64_t>(random() % 3);
    realized += random() % 10 == 0 ? static_cast<std::int64_t>(random() % 2001) - 1000 : 0;
    unrealized += static_cast<std::int64_t>(random() % 401) - 200;
    domain::result_point next{domain::time_point{std::chrono::seconds{at}},
                              domain::dollars(realized), domain::dollars(unrealized)};
    if (with_unknown && random() % 4 == 0)
      next.unrealized.reset();
    out.push_back(next);
  }
  return out;
}

std::int64_t total(const domain::result_point& x) {
  return x.realized.units() + x.unrealized.value_or(domain::money{}).units();
}

/// The points of each stretch, cut by the definition instead of on the way.
std::map<std::int64_t, points> stretches(const points& all, std::size_t count) {
  const auto first = all.front().at.time_since_epoch().count();
  const auto span = all.back().at.time_since_epoch().count() - first;
  const auto number = static_cast<std::int64_t>(count / 4);
  const auto width = std::max<std::int64_t>(span / number, 1);
  std::map<std::int64_t, points> out;
  for (const auto& each : all)
    out[std::min((each.at.time_since_epoch().count() - first) / width, number - 1)].push_back(each);
  return out;
}

bool contains(const points& all, const domain::result_point& x) {
  return std::find(all.begin(), all.end(), x) != all.end();
}

/// Some point of the time of `stretch` with that total, known or unknown, stayed.
bool keeps_total(const points& kept, const points& stretch, std::int64_t value, bool is_known) {
  return std::any_of(kept.begin(), kept.end(), [&](const domain::result_point& x) {
    return x.at >= stretch.front().at && x.at <= stretch.back().at && total(x) == value
           && x.unrealized.has_value() == is_known;
  });
}

bool is_part_in_order(const points& part, const points& all) {
  auto place = all.begin();
  for (const auto& each : part) {
    place = std::find(place, all.end(), each);
    if (place == all.end())
      return false;
    ++place;
  }
  return true;
}

/// Says what is wrong with how these points were thinned; empty if nothing is.
std::string fault_of(const points& all, std::size_t count) {
  const auto kept = thinned(all, count);
  if (kept.size() > count)
    return "too many";
  if (!is_part_in_order(kept, all))
    return "made up or out of order";
  for (const auto& [number, stretch] : stretches(all, count)) {
    if (!contains(kept, stretch.front()) || !contains(kept, stretch.back()))
      return "an end is missing";
    const bool has_known = std::any_of(stretch.begin(), stretch.end(),
                                       [](const auto& x) { return x.unrealized.has_value(); });
    auto low = std::numeric_limits<std::int64_t>::max();
    auto high = std::numeric_limits<std::int64_t>::min();
    for (const auto& each : stretch)
      if (each.unrealized.has_value() == has_known) {
        low = std::min(low, total(each));
        high = std::max(high, total(each));
      }
    if (!keeps_total(kept, stretch, low, has_known) || !keeps_total(kept, stretch, high, has_known))
      return "an extreme is missing";
  }
  return {};
}

} // namespace

CAF_TEST(thinning keeps the ends with the extremes of each stretch) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    std::mt19937_64 random{seed};
    const std::size_t count = 4 + random() % 60;
    const auto all = a_walk(random, count + 1 + random() % 1500, seed % 2 == 0);
    const auto fault = fault_of(all, count);
    if (!fault.empty())
      CAF_MESSAGE("seed " << seed << ", count " << count << ", points " << all.size());
    CAF_REQUIRE_EQUAL(fault, "");
  }
}

CAF_TEST(no more than wanted stay as they are) {
  std::mt19937_64 random{7};
  const auto all = a_walk(random, 50, true);
  CAF_CHECK(thinned(all, 50) == all);
  CAF_CHECK(thinned(all, 5000) == all);
  CAF_CHECK(thinned(all, 49).size() <= 49u);
  CAF_CHECK(thinned({}, 10).empty());
}

CAF_TEST(of less than four the last stays before the first before the lowest) {
  const points all{
    test::a_point(1, 10).what, test::a_point(2, -50).what, test::a_point(3, 90).what,
    test::a_point(4, 20).what, test::a_point(5, 30).what,
  };
  CAF_CHECK((thinned(all, 0) == points{}));
  CAF_CHECK((thinned(all, 1) == points{all[4]}));
  CAF_CHECK((thinned(all, 2) == points{all[0], all[4]}));
  CAF_CHECK((thinned(all, 3) == points{all[0], all[1], all[4]}));
  CAF_CHECK((thinned(all, 4) == points{all[0], all[1], all[2], all[4]}));
}

CAF_TEST(what is open counts for the extremes) {
  const points all{
    test::a_point(1, 0, 0).what,   test::a_point(2, -10, 0).what, test::a_point(3, 0, -400).what,
    test::a_point(4, 0, 300).what, test::a_point(5, 20, 0).what,  test::a_point(6, 0, 0).what,
  };
  CAF_CHECK((thinned(all, 4) == points{all[0], all[2], all[3], all[5]}));
}

CAF_TEST(a total that is known goes before an unknown one) {
  const points all{
    test::a_point(1, 0, 0).what,  test::a_point(2, -900, std::nullopt).what,
    test::a_point(3, -5, 0).what, test::a_point(4, 5, 0).what,
    test::a_point(5, 0, 0).what,
  };
  CAF_CHECK((thinned(all, 4) == points{all[0], all[2], all[3], all[4]}));
}

// What a daemon sends may be anything.
CAF_TEST(amounts with times at the ends of their range do no harm) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  points all;
  for (const auto at : {least, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, most - 1, most})
    all.push_back({domain::time_point{domain::duration{at}}, domain::money{at}, domain::money{at}});
  // Totals beyond what fits count as the nearest that does, and of equals the first one stays.
  CAF_CHECK((thinned(all, 4) == points{all[0], all[4], all[5]}));
}

} // namespace fleet_store_thinning
