#include "config/problem.hpp"

#include <algorithm>
#include <tuple>

namespace riskd::config {

namespace {

constexpr auto last_error = problem_code::decimals;

constexpr auto last_warning = problem_code::preset_expired;

} // namespace

bool is_error(problem_code x) {
  return x <= last_error;
}

std::string to_string(problem_code x) {
  const auto number = static_cast<int>(x) + 1;
  const auto errors = static_cast<int>(last_error) + 1;
  return is_error(x) ? "E-" + std::to_string(number) : "W-" + std::to_string(number - errors);
}

const char* meaning_of(problem_code x) {
  switch (x) {
    case problem_code::form:
      return "No JSON; an unknown or duplicate key; a wrong type or range; null where something "
             "must be.";
    case problem_code::sign:
      return "A limit that is not negative, or a target that is not positive.";
    case problem_code::window_order:
      return "per_minute <= per_hour <= per_session does not hold.";
    case problem_code::tier_order:
      return "Tiers whose losses do not grow, or whose cooldowns shrink.";
    case problem_code::product_above_account:
      return "A product may hold more than the whole account.";
    case problem_code::time:
      return "An unknown time zone, or a time or date that does not exist.";
    case problem_code::account_identity:
      return "The same account twice, or one without name and id.";
    case problem_code::product_twice:
      return "Two keys name one product, such as ES and EP.";
    case problem_code::no_rule:
      return "No active rule, or a required one is not active.";
    case problem_code::block_all:
      return "Every symbol is blocked without `allow_block_all`.";
    case problem_code::trailing_before_breakeven:
      return "Trailing would start before breakeven.";
    case problem_code::secret:
      return "A reference that nothing defines, a secret that others can read, or a literal "
             "secret.";
    case problem_code::no_account:
      return "The daemon is to start without an enabled account.";
    case problem_code::no_holidays:
      return "The daemon is to start with sessions but without holidays for the current year.";
    case problem_code::decimals:
      return "Money with more than four decimals.";
    case problem_code::net_over_products:
      return "Net counting over several products, which offset each other.";
    case problem_code::position_loss_above_day:
      return "One position may lose as much as the whole day.";
    case problem_code::position_target_above_day:
      return "The target of one position exceeds that of the day.";
    case problem_code::unknown_product:
      return "A product that neither the alias table nor the gateway knows.";
    case problem_code::no_holidays_next_year:
      return "No holidays for next year, and it is December.";
    case problem_code::no_stop_loss_rule:
      return "Nothing closes a position that has no stop.";
    case problem_code::several_zones:
      return "Several time zones are in use.";
    case problem_code::preset_expired:
      return "A preset whose figures may be out of date.";
  }
  return "unlisted";
}

std::vector<problem_code> all_codes() {
  std::vector<problem_code> out;
  for (int code = 0; code <= static_cast<int>(last_warning); ++code)
    out.push_back(static_cast<problem_code>(code));
  return out;
}

std::string to_string(const problem& x) {
  auto out = to_string(x.code) + " " + (x.pointer.empty() ? "(root)" : x.pointer);
  if (x.where.line > 0)
    out += " at " + std::to_string(x.where.line) + ":" + std::to_string(x.where.column);
  out += ": found " + x.found;
  if (!x.allowed.empty())
    out += "; allowed: " + x.allowed;
  if (!x.did_you_mean.empty())
    out += "; did you mean \"" + x.did_you_mean + "\"?";
  return out;
}

void problem_list::add(problem_code code, const value& at, std::string found, std::string allowed,
                       std::string did_you_mean) {
  add({code, at.pointer, at.where, std::move(found), std::move(allowed), std::move(did_you_mean)});
}

void problem_list::add(problem added) {
  if (std::find(problems_.begin(), problems_.end(), added) == problems_.end())
    problems_.push_back(std::move(added));
}

bool problem_list::has_errors() const {
  return std::any_of(problems_.begin(), problems_.end(),
                     [](const problem& x) { return is_error(x.code); });
}

std::vector<problem> problem_list::errors() const {
  return select(true);
}

std::vector<problem> problem_list::warnings() const {
  return select(false);
}

std::vector<problem> problem_list::select(bool errors) const {
  std::vector<problem> out;
  std::copy_if(problems_.begin(), problems_.end(), std::back_inserter(out),
               [errors](const problem& x) { return is_error(x.code) == errors; });
  std::stable_sort(out.begin(), out.end(), [](const problem& a, const problem& b) {
    return std::tie(a.where, a.pointer, a.code) < std::tie(b.where, b.pointer, b.code);
  });
  return out;
}

} // namespace riskd::config
