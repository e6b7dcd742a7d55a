#include "tests/fuzz/config_context.hpp"

#include "adapters/sqlite/sha256.hpp"
#include "adapters/system_clock/zone_database.hpp"

#include <array>
#include <cstddef>

namespace riskd::fuzz {

namespace {

config::load_context make_context(config::load_purpose purpose) {
  config::load_context context;
  context.purpose = purpose;
  context.zones = adapters::open_zone_database().value();
  context.sha256 = sqlite::sha256_hex;
  context.environment = [](const std::string& name) {
    return std::optional{"value of " + name};
  };
  return context;
}

} // namespace

const config::load_context& context_for(config::load_purpose purpose) {
  static const std::array contexts{make_context(config::load_purpose::run),
                                   make_context(config::load_purpose::check),
                                   make_context(config::load_purpose::replay)};
  return contexts.at(static_cast<std::size_t>(purpose));
}

config::load_outcome load_configuration(std::string_view text) {
  return config::load_text(text, {}, context_for(config::load_purpose::replay));
}

} // namespace riskd::fuzz
