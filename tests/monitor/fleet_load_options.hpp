#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace riskd::test {

/// What fleet_load is asked to do.
struct load_options {
  std::string hub_host;
  std::uint16_t hub_port = 0;
  /// The name in the hub's certificate.
  std::string hub_name;
  /// Made by scripts/certs.
  std::filesystem::path certificates;
  std::size_t agents = 0;
  /// Of each agent.
  std::size_t accounts = 0;
  /// How long everything changes once all agents are attached.
  std::uint32_t seconds = 0;
};

/// What is wanted, or the exit code.
struct parsed_load {
  std::optional<load_options> wanted;
  int otherwise = 0;
};

/// Reads the command line; prints help and errors itself.
[[nodiscard]] parsed_load parse_load(int count, const char* const* words);

} // namespace riskd::test
