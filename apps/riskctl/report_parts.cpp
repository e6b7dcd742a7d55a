#include "apps/riskctl/report_parts.hpp"

#include "domain/time.hpp"

#include <array>
#include <ctime>

namespace riskd::riskctl {

namespace {

using terminal::alignment;
using terminal::cell;
using terminal::column;
using terminal::table;
using terminal::tone;

std::tm local_parts(std::time_t instant) {
  std::tm parts{};
  ::localtime_r(&instant, &parts);
  return parts;
}

std::time_t instant_of(const std::string& text) {
  const auto instant = domain::parse_time(text);
  if (!instant)
    return 0;
  return std::chrono::floor<std::chrono::seconds>(*instant).time_since_epoch().count();
}

} // namespace

std::string text_of(const json& object, const char* key) {
  const auto& value = object.at(key);
  if (value.is_null())
    return "-";
  if (value.is_boolean())
    return value.get<bool>() ? "yes" : "no";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string name_of(const json& account) {
  return text_of(account, text_of(account, "name").empty() ? "id" : "name");
}

std::string utc_of(const json& object, const char* key) {
  auto text = text_of(object, key);
  constexpr std::size_t to_seconds = 19;
  if (text.size() > to_seconds) {
    text.resize(to_seconds);
    text[10] = ' ';
  }
  return text;
}

std::string local_of(const json& object, const char* key) {
  auto text = text_of(object, key);
  if (text == "-")
    return text;
  const auto parts = local_parts(instant_of(text));
  std::array<char, 64> out{};
  const auto length = std::strftime(out.data(), out.size(), "%Y-%m-%d %H:%M:%S %Z", &parts);
  return {out.data(), length};
}

bool has_local_zone() {
  // Two instants half a year apart: a zone may agree with UTC during one half of the year.
  constexpr std::time_t winter = 1'767'225'600;
  constexpr std::time_t summer = 1'782'864'000;
  return local_parts(winter).tm_gmtoff != 0 || local_parts(summer).tm_gmtoff != 0;
}

std::string seconds_of(const json& object, const char* key) {
  const auto& value = object.at(key);
  return value.is_null() ? "-" : terminal::describe_seconds(value.get<std::int64_t>());
}

tone tone_of(std::string_view state) {
  for (const std::string_view good : {"READY", "PROTECTED", "SHADOW", "LIVE"})
    if (state.starts_with(good))
      return tone::good;
  for (const std::string_view bad : {"UNPROTECTED", "SILENT", "UNREACHABLE"})
    if (state.starts_with(bad))
      return tone::bad;
  return tone::warning;
}

tone tone_of_severity(std::string_view severity) {
  if (severity == "critical" || severity == "emergency")
    return tone::bad;
  return severity == "warning" ? tone::warning : tone::plain;
}

table locks_table(const json& locks, bool with_account) {
  const bool with_local = has_local_zone();
  std::vector<column> columns{{"Rule"},
                              {"Lock"},
                              {"Policy"},
                              {"Reason"},
                              {"Breach", alignment::right},
                              {"Since (UTC)"},
                              {"Until (UTC)"},
                              {"Remaining", alignment::right}};
  if (with_local)
    columns.insert(columns.end() - 1, column{"Until (local)"});
  if (with_account)
    columns.insert(columns.begin(), column{"Account"});
  table out{columns};
  for (const auto& each : locks) {
    const bool is_open = each.at("until").is_null();
    std::vector<cell> cells{{text_of(each, "rule"), tone::warning},
                            text_of(each, "lock"),
                            text_of(each, "policy"),
                            text_of(each, "reason"),
                            text_of(each, "breach"),
                            utc_of(each, "since"),
                            is_open ? "until it clears" : utc_of(each, "until"),
                            seconds_of(each, "remaining_seconds")};
    if (with_local)
      cells.insert(cells.end() - 1, cell{local_of(each, "until")});
    if (with_account)
      cells.insert(cells.begin(), cell{name_of(each)});
    out.add_row(std::move(cells));
  }
  return out;
}

} // namespace riskd::riskctl
