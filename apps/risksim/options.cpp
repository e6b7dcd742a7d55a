#include "apps/risksim/options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace riskd::risksim {

namespace {

constexpr int exit_usage = 64;

constexpr auto examples = R"(Examples:
  risksim
      Lists the front months of all products for user 'demo' with key 'demo-key'.
  risksim --user trader:secret --account trader:PRAC-1:50000 --port 8080 --control-port 8081
      Fixed ports, one account with 50,000 dollars.
  risksim --contract MNQ --start-price 21500 --quotes-per-second 0 --trades-per-second 0 --instant
      A market that moves only on POST /control/price, and a venue without latency, for tests.
  risksim --market mnq.csv --contract-id CON.F.US.MNQ.U26 --speed 10
      Plays a recorded market ten times as fast.

When it is ready it prints one JSON line with the ports and accounts. SIGINT and SIGTERM end it.
Exit codes: 0 clean, 1 failure, 64 usage, 70 internal error, 78 configuration invalid.
docs/SIMULATOR.md describes settings, faults and the control endpoint.)";

/// An option with one value; given twice, the last one counts, so that scripts can append theirs.
template <class T>
CLI::Option* add_value(CLI::App& app, const char* name, T& value, const char* meaning) {
  return app.add_option(name, value, meaning)
    ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void add_network(CLI::App& app, options& out) {
  add_value(app, "--bind", out.bind, "Numeric address to listen on")->capture_default_str();
  add_value(app, "--port", out.port, "Port of REST and hubs; 0 chooses a free one");
  add_value(app, "--control-port", out.control_port,
            "Port of the control endpoint; 0 chooses a free one");
  auto* certificate
    = add_value(app, "--tls-cert", out.tls_certificate, "PEM file with the certificate chain");
  auto* key = add_value(app, "--tls-key", out.tls_key, "PEM file with the private key");
  certificate->needs(key);
  key->needs(certificate);
}

void add_users(CLI::App& app, options& out) {
  app.add_option("--user", out.users, "A login, as NAME:APIKEY; repeatable");
  app.add_option("--account", out.accounts, "An account, as USER:NAME:BALANCE[:ID]; repeatable");
  add_value(app, "--token-lifetime", out.token_lifetime_s, "Seconds until a token expires")
    ->capture_default_str();
  app.add_flag("--single-session", out.single_session, "A new login ends the user's older session");
}

void add_market(CLI::App& app, options& out) {
  app.add_option("--contract", out.contracts,
                 "A contract by id or root; repeatable; replaces the list of all front months");
  auto* file = add_value(app, "--market", out.market_file, "CSV file with a recorded market");
  auto* contract
    = add_value(app, "--contract-id", out.market_contract, "The contract of the recorded market");
  file->needs(contract);
  contract->needs(file);
  add_value(app, "--speed", out.speed, "How fast the recorded market plays")->capture_default_str();
  add_value(app, "--seed", out.seed, "Seed of the synthetic markets and of all jitter")
    ->capture_default_str();
  add_value(app, "--quotes-per-second", out.quotes_per_second, "Per synthetic market")
    ->capture_default_str();
  add_value(app, "--trades-per-second", out.trades_per_second, "Per synthetic market")
    ->capture_default_str();
  app.add_option("--volatility", out.volatilities,
                 "Standard deviation of one minute in points, as [ROOT=]POINTS; repeatable");
  app.add_option("--start-price", out.start_prices,
                 "Where a synthetic market starts, as [ROOT=]PRICE; repeatable; without a root the "
                 "first --contract, or MNQ, is meant");
  app.add_flag("--paused", out.is_paused, "The markets stand still until POST /control/market");
  app.add_flag("--session-calendar", out.has_session_calendar,
               "Keeps the exchange's hours instead of trading around the clock");
}

} // namespace

std::variant<options, int> parse_options(int argc, const char* const* argv) {
  options out;
  CLI::App app{"A simulated ProjectX gateway: REST, SignalR hubs and a matching engine.",
               "risksim"};
  app.footer(examples);
  app.set_version_flag("--version", "risksim " RISKD_VERSION);
  add_network(app, out);
  add_users(app, out);
  add_market(app, out);
  app.add_flag("--instant", out.is_instant, "The venue answers and fills without latency");
  app.add_option("--set", out.settings, "A setting, as NAME=VALUE; repeatable");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? 0 : exit_usage;
  }
  return out;
}

} // namespace riskd::risksim
