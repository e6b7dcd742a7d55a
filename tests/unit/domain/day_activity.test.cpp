#define CAF_SUITE domain.day_activity

#include "domain/day_activity.hpp"

#include "tests/support/scenario_randomness.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <map>
#include <set>
#include <string>

namespace domain_day_activity {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

/// A ledger, and the activity that follows it.
struct fixture {
  reset_rule days;
  trading_day today = day_at(days, start_time());
  ledger fills{days};
  day_activity activity{unit_kind::entries, pnl_basis::net};

  void use(unit_kind kind, pnl_basis basis = pnl_basis::net) {
    activity = day_activity{kind, basis};
  }

  activity_delta take(const trade_row& row, bool reverses = false) {
    const auto* known = fills.find(row.id);
    const auto before = known ? std::optional{*known} : std::nullopt;
    activity_delta delta;
    if (fills.apply(row, start_time(), reverses) != trade_change::duplicate)
      activity.follow(before, *fills.find(row.id), fills, today, delta);
    return delta;
  }

  activity_delta begin_next_day() {
    today = day_at(days, today.end);
    activity_delta delta;
    activity.begin_day(fills, today, delta);
    return delta;
  }
};

/// A fill of an order, so many seconds after T0; an entry if it has no result.
trade_row fill_of(std::int64_t id, std::int64_t order, duration when,
                  std::optional<money> result = std::nullopt) {
  trade_row row;
  row.id = trade_id{id};
  if (order != 0)
    row.order = order_id{order};
  row.created = start_time() + when;
  row.profit_and_loss = result;
  return row;
}

trade_row voided(trade_row row, bool is = true) {
  row.voided = is;
  return row;
}

std::string shown(const fill_group& x) {
  return x.order ? "#" + std::to_string(x.order->value())
                 : "fill " + std::to_string(x.alone.value());
}

std::string shown(const activity_delta& x) {
  std::string text;
  for (const auto& each : x.units)
    text
      += "unit " + shown(each.place) + " +" + std::to_string((each.at - start_time()) / 1s) + "; ";
  for (const auto& each : x.results)
    text += shown(each.order) + " " + to_string(each.result) + " after "
            + to_string(each.worst_before) + "; ";
  return text;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(day_activity_tests, fixture)

// R-006-1
CAF_TEST(an order is one entry at the time of its first fill) {
  CAF_CHECK_EQUAL(shown(take(fill_of(1, 5, 3s))), "unit #5 +3; ");
  CAF_CHECK_EQUAL(shown(take(fill_of(2, 5, 1s))), "");
  CAF_CHECK_EQUAL(shown(take(fill_of(3, 0, 4s))), "unit fill 3 +4; ");
  CAF_CHECK_EQUAL(activity.units(), 2);
  CAF_CHECK_EQUAL(activity.most_units(start_time() + 3s, 1s), 1);
  CAF_CHECK_EQUAL(activity.most_units(start_time() + 3s, 1s + 1us), 2);
}

// R-006-1
CAF_TEST(what is counted follows the mode) {
  use(unit_kind::round_turns);
  CAF_CHECK_EQUAL(shown(take(fill_of(1, 5, 0s))), "");
  CAF_CHECK_EQUAL(shown(take(fill_of(2, 5, 1s, money{}))), "unit #5 +1; ");
  CAF_CHECK_EQUAL(shown(take(fill_of(3, 5, 2s, money{}))), "");
  use(unit_kind::fills);
  CAF_CHECK_EQUAL(shown(take(fill_of(4, 5, 3s))), "unit #5 +3; ");
  CAF_CHECK_EQUAL(shown(take(fill_of(5, 5, 4s, money{}))), "unit #5 +4; ");
  CAF_CHECK_EQUAL(activity.units(), 2);
}

// R-006-2
CAF_TEST(a reversal is an entry as well as a result) {
  CAF_CHECK_EQUAL(shown(take(fill_of(1, 5, 0s, dollars(-10)), true)),
                  "unit #5 +0; #5 -10.00 after 0.00; ");
  CAF_CHECK_EQUAL(shown(take(fill_of(2, 6, 0s, dollars(-10)), false)), "#6 -10.00 after 0.00; ");
  const auto one = std::optional{quantity{1}};
  CAF_CHECK(!reverses(side::sell, one, side::buy, quantity{1}));
  CAF_CHECK(reverses(side::sell, quantity{2}, side::buy, quantity{1}));
  CAF_CHECK(!reverses(side::buy, one, side::sell, quantity{1}));
  CAF_CHECK(reverses(side::buy, quantity{2}, side::sell, quantity{1}));
  CAF_CHECK(reverses(side::buy, one, side::buy, quantity{9}));
  CAF_CHECK(!reverses(side::sell, std::nullopt, side::buy, quantity{1}));
}

// R-006-4
CAF_TEST(the busiest window ends at an entry from the given one on) {
  for (const auto when : {0s, 20s, 40s, 60s, 61s})
    take(fill_of(when.count() + 1, when.count() + 1, when));
  CAF_CHECK_EQUAL(activity.most_units(start_time(), 60s), 4);
  CAF_CHECK_EQUAL(activity.most_units(start_time() + 61s, 60s), 4);
  CAF_CHECK_EQUAL(activity.most_units(start_time() + 61s, 41s), 3);
  CAF_CHECK_EQUAL(activity.most_units(start_time() + 61s + 1us, 60s), 0);
  CAF_CHECK_EQUAL(activity.most_units(start_time(), 1us), 1);
}

// R-006-1, R-Y-16, R-Y-17
CAF_TEST(a unit that vanished is old when it comes back) {
  take(fill_of(1, 5, 0s));
  CAF_CHECK_EQUAL(shown(take(voided(fill_of(1, 5, 0s)))), "");
  CAF_CHECK_EQUAL(activity.units(), 0);
  CAF_CHECK_EQUAL(shown(take(voided(fill_of(1, 5, 0s), false))), "");
  CAF_CHECK_EQUAL(activity.units(), 1);
  take(fill_of(2, 5, 9s));
  take(voided(fill_of(1, 5, 0s)));
  CAF_CHECK_EQUAL(activity.units(), 1);
  CAF_CHECK_EQUAL(activity.most_units(start_time() + 9s, 1s), 1);
}

// R-006-1, R-007-1
CAF_TEST(a fill that moves to another order takes unit with result along) {
  take(fill_of(1, 5, 0s));
  CAF_CHECK_EQUAL(shown(take(fill_of(1, 6, 0s))), "unit #6 +0; ");
  CAF_CHECK_EQUAL(activity.units(), 1);
  take(fill_of(2, 7, 1s, dollars(-30)));
  CAF_CHECK_EQUAL(shown(take(fill_of(2, 8, 1s, dollars(-30)))),
                  "#7 0.00 after -30.00; #8 -30.00 after 0.00; ");
  // Fill 3 was applied after fill 1, so the unit of order 6 keeps the time of fill 1.
  take(fill_of(3, 9, 4s));
  take(fill_of(3, 6, 4s));
  CAF_CHECK_EQUAL(activity.units(), 1);
  CAF_CHECK_EQUAL(activity.most_units(start_time() + 1s, 60s), 0);
}

// R-007-2
CAF_TEST(results remember the worst of earlier steps) {
  CAF_CHECK_EQUAL(shown(take(fill_of(1, 5, 0s, dollars(-100)))), "#5 -100.00 after 0.00; ");
  CAF_CHECK_EQUAL(shown(take(fill_of(2, 5, 0s, dollars(50)))), "#5 -50.00 after -100.00; ");
  CAF_CHECK_EQUAL(shown(take(fill_of(3, 5, 0s, dollars(-80)))), "#5 -130.00 after -100.00; ");
  CAF_CHECK_EQUAL(shown(take(voided(fill_of(3, 5, 0s, dollars(-80))))),
                  "#5 -50.00 after -130.00; ");
  CAF_CHECK_EQUAL(shown(take(fill_of(4, 6, 0s, money{}))), "");
}

// R-007-1
CAF_TEST(the basis decides whether costs of closing fills count) {
  auto row = fill_of(1, 5, 0s, dollars(-100));
  row.fees = dollars(1);
  row.commissions = dollars(2);
  CAF_CHECK_EQUAL(shown(take(row)), "#5 -103.00 after 0.00; ");
  use(unit_kind::entries, pnl_basis::gross);
  row.id = trade_id{2};
  CAF_CHECK_EQUAL(shown(take(row)), "#5 -100.00 after 0.00; ");
}

// R-006-3, R-Y-16
CAF_TEST(only fills of the day count while those dated ahead wait for theirs) {
  take(fill_of(1, 1, today.end - start_time() - 1us));
  take(fill_of(2, 2, today.begin - start_time() - 1us));
  take(fill_of(3, 3, today.begin - start_time()));
  CAF_CHECK_EQUAL(activity.units(), 2);
  CAF_CHECK_EQUAL(shown(take(fill_of(4, 4, today.end - start_time(), dollars(-5)))), "");
  take(fill_of(5, 5, today.end - start_time() + 24h));
  take(fill_of(6, 6, today.end - start_time()));
  take(voided(fill_of(6, 6, today.end - start_time())));
  CAF_CHECK_EQUAL(shown(begin_next_day()), "#4 -5.00 after 0.00; ");
  CAF_CHECK_EQUAL(activity.units(), 0);
  CAF_CHECK_EQUAL(shown(begin_next_day()), "unit #5 +93600; ");
}

// R-X-3, R-Y-15
CAF_TEST(units of one step come in the order of their orders) {
  const auto ahead = today.end - start_time();
  take(fill_of(9, 0, ahead));
  take(fill_of(3, 0, ahead));
  take(fill_of(2, 8, ahead));
  take(fill_of(4, 7, ahead));
  CAF_CHECK_EQUAL(shown(begin_next_day()),
                  "unit #7 +7200; unit #8 +7200; unit fill 3 +7200; unit fill 9 +7200; ");
}

namespace {

bool makes(const ledger_row& row, unit_kind kind) {
  if (row.voided)
    return false;
  return kind == unit_kind::fills
         || (kind == unit_kind::entries ? !row.profit_and_loss || row.reverses
                                        : row.profit_and_loss.has_value());
}

/// Unit times of the day, found by looking at every fill in the order of its first application.
std::multiset<time_point> counted_anew(const ledger& fills, const std::vector<trade_id>& applied,
                                       const trading_day& today, unit_kind kind) {
  std::map<std::string, time_point> units;
  for (const auto id : applied)
    if (const auto& row = *fills.find(id); makes(row, kind) && today.contains(row.at))
      units.try_emplace(row.order && kind != unit_kind::fills
                          ? "order " + std::to_string(row.order->value())
                          : "fill " + std::to_string(id.value()),
                        row.at);
  std::multiset<time_point> times;
  for (const auto& [unit, at] : units)
    times.insert(at);
  return times;
}

std::int64_t busiest(const std::multiset<time_point>& times, time_point from, duration window) {
  std::int64_t most = 0;
  for (const auto anchor : times)
    if (anchor >= from)
      most = std::max(most, std::int64_t{std::distance(times.upper_bound(anchor - window),
                                                       times.upper_bound(anchor))});
  return most;
}

/// Returns what is wrong after some random fill or correction, or nothing.
std::string surprise(fixture& bench, std::vector<trade_id>& applied, random_choices& choices) {
  auto row = fill_of(choices.between(1, 25), choices.between(0, 6),
                     std::chrono::seconds{choices.between(-20, 120)});
  if (choices.happens(50))
    row.profit_and_loss = dollars(choices.between(-3, 3));
  if (choices.happens(30))
    row.voided = choices.happens(60);
  if (!bench.fills.find(row.id))
    applied.push_back(row.id);
  bench.take(row, row.profit_and_loss && choices.happens(30));
  const auto kind = bench.activity.kind();
  const auto times = counted_anew(bench.fills, applied, bench.today, kind);
  if (bench.activity.units() != static_cast<std::int64_t>(times.size()))
    return std::to_string(bench.activity.units()) + " units instead of "
           + std::to_string(times.size());
  for (const auto from : {-30s, 0s, 40s, 80s}) {
    const auto found = bench.activity.most_units(start_time() + from, 20s);
    const auto wanted = busiest(times, start_time() + from, 20s);
    if (found != wanted)
      return std::to_string(found) + " in the busiest window instead of " + std::to_string(wanted);
  }
  return {};
}

std::string first_surprise(std::uint64_t seed) {
  for (const auto kind : {unit_kind::entries, unit_kind::round_turns, unit_kind::fills}) {
    auto choices = random_choices{seed};
    fixture bench;
    bench.use(kind);
    std::vector<trade_id> applied;
    for (int step = 0; step < 120; ++step)
      if (const auto what = surprise(bench, applied, choices); !what.empty())
        return with_seed(seed, std::string{to_string(kind)} + ": " + what);
  }
  return {};
}

} // namespace

// R-006-1, R-006-4, R-S-1
CAF_TEST(what is kept as fills arrive equals a count over all fills) {
  for (const auto seed : property_seeds(25))
    CAF_CHECK_EQUAL(first_surprise(seed), std::string{});
}

// R-S-1
CAF_TEST(a restart finds the same units) {
  take(fill_of(1, 5, 0s));
  take(fill_of(2, 6, 2s, dollars(-5)));
  take(fill_of(3, 7, today.end - start_time()));
  const auto anew = recounted(fills, today, unit_kind::entries, pnl_basis::net);
  CAF_CHECK_EQUAL(anew.units(), activity.units());
  CAF_CHECK_EQUAL(anew.most_units(start_time(), 1s), 1);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace domain_day_activity
