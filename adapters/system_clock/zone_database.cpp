#include "adapters/system_clock/zone_database.hpp"

#include "adapters/system_clock/posix_zone_rule.hpp"

#include <date/tz.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::adapters {

namespace {

using spans = std::vector<domain::time_zone::span>;

constexpr auto table_begin = std::chrono::sys_days{std::chrono::year{1990} / 1 / 1};
constexpr auto table_end = std::chrono::sys_days{std::chrono::year{2101} / 1 / 1};

constexpr const char* database_folder = "/usr/share/zoneinfo/";

/// The last line of a compiled zone file: the rule for all time after its last listed change. The
/// library reads the list but not this line, and the list ends in 2037 or earlier.
std::optional<posix_zone_rule> rule_after_list(const std::string& name) {
  auto file = std::ifstream{database_folder + name, std::ios::binary};
  const auto content = std::string{std::istreambuf_iterator{file}, {}};
  if (content.size() < 2 || content.back() != '\n')
    return std::nullopt;
  const auto line_end = content.size() - 1;
  const auto before_line = content.rfind('\n', line_end - 1);
  if (before_line == std::string::npos)
    return std::nullopt;
  return posix_zone_rule::parse(
    std::string_view{content}.substr(before_line + 1, line_end - before_line - 1));
}

/// Returns nothing if the file does not say what happens after its list: a table that is silently
/// wrong from 2038 on is worse than none.
std::optional<spans> read_spans(const date::time_zone& zone) {
  const auto rule = rule_after_list(zone.name());
  if (!rule)
    return std::nullopt;
  spans out;
  auto info = zone.get_info(date::sys_seconds{table_begin});
  for (;;) {
    out.push_back({domain::time_point{info.begin}, info.offset});
    if (info.end >= date::sys_seconds{table_end})
      break;
    info = zone.get_info(info.end);
  }
  const auto later = rule->changes_between(out.back().begin, domain::time_point{table_end});
  out.insert(out.end(), later.begin(), later.end());
  return out;
}

const date::time_zone* locate(std::string_view name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    // The library has no other way to say that it does not know the name.
    return nullptr;
  }
}

class zone_cache {
public:
  std::optional<domain::time_zone> find(std::string_view name) {
    const auto guard = std::lock_guard{mutex_};
    if (const auto known = zones_.find(name); known != zones_.end())
      return known->second;
    // A link that the administrator made, not a name of the database.
    if (name == "localtime")
      return std::nullopt;
    const auto* found = locate(name);
    auto table = found ? read_spans(*found) : std::nullopt;
    if (!table)
      return std::nullopt;
    auto zone = domain::time_zone{std::string{name}, std::move(*table)};
    return zones_.emplace(name, std::move(zone)).first->second;
  }

private:
  std::mutex mutex_;
  std::map<std::string, domain::time_zone, std::less<>> zones_;
};

} // namespace

domain::result<domain::time_zone_source> open_zone_database() {
  try {
    static_cast<void>(date::get_tzdb());
  } catch (const std::runtime_error& error) {
    return domain::failure{domain::failure_code::storage_failed,
                           std::string{"no time zone database: "} + error.what()};
  }
  return domain::time_zone_source{[cache = std::make_shared<zone_cache>()](std::string_view name) {
    return cache->find(name);
  }};
}

} // namespace riskd::adapters
