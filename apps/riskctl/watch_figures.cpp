#include "apps/riskctl/watch_figures.hpp"

#include "adapters/control_api/why_routes.hpp"

#include <algorithm>
#include <chrono>
#include <variant>

namespace riskd::riskctl::watch {

namespace {

using terminal::cell;
using terminal::tone;

std::string two_digits(std::int64_t x) {
  return (x < 10 ? "0" : "") + std::to_string(x);
}

tone tone_of_use(const json& rule) {
  constexpr int near_its_limit = 80;
  const auto percent = rule.at("utilisation_percent").get<int>();
  if (rule.at("in_breach").get<bool>() || percent >= 100)
    return tone::bad;
  return percent >= near_its_limit ? tone::warning : tone::good;
}

std::optional<domain::money> money_of(const json& object, const char* key) {
  const auto& text = object.at(key);
  return text.is_string() ? domain::parse_money(text.get<std::string>()) : std::nullopt;
}

std::string bar(int percent, std::size_t width, charset known) {
  const auto share = static_cast<std::size_t>(std::clamp(percent, 0, 100));
  const auto full = share * width / 100;
  std::string out;
  for (std::size_t i = 0; i < width; ++i)
    if (known == charset::unicode)
      out += i < full ? "\u2588" : "\u2591";
    else
      out += i < full ? '#' : '-';
  return out;
}

} // namespace

domain::time_point knowledge::now() const {
  const auto taken = domain::parse_time(text_of(*answer, "taken"));
  return taken.value_or(domain::time_point{})
         + std::chrono::seconds{age(*answer, "age_seconds").value_or(0)};
}

std::optional<std::int64_t> knowledge::age(const json& object, const char* key) const {
  const auto& value = object.at(key);
  return value.is_null() ? std::nullopt : std::optional{value.get<std::int64_t>() + old};
}

std::optional<std::int64_t> knowledge::left(const json& object, const char* key) const {
  const auto& value = object.at(key);
  if (value.is_null())
    return std::nullopt;
  return std::max<std::int64_t>(0, value.get<std::int64_t>() - old);
}

std::optional<std::int64_t> knowledge::since(const json& object, const char* key) const {
  const auto begin = domain::parse_time(text_of(object, key));
  if (!begin)
    return std::nullopt;
  const auto passed = std::chrono::floor<std::chrono::seconds>(now() - *begin).count();
  return std::max<std::int64_t>(0, passed);
}

std::string countdown(std::optional<std::int64_t> seconds, const std::string& otherwise) {
  if (!seconds)
    return otherwise;
  constexpr std::int64_t hour = 3600;
  if (*seconds >= 100 * hour)
    return terminal::describe_seconds(*seconds);
  const auto tail = two_digits(*seconds % 60);
  if (*seconds < hour)
    return std::to_string(*seconds / 60) + ":" + tail;
  return std::to_string(*seconds / hour) + ":" + two_digits(*seconds % hour / 60) + ":" + tail;
}

std::string age_text(std::optional<std::int64_t> seconds, const std::string& otherwise) {
  return seconds ? terminal::describe_seconds(*seconds) : otherwise;
}

cell use_cell(const json& rule, std::size_t width, charset known) {
  const auto& used = rule.at("utilisation_percent");
  if (used.is_null())
    return "-";
  const auto percent = used.get<int>();
  auto number = std::to_string(percent);
  number.insert(0, number.size() < 3 ? 3 - number.size() : 0, ' ');
  return {bar(percent, width, known) + " " + number + " %", tone_of_use(rule)};
}

std::optional<domain::money> room_of(const json& rule) {
  const auto limit = money_of(rule, "limit");
  const auto observed = money_of(rule, "observed");
  if (text_of(rule, "unit") != "usd" || !limit || !observed)
    return std::nullopt;
  const auto room = control_api::distance_to(*limit, *observed);
  const auto* dollars = room ? std::get_if<domain::money>(&*room) : nullptr;
  return dollars == nullptr ? std::nullopt : std::optional{*dollars};
}

cell room_cell(const json& rule) {
  const auto room = room_of(rule);
  if (!room)
    return "-";
  if (*room < domain::money{})
    return {to_string(-*room) + " over", tone::bad};
  return {to_string(*room), room->units() == 0 ? tone::bad : tone::plain};
}

const json* tightest_limit(const json& account) {
  const json* found = nullptr;
  for (const auto& each : account.at("rules")) {
    const bool counts = text_of(each, "unit") == "usd" && text_of(each, "state") != "disabled"
                        && !each.at("utilisation_percent").is_null();
    if (counts
        && (found == nullptr || each.at("utilisation_percent") > found->at("utilisation_percent")))
      found = &each;
  }
  return found;
}

int use_of(const json& account) {
  const auto* limit = tightest_limit(account);
  return limit == nullptr ? -1 : limit->at("utilisation_percent").get<int>();
}

cell state_word(const json& account) {
  const auto state = text_of(account, "state");
  return {state, tone_of(state)};
}

} // namespace riskd::riskctl::watch
