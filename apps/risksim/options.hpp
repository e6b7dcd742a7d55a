#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace riskd::risksim {

/// The command line of risksim, as text; `assembly` gives it a meaning.
struct options {
  std::string bind = "127.0.0.1";
  std::uint16_t port = 0;
  std::uint16_t control_port = 0;
  std::vector<std::string> users;
  std::vector<std::string> accounts;
  std::vector<std::string> contracts;
  std::string market_file;
  std::string market_contract;
  std::string speed = "1";
  std::uint64_t seed = 1;
  std::int64_t quotes_per_second = 42;
  std::int64_t trades_per_second = 20;
  std::vector<std::string> volatilities;
  std::vector<std::string> start_prices;
  std::string tls_certificate;
  std::string tls_key;
  std::int64_t token_lifetime_s = 86'400;
  bool single_session = false;
  bool is_paused = false;
  bool is_instant = false;
  bool has_session_calendar = false;
  std::vector<std::string> settings;
};

/// Reads the command line. Returns the exit code instead if the program is to end at once: after
/// help, version or an error, which have then been printed.
[[nodiscard]] std::variant<options, int> parse_options(int argc, const char* const* argv);

} // namespace riskd::risksim
