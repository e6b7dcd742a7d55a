#include "apps/riskd/configuration.hpp"

#include "adapters/sqlite/sha256.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "config/load.hpp"

#include <iostream>

namespace riskd::app {

config::load_context load_context_of(config::load_purpose purpose,
                                     const domain::time_zone_source& zones) {
  return {purpose,
          zones,
          &sqlite::sha256_hex,
          &config::process_environment,
          nullptr,
          adapters::system_clock{}.now().wall};
}

std::optional<config::configuration> load_configuration(const std::filesystem::path& file,
                                                        config::load_purpose purpose,
                                                        const domain::time_zone_source& zones) {
  auto outcome = config::load(file, load_context_of(purpose, zones));
  for (const auto& warning : outcome.warnings)
    std::cerr << file.string() << ": warning: " << to_string(warning) << '\n';
  for (const auto& error : outcome.errors)
    std::cerr << file.string() << ": error: " << to_string(error) << '\n';
  if (!outcome.errors.empty())
    std::cerr << file.string() << ": refused, " << outcome.errors.size()
              << (outcome.errors.size() == 1 ? " problem" : " problems") << '\n';
  return std::move(outcome.settings);
}

} // namespace riskd::app
