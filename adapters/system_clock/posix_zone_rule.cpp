#include "adapters/system_clock/posix_zone_rule.hpp"

#include <algorithm>

namespace riskd::adapters {

namespace {

using namespace std::chrono;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace

/// Takes the parts of the notation from the front of a text.
class posix_zone_rule::reader {
public:
  explicit reader(std::string_view text) : rest_(text) {
  }

  [[nodiscard]] bool at_end() const {
    return rest_.empty();
  }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c)
      return false;
    rest_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] bool next_is(char c) const {
    return !rest_.empty() && rest_.front() == c;
  }

  /// Takes a name such as `CST` or `<+0330>`.
  bool take_name() {
    if (take('<')) {
      const auto end = rest_.find('>');
      if (end == std::string_view::npos || end < 3)
        return false;
      rest_.remove_prefix(end + 1);
      return true;
    }
    std::size_t length = 0;
    for (; !rest_.empty() && is_letter(rest_.front()); ++length)
      rest_.remove_prefix(1);
    return length >= 3;
  }

  /// Takes one to three digits, at most `limit`.
  std::optional<int> take_number(int limit) {
    int value = 0;
    std::size_t length = 0;
    for (; length < 3 && !rest_.empty() && is_digit(rest_.front()); ++length) {
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return length > 0 && value <= limit ? std::optional{value} : std::nullopt;
  }

  /// Takes `[+-]hh[:mm[:ss]]`.
  std::optional<seconds> take_time() {
    const bool negative = next_is('-');
    if (!take('-'))
      take('+');
    const auto whole = take_number(167);
    if (!whole)
      return std::nullopt;
    seconds value = hours{*whole};
    for (const auto unit : {seconds{60}, seconds{1}}) {
      if (!take(':'))
        break;
      const auto part = take_number(59);
      if (!part)
        return std::nullopt;
      value += *part * unit;
    }
    return negative ? -value : value;
  }

  std::optional<yearly_instant> take_yearly_instant() {
    yearly_instant out;
    if (!(next_is('M') ? take_month_week_day(out) : take_day_number(out)))
      return std::nullopt;
    if (take('/')) {
      const auto time = take_time();
      if (!time)
        return std::nullopt;
      out.time = *time;
    }
    return out;
  }

private:
  bool take_month_week_day(yearly_instant& out) {
    take('M');
    const auto month = take_number(12);
    const bool first_dot = take('.');
    const auto week = take_number(5);
    const bool second_dot = take('.');
    const auto weekday = take_number(6);
    if (!month || !first_dot || !week || !second_dot || !weekday || *month == 0 || *week == 0)
      return false;
    out.counted_as = yearly_instant::form::month_week_day;
    out.month = std::chrono::month{static_cast<unsigned>(*month)};
    out.week = static_cast<unsigned>(*week);
    out.weekday = std::chrono::weekday{static_cast<unsigned>(*weekday)};
    return true;
  }

  bool take_day_number(yearly_instant& out) {
    const bool skips_leap_day = take('J');
    const auto day = take_number(365);
    if (!day || (skips_leap_day && *day == 0))
      return false;
    using form = yearly_instant::form;
    out.counted_as = skips_leap_day ? form::day_of_365 : form::day_of_366;
    out.day = *day;
    return true;
  }

  std::string_view rest_;
};

std::optional<posix_zone_rule> posix_zone_rule::parse(std::string_view text) {
  auto in = reader{text};
  if (!in.take_name())
    return std::nullopt;
  const auto west = in.take_time();
  if (!west)
    return std::nullopt;
  posix_zone_rule rule;
  // The notation counts hours west of Greenwich.
  rule.offset_ = -*west;
  if (in.at_end())
    return rule;
  if (!in.take_name())
    return std::nullopt;
  auto offset = rule.offset_ + hours{1};
  if (!in.next_is(',')) {
    const auto given = in.take_time();
    if (!given)
      return std::nullopt;
    offset = -*given;
  }
  const bool comma = in.take(',');
  const auto begin = in.take_yearly_instant();
  const bool second_comma = in.take(',');
  const auto end = in.take_yearly_instant();
  if (!comma || !begin || !second_comma || !end || !in.at_end())
    return std::nullopt;
  rule.daylight_ = daylight_saving{offset, *begin, *end};
  return rule;
}

domain::local_time posix_zone_rule::yearly_instant::in(std::chrono::year year) const {
  const auto new_year = local_days{year / January / 1};
  switch (counted_as) {
    case form::month_week_day:
      // The fifth one means the last one.
      if (week == 5)
        return local_days{year / month / weekday[last]} + time;
      return local_days{year / month / weekday[week]} + time;
    case form::day_of_365:
      return new_year + days{day - 1 + (year.is_leap() && day >= 60 ? 1 : 0)} + time;
    case form::day_of_366:
      return new_year + days{day} + time;
  }
  return new_year + time;
}

std::vector<domain::time_zone::span>
posix_zone_rule::changes_between(domain::time_point after, domain::time_point before) const {
  std::vector<domain::time_zone::span> changes;
  if (!daylight_)
    return changes;
  const auto instant = [](domain::local_time x, seconds offset) {
    return domain::time_point{x.time_since_epoch()} - offset;
  };
  const auto first = year_month_day{floor<days>(after)}.year() - years{1};
  const auto last = year_month_day{floor<days>(before)}.year() + years{1};
  for (auto year = first; year <= last; ++year) {
    changes.push_back({instant(daylight_->begin.in(year), offset_), daylight_->offset});
    changes.push_back({instant(daylight_->end.in(year), daylight_->offset), offset_});
  }
  std::erase_if(changes, [&](const auto& x) { return x.begin <= after || x.begin >= before; });
  std::sort(changes.begin(), changes.end(),
            [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return changes;
}

} // namespace riskd::adapters
