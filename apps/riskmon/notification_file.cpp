#include "apps/riskmon/notification_file.hpp"

#include "adapters/sqlite/sha256.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "config/load.hpp"

#include <iostream>
#include <utility>

namespace riskd::riskmon {

std::optional<config::notification_settings>
read_notifications(const std::optional<std::filesystem::path>& file) {
  if (!file)
    return config::notification_settings{};
  const auto zones = adapters::open_zone_database();
  if (!zones) {
    std::cerr << "riskmon: " << zones.error().sentence << '\n';
    return std::nullopt;
  }
  auto outcome = config::load_notifications(
    *file, {config::load_purpose::run, *zones, &sqlite::sha256_hex, &config::process_environment});
  for (const auto& error : outcome.errors)
    std::cerr << file->string() << ": error: " << to_string(error) << '\n';
  return std::move(outcome.settings);
}

} // namespace riskd::riskmon
