#pragma once

#include "adapters/logging/logger.hpp"
#include "apps/daemon/exit_code.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace riskd::riskmon {

/// An address and a port, as in `[::]:8481`.
struct endpoint {
  std::string host;
  std::uint16_t port = 0;

  friend bool operator==(const endpoint&, const endpoint&) = default;
};

/// Reads `HOST:PORT`; an IPv6 address stands in brackets. Empty if it is none.
[[nodiscard]] std::optional<endpoint> read_endpoint(const std::string& text);

/// The files by which nodes know each other, see scripts/certs.
struct node_files {
  std::string ca;
  std::string certificate;
  std::string key;
  std::optional<std::string> crl;
};

/// What agents and hubs have in common.
struct common_choice {
  /// Where a program keeps what it has to keep, its log included.
  std::filesystem::path directory;
  logging::level threshold = logging::level::info;
  bool log_to_standard_error = false;
};

struct agent_choice {
  common_choice common;
  /// The local API of riskd.
  std::filesystem::path socket;
  std::vector<endpoint> hubs;
  /// Names that the hubs' certificates may have.
  std::vector<std::string> hub_names;
  node_files files;
};

/// The riskd of the same machine, watched without a network.
struct local_riskd {
  std::filesystem::path socket;
  /// What it is called on the dashboard.
  std::string name;
};

struct web_choice {
  endpoint address;
  std::optional<std::filesystem::path> certificate;
  std::optional<std::filesystem::path> key;
  bool allows_plain = false;
  std::vector<std::string> names;
  /// Empty: where it was installed.
  std::filesystem::path page;
  /// Empty: in the directory of the hub.
  std::filesystem::path token_file;
};

struct hub_choice {
  common_choice common;
  web_choice web;
  /// Where agents are taken in; none if only the riskd of this machine is watched.
  std::optional<endpoint> listen;
  node_files files;
  /// Who may come; none admits every agent of the authority.
  std::vector<std::string> agents;
  /// Who is missed even if it never came.
  std::vector<std::string> expected;
  /// Whose audit is taken as it comes from now on, broken or not.
  std::vector<std::string> accepted_audits;
  std::optional<local_riskd> local;
  std::optional<std::filesystem::path> notify_file;
  std::chrono::seconds silent_after{10};
};

/// What came of reading the command line: what is wanted, or how to end.
struct parsed_line {
  std::variant<std::monostate, agent_choice, hub_choice> wanted;
  app::exit_code otherwise = app::exit_code::ok;
};

/// Reads the command line; prints help, version, completions, the manual page and
/// errors itself.
[[nodiscard]] parsed_line parse_command_line(int count, const char* const* words);

} // namespace riskd::riskmon
