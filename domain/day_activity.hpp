#pragma once

#include "domain/chunked_map.hpp"
#include "domain/ledger.hpp"
#include "domain/shared_part.hpp"
#include "domain/trade_units.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace riskd::domain {

/// An entry into the market that exists for the first time in its trading day (R-006-4, R-Y-16).
struct new_unit {
  /// Orders the units of one step (R-X-3, R-Y-15): the order of the fill that made it, and the
  /// fill.
  fill_group place;
  trade_id maker;
  /// The order that is the unit; empty for a unit that is a fill.
  std::optional<order_id> order;
  time_point at;

  friend bool operator==(const new_unit&, const new_unit&) = default;
};

/// The result of a closing order changed (R-007-2).
struct changed_result {
  fill_group order;
  money result;
  /// The worst result that this order had in an earlier step; zero if it had none.
  money worst_before;

  friend bool operator==(const changed_result&, const changed_result&) = default;
};

/// What one event did to the activity of the current trading day.
struct activity_delta {
  /// In the order of R-X-3.
  std::vector<new_unit> units;
  /// In the order of R-X-3.
  std::vector<changed_result> results;

  [[nodiscard]] bool empty() const {
    return units.empty() && results.empty();
  }

  friend bool operator==(const activity_delta&, const activity_delta&) = default;
};

/// What the fills of the current trading day amount to: entries with their times, and the results
/// of closing orders. Kept as fills arrive; everything in it follows from the ledger (R-S-1).
class day_activity {
public:
  day_activity() = default;

  day_activity(unit_kind kind, pnl_basis basis) : kind_(kind), basis_(basis) {
  }

  [[nodiscard]] unit_kind kind() const {
    return kind_;
  }

  [[nodiscard]] pnl_basis basis() const {
    return basis_;
  }

  /// Follows one fill that was inserted or corrected. @param before Empty for a new fill
  void follow(const std::optional<ledger_row>& before, const ledger_row& after, const ledger& fills,
              const trading_day& today, activity_delta& delta);

  /// Starts over with the fills that are dated into the day that begins (R-T-7, R-Y-16).
  void begin_day(const ledger& fills, const trading_day& today, activity_delta& delta);

  /// Number of entries of the day.
  [[nodiscard]] std::int64_t units() const {
    return static_cast<std::int64_t>(times_.size());
  }

  /// The largest number of entries in any `(a - window, a]`, where `a` is the time of an entry at
  /// or after `from` (R-006-4).
  [[nodiscard]] std::int64_t most_units(time_point from, duration window) const;

  friend bool operator==(const day_activity&, const day_activity&) = default;

private:
  /// A fill and its place in the order in which fills were applied.
  struct applied_fill {
    std::uint64_t number = 0;
    trade_id id;

    friend bool operator==(const applied_fill&, const applied_fill&) = default;
  };

  struct order_fills {
    /// Ascending by number.
    shared_part<std::vector<applied_fill>> fills;
    money result;
    money worst;

    friend bool operator==(const order_fills&, const order_fills&) = default;
  };

  /// A unit that exists, or one that existed and has no fill left that makes it.
  struct known_unit {
    std::optional<time_point> at;
    /// The fill whose time it has (R-Y-17).
    trade_id maker;

    friend bool operator==(const known_unit&, const known_unit&) = default;
  };

  struct nothing {
    friend bool operator==(const nothing&, const nothing&) = default;
  };

  void insert(const ledger_row& row, activity_delta& delta);
  void correct(const ledger_row& before, const ledger_row& after, const ledger& fills,
               activity_delta& delta);
  void move_fill(const fill_group& from, const fill_group& to, trade_id id);
  void shift_result(const fill_group& group, money by, activity_delta& delta);
  void settle_unit(const ledger_row& row, const ledger& fills, activity_delta& delta);
  void set_unit(const ledger_row& maker, activity_delta& delta);
  void drop_unit(const fill_group& unit);
  [[nodiscard]] bool makes_unit(const ledger_row& row) const;
  [[nodiscard]] fill_group unit_of(const ledger_row& row) const;

  std::uint64_t applied_ = 0;
  unit_kind kind_ = unit_kind::entries;
  pnl_basis basis_ = pnl_basis::net;
  chunked_map<fill_group, order_fills> orders_;
  chunked_map<fill_group, known_unit> units_;
  /// The times of the units that exist.
  chunked_map<std::pair<time_point, fill_group>, nothing> times_;
  /// Fills dated into a later day, in the order in which they were applied.
  shared_part<std::vector<trade_id>> ahead_;
};

/// The activity of a day whose fills are all in the ledger. What the fills made is not new.
[[nodiscard]] day_activity recounted(const ledger& fills, const trading_day& today, unit_kind kind,
                                     pnl_basis basis);

/// True for a fill that opened something (R-006-2).
[[nodiscard]] bool is_entry(const ledger_row& row);

/// True for a fill that closed something and counts (R-007-1).
[[nodiscard]] bool is_closing(const ledger_row& row);

/// The order that the fill belongs to, or the fill itself (R-E-8).
[[nodiscard]] fill_group group_of(const ledger_row& row);

/// True if a closing fill of this direction and size, at this position, turns it round or adds to
/// it, so that it counts as an entry as well (R-006-2).
[[nodiscard]] bool reverses(side traded, const std::optional<quantity>& size, side held,
                            quantity position);

} // namespace riskd::domain
