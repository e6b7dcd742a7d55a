#include "config/exchange_calendar.hpp"

#include "config/document.hpp"
#include "config/embedded_files.hpp"
#include "config/typed_value.hpp"
#include "domain/contract_check.hpp"
#include "domain/time.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::config {

namespace {

constexpr std::string_view file_name = "calendar/cme-globex.json";

// What does not fit is a fault of the shipped file, which tests find.

exchange_day_kind kind_at(const value& entry) {
  const auto& word = text_at(entry, "kind");
  constexpr auto kinds = std::array{exchange_day_kind::closed, exchange_day_kind::closed_until,
                                    exchange_day_kind::late_open, exchange_day_kind::early_close,
                                    exchange_day_kind::no_evening_session};
  const auto found
    = std::find_if(kinds.begin(), kinds.end(), [&](auto x) { return word == to_string(x); });
  RISKD_EXPECTS(found != kinds.end());
  return *found;
}

std::optional<std::chrono::seconds> time_at(const value& entry, std::string_view key) {
  const auto text = optional_text_at(entry, key);
  return text ? std::optional{domain::parse_time_of_day(*text).value()} : std::nullopt;
}

void add_days(const value& entry, std::vector<exchange_day>& out) {
  exchange_day day;
  day.kind = kind_at(entry);
  day.open = time_at(entry, "open");
  day.close = time_at(entry, "close");
  day.evening_open = time_at(entry, "evening_open");
  RISKD_EXPECTS(day.close || day.kind != exchange_day_kind::early_close);
  for (const auto& date : entry.find("dates")->items) {
    day.date = domain::parse_date(date.text).value();
    out.push_back(day);
  }
}

exchange_calendar read_calendar(std::string_view text) {
  const auto read = read_document(text);
  RISKD_EXPECTS(read.root && !read.problems.has_errors());
  exchange_calendar out;
  out.zone = text_at(*read.root, "timezone");
  out.first_year = std::chrono::year{static_cast<int>(integer_at(*read.root, "first_year"))};
  out.last_year = std::chrono::year{static_cast<int>(integer_at(*read.root, "last_year"))};
  for (const auto& group : read.root->find("groups")->members) {
    auto& days = out.groups[group.key];
    for (const auto& entry : group.content.items)
      add_days(entry, days);
    std::sort(days.begin(), days.end(),
              [](const exchange_day& a, const exchange_day& b) { return a.date < b.date; });
  }
  return out;
}

} // namespace

const char* to_string(exchange_day_kind x) {
  switch (x) {
    case exchange_day_kind::closed:
      return "closed";
    case exchange_day_kind::closed_until:
      return "closed_until";
    case exchange_day_kind::late_open:
      return "late_open";
    case exchange_day_kind::early_close:
      return "early_close";
    case exchange_day_kind::no_evening_session:
      return "no_evening_session";
  }
  return "unlisted";
}

const exchange_calendar& shipped_exchange_calendar() {
  static const auto calendar = [] {
    const auto& files = embedded_files();
    const auto found = std::find_if(files.begin(), files.end(),
                                    [](const embedded_file& x) { return x.name == file_name; });
    RISKD_EXPECTS(found != files.end());
    return read_calendar(found->content);
  }();
  return calendar;
}

} // namespace riskd::config
