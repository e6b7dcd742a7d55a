#include "domain/day_activity.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace riskd::domain {

namespace {

/// Comes before every unit of the instant.
std::pair<time_point, fill_group> first_place_at(time_point at) {
  return {at, fill_group{order_id{std::numeric_limits<std::int64_t>::min()}, trade_id{}}};
}

void sort(activity_delta& delta) {
  std::sort(delta.units.begin(), delta.units.end(), [](const new_unit& a, const new_unit& b) {
    return std::tie(a.place, a.maker) < std::tie(b.place, b.maker);
  });
  std::sort(delta.results.begin(), delta.results.end(),
            [](const changed_result& a, const changed_result& b) { return a.order < b.order; });
}

} // namespace

bool is_entry(const ledger_row& row) {
  return !row.voided && (!row.profit_and_loss || row.reverses);
}

bool is_closing(const ledger_row& row) {
  return !row.voided && row.profit_and_loss;
}

fill_group group_of(const ledger_row& row) {
  return row.order ? fill_group{row.order, trade_id{}} : fill_group{std::nullopt, row.id};
}

bool reverses(side traded, const std::optional<quantity>& size, side held, quantity position) {
  return traded == held || (size && position < *size);
}

void day_activity::follow(const std::optional<ledger_row>& before, const ledger_row& after,
                          const ledger& fills, const trading_day& today, activity_delta& delta) {
  if (after.at >= today.end) {
    // What becomes of it until its day is read from the ledger then.
    if (!before)
      ahead_.edit().push_back(after.id);
    return;
  }
  if (after.at < today.begin)
    return;
  if (before)
    correct(*before, after, fills, delta);
  else
    insert(after, delta);
  sort(delta);
}

void day_activity::begin_day(const ledger& fills, const trading_day& today, activity_delta& delta) {
  orders_ = {};
  units_ = {};
  times_ = {};
  const auto waiting = *std::exchange(ahead_, {});
  for (const auto id : waiting) {
    const auto* row = fills.find(id);
    if (row && row->at >= today.end)
      ahead_.edit().push_back(id);
    else if (row && row->at >= today.begin)
      insert(*row, delta);
  }
  sort(delta);
}

std::int64_t day_activity::most_units(time_point from, duration window) const {
  std::size_t most = 0;
  std::optional<time_point> last;
  times_.for_each_from(first_place_at(from), [&](const auto& key, const nothing&) {
    const auto anchor = key.first;
    if (last == anchor)
      return;
    last = anchor;
    const auto upto = times_.count_below(first_place_at(anchor + duration{1}));
    const auto before = times_.count_below(first_place_at(anchor - window + duration{1}));
    most = std::max(most, upto - before);
  });
  return static_cast<std::int64_t>(most);
}

void day_activity::insert(const ledger_row& row, activity_delta& delta) {
  const auto group = group_of(row);
  const auto* known = orders_.find(group);
  auto order = known ? *known : order_fills{};
  order.fills.edit().push_back({++applied_, row.id});
  orders_.set(group, std::move(order));
  if (is_closing(row))
    shift_result(group, contribution_of(row, basis_), delta);
  if (!makes_unit(row))
    return;
  const auto* unit = units_.find(unit_of(row));
  if (!unit || !unit->at)
    set_unit(row, delta);
}

void day_activity::correct(const ledger_row& before, const ledger_row& after, const ledger& fills,
                           activity_delta& delta) {
  const auto from = group_of(before);
  const auto to = group_of(after);
  const auto lost = is_closing(before) ? contribution_of(before, basis_) : money{};
  const auto gained = is_closing(after) ? contribution_of(after, basis_) : money{};
  if (from == to) {
    shift_result(to, gained - lost, delta);
  } else {
    move_fill(from, to, after.id);
    shift_result(from, money{} - lost, delta);
    shift_result(to, gained, delta);
  }
  if (unit_of(before) != unit_of(after))
    settle_unit(before, fills, delta);
  settle_unit(after, fills, delta);
}

void day_activity::move_fill(const fill_group& from, const fill_group& to, trade_id id) {
  const auto* old = orders_.find(from);
  RISKD_EXPECTS(old != nullptr);
  auto left = *old;
  auto& fills = left.fills.edit();
  const auto place
    = std::find_if(fills.begin(), fills.end(), [id](const applied_fill& x) { return x.id == id; });
  RISKD_EXPECTS(place != fills.end());
  const auto moved = *place;
  fills.erase(place);
  orders_.set(from, std::move(left));
  const auto* known = orders_.find(to);
  auto order = known ? *known : order_fills{};
  auto& joined = order.fills.edit();
  joined.insert(std::upper_bound(
                  joined.begin(), joined.end(), moved,
                  [](const applied_fill& a, const applied_fill& b) { return a.number < b.number; }),
                moved);
  orders_.set(to, std::move(order));
}

void day_activity::shift_result(const fill_group& group, money by, activity_delta& delta) {
  if (by == money{})
    return;
  auto order = *orders_.find(group);
  order.result += by;
  delta.results.push_back({group, order.result, order.worst});
  order.worst = std::min(order.worst, order.result);
  orders_.set(group, std::move(order));
}

/// Finds out anew which fill makes the unit of `row`, if any still does.
void day_activity::settle_unit(const ledger_row& row, const ledger& fills, activity_delta& delta) {
  const auto unit = unit_of(row);
  if (kind_ == unit_kind::fills) {
    const auto* current = fills.find(row.id);
    return current && makes_unit(*current) ? set_unit(*current, delta) : drop_unit(unit);
  }
  const auto* order = orders_.find(unit);
  if (order)
    for (const auto& each : *order->fills)
      if (const auto* fill = fills.find(each.id); fill && makes_unit(*fill))
        return set_unit(*fill, delta);
  drop_unit(unit);
}

void day_activity::set_unit(const ledger_row& maker, activity_delta& delta) {
  const auto unit = unit_of(maker);
  const auto* known = units_.find(unit);
  if (!known)
    delta.units.push_back({group_of(maker), maker.id,
                           kind_ == unit_kind::fills ? std::nullopt : maker.order, maker.at});
  else if (known->at == maker.at && known->maker == maker.id)
    return;
  else if (known->at)
    times_.erase({*known->at, unit});
  units_.set(unit, {maker.at, maker.id});
  times_.set({maker.at, unit}, {});
}

void day_activity::drop_unit(const fill_group& unit) {
  const auto* known = units_.find(unit);
  if (!known || !known->at)
    return;
  times_.erase({*known->at, unit});
  units_.set(unit, {});
}

bool day_activity::makes_unit(const ledger_row& row) const {
  switch (kind_) {
    case unit_kind::entries:
      return is_entry(row);
    case unit_kind::round_turns:
      return is_closing(row);
    case unit_kind::fills:
      return !row.voided;
  }
  return false;
}

fill_group day_activity::unit_of(const ledger_row& row) const {
  return kind_ == unit_kind::fills ? fill_group{std::nullopt, row.id} : group_of(row);
}

day_activity recounted(const ledger& fills, const trading_day& today, unit_kind kind,
                       pnl_basis basis) {
  std::vector<ledger_row> rows;
  fills.for_each([&](const ledger_row& row) {
    if (row.at >= today.begin)
      rows.push_back(row);
  });
  std::sort(rows.begin(), rows.end(), [](const ledger_row& a, const ledger_row& b) {
    return std::tie(a.at, a.id) < std::tie(b.at, b.id);
  });
  day_activity activity{kind, basis};
  activity_delta known;
  for (const auto& row : rows)
    activity.follow(std::nullopt, row, fills, today, known);
  return activity;
}

const char* to_string(unit_kind x) {
  switch (x) {
    case unit_kind::entries:
      return "entries";
    case unit_kind::round_turns:
      return "round_turns";
    case unit_kind::fills:
      return "fills";
  }
  return "unlisted";
}

} // namespace riskd::domain
