#pragma once

#include "domain/instrument.hpp"
#include "domain/time_zone.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::config {

/// What a configuration is loaded for (`rules.md` 11.2).
enum class load_purpose : std::uint8_t {
  /// To start the daemon: every secret must be there and an account must be enabled.
  run,
  /// To say whether the file is good, maybe on another machine: references need not resolve.
  check,
  /// To replay recorded events: no other file is read and no reference is resolved (R-J-6).
  replay,
};

/// What loading needs from outside.
struct load_context {
  load_purpose purpose = load_purpose::check;
  /// Knows the IANA zones (E-6).
  domain::time_zone_source zones;
  /// Returns the SHA-256 of a text as 64 lower-case hex digits (R-C-5).
  std::function<std::string(std::string_view)> sha256;
  /// Looks a variable up in the process environment.
  std::function<std::optional<std::string>(const std::string& name)> environment;
  /// Contracts of the gateway, if known: without it no product is doubted (W-4).
  const domain::catalogue* contracts = nullptr;
  /// The time, if known: without it nothing is found out of date (E-14, W-5, W-8).
  std::optional<domain::time_point> now = std::nullopt;
};

/// Looks a variable up in the environment of this process.
[[nodiscard]] std::optional<std::string> process_environment(const std::string& name);

} // namespace riskd::config
