#pragma once

#include "config/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::config {

/// What can be wrong with a configuration (R-C-10), and what is only doubtful (R-C-11).
enum class problem_code : std::uint8_t {
  /// E-1: unknown or duplicate key, wrong type or range.
  form,
  /// E-2: a limit, target or tier of the wrong sign.
  sign,
  /// E-3: per_minute <= per_hour <= per_session does not hold.
  window_order,
  /// E-4: tiers out of order.
  tier_order,
  /// E-5: a product may hold more than the whole account.
  product_above_account,
  /// E-6: unknown time zone, bad time or date.
  time,
  /// E-7: duplicate account, or one without name and id.
  account_identity,
  /// E-8: two keys name one product.
  product_twice,
  /// E-9: no active rule, or a required one is not active.
  no_rule,
  /// E-10: everything is blocked without saying so twice.
  block_all,
  /// E-11: trailing starts before breakeven.
  trailing_before_breakeven,
  /// E-12: an unresolved reference or a literal secret.
  secret,
  /// E-13: nothing to guard.
  no_account,
  /// E-14: no holidays for the current year.
  no_holidays,
  /// E-15: money with more than four decimals.
  decimals,
  /// W-1: long and short of different products offset each other.
  net_over_products,
  /// W-2: a position may lose as much as the day.
  position_loss_above_day,
  /// W-3: a position's target exceeds the day's.
  position_target_above_day,
  /// W-4: a product nobody knows.
  unknown_product,
  /// W-5: no holidays for next year.
  no_holidays_next_year,
  /// W-6: positions without a stop are not closed.
  no_stop_loss_rule,
  /// W-7: several time zones in use.
  several_zones,
  /// W-8: a preset whose figures may be out of date.
  preset_expired,
};

/// `E-1`, `W-7`.
[[nodiscard]] std::string to_string(problem_code x);

[[nodiscard]] bool is_error(problem_code x);

/// One line about the code, for the reference.
[[nodiscard]] const char* meaning_of(problem_code x);

/// Every code, for the reference.
[[nodiscard]] std::vector<problem_code> all_codes();

/// One thing that is wrong or doubtful.
struct problem {
  problem_code code{};
  /// JSON Pointer; empty for the whole file.
  std::string pointer;
  text_position where;
  /// What stands there. Never a secret.
  std::string found;
  std::string allowed;
  /// The known word nearest to an unknown one, if one is near.
  std::string did_you_mean;

  friend bool operator==(const problem&, const problem&) = default;
};

/// `E-1 /rules/max_contracts/limt at 7:5: unknown key; allowed: limit, ...; did you mean "limit"?`
[[nodiscard]] std::string to_string(const problem& x);

/// Collects problems.
class problem_list {
public:
  /// Notes a problem at `at`, once: the same problem seen through several accounts is one.
  void add(problem_code code, const value& at, std::string found, std::string allowed,
           std::string did_you_mean = {});

  void add(problem added);

  [[nodiscard]] bool has_errors() const;

  /// In the order of the file.
  [[nodiscard]] std::vector<problem> errors() const;

  [[nodiscard]] std::vector<problem> warnings() const;

private:
  [[nodiscard]] std::vector<problem> select(bool errors) const;

  std::vector<problem> problems_;
};

} // namespace riskd::config
