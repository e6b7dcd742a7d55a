#define CAF_SUITE system_clock.zdump

#include "adapters/system_clock/zone_database.hpp"

#include <caf/test/unit_test.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace system_clock_zdump {

// The tables against what the system's own `zdump -v` prints from the same compiled zone files.

using namespace riskd;
using namespace std::chrono_literals;

namespace {

/// One line of `zdump -v`: at `instant` the zone is `offset` ahead of UTC.
struct observation {
  domain::time_point instant;
  std::chrono::seconds offset{};
};

/// Reads `America/Chicago  Sun Mar  8 07:59:59 2020 UT = ... isdst=0 gmtoff=-21600`.
std::optional<observation> parse(const std::string& line) {
  static const auto months = std::array{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto words = std::istringstream{line};
  std::string zone;
  std::string weekday;
  std::string month;
  std::string clock;
  unsigned day = 0;
  int year = 0;
  words >> zone >> weekday >> month >> day >> clock >> year;
  const auto gmtoff = line.find("gmtoff=");
  const auto time_of_day = domain::parse_time_of_day(clock);
  if (!words || gmtoff == std::string::npos || !time_of_day)
    return std::nullopt;
  unsigned number = 1;
  while (number <= 12 && month != months.at(number - 1))
    ++number;
  const auto date = std::chrono::year{year} / std::chrono::month{number} / std::chrono::day{day};
  return observation{domain::time_point{std::chrono::sys_days{date}} + *time_of_day,
                     std::chrono::seconds{std::stol(line.substr(gmtoff + 7))}};
}

std::vector<observation> zdump(const std::string& zone, int first_year, int end_year) {
  const auto command = "zdump -v -c " + std::to_string(first_year) + "," + std::to_string(end_year)
                       + " " + zone + " 2>/dev/null";
  const auto pipe
    = std::unique_ptr<std::FILE, int (*)(std::FILE*)>{popen(command.c_str(), "r"), pclose};
  std::vector<observation> out;
  std::array<char, 512> line{};
  while (pipe && std::fgets(line.data(), line.size(), pipe.get()))
    if (const auto seen = parse(line.data()))
      out.push_back(*seen);
  return out;
}

bool has_zdump() {
  if (!zdump("America/Chicago", 2020, 2021).empty())
    return true;
  std::puts("SKIPPED: the system has no zdump");
  return false;
}

domain::time_zone zone(const std::string& name) {
  static const auto source = adapters::open_zone_database().value();
  return source(name).value();
}

std::chrono::seconds offset_at(const domain::time_zone& zone, domain::time_point instant) {
  return std::chrono::duration_cast<std::chrono::seconds>(zone.to_local(instant).time_since_epoch()
                                                          - instant.time_since_epoch());
}

/// Counts the observations, and the middles between them, at which our table differs.
int differences(const std::string& name, const std::vector<observation>& seen) {
  const auto table = zone(name);
  int count = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    count += offset_at(table, seen[i].instant) == seen[i].offset ? 0 : 1;
    if (i == 0)
      continue;
    const auto middle = seen[i - 1].instant + (seen[i].instant - seen[i - 1].instant) / 2;
    count += offset_at(table, middle) == seen[i - 1].offset ? 0 : 1;
  }
  return count;
}

} // namespace

CAF_TEST(every change of America Chicago from 2020 to 2040 is where zdump sees it) {
  if (!has_zdump())
    return;
  const auto seen = zdump("America/Chicago", 2020, 2041);
  // Two changes a year for 21 years, each seen one second before and at it.
  CAF_CHECK_EQUAL(seen.size(), 84u);
  const auto table = zone("America/Chicago");
  for (const auto& each : seen)
    CAF_CHECK_EQUAL(domain::to_string(each.instant) + " "
                      + std::to_string(offset_at(table, each.instant).count()),
                    domain::to_string(each.instant) + " " + std::to_string(each.offset.count()));
  CAF_CHECK_EQUAL(differences("America/Chicago", seen), 0);
}

CAF_TEST(zones of every kind agree with zdump from 1990 to 2100) {
  if (!has_zdump())
    return;
  for (const char* name :
       {"America/Chicago", "America/New_York", "America/Nuuk", "America/St_Johns", "Europe/London",
        "Europe/Dublin", "Asia/Jerusalem", "Asia/Gaza", "Africa/Cairo", "Africa/Casablanca",
        "Asia/Kathmandu", "Antarctica/Troll", "Australia/Lord_Howe", "Pacific/Apia",
        "Pacific/Chatham", "Pacific/Easter", "America/Havana", "America/Sao_Paulo"}) {
    const auto seen = zdump(name, 1990, 2101);
    CAF_CHECK_EQUAL(std::string{name} + " " + std::to_string(differences(name, seen)),
                    std::string{name} + " 0");
  }
}

CAF_TEST(every name in the source of the database is known) {
  auto file = std::ifstream{"/usr/share/zoneinfo/tzdata.zi"};
  if (!file) {
    std::puts("SKIPPED: the system has no tzdata.zi");
    CAF_CHECK(!file);
    return;
  }
  const auto source = adapters::open_zone_database().value();
  std::set<std::string> unknown;
  std::size_t known = 0;
  for (std::string line; std::getline(file, line);) {
    auto words = std::istringstream{line};
    std::string kind;
    std::string name;
    words >> kind >> name;
    if (kind == "L") // `L target link`
      words >> name;
    if ((kind != "Z" && kind != "L") || name == "Factory")
      continue;
    if (source(name))
      ++known;
    else
      unknown.insert(name);
  }
  CAF_CHECK_EQUAL(unknown, std::set<std::string>{});
  CAF_CHECK_GREATER(known, 400u);
}

} // namespace system_clock_zdump
