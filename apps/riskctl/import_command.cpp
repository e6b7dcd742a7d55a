#include "apps/riskctl/import_command.hpp"

#include "adapters/replay/topstepx_trades_import.hpp"
#include "adapters/replay/tradovate_performance_import.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "adapters/terminal/style.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

namespace riskd::riskctl {

namespace {

exit_code complain(const std::string& reason, exit_code code) {
  std::cerr << "riskctl: " << terminal::printable(reason) << '\n';
  return code;
}

std::optional<std::string> content_of(const std::string& file) {
  std::ifstream input{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{input}, {}};
  return input.bad() || !input.is_open() ? std::nullopt : std::optional{std::move(text)};
}

domain::result<replay::imported_recording> read(const wish& wanted, const std::string& text) {
  const auto source = replay::csv_source{wanted.events, text};
  const auto account = domain::account_id{wanted.account_id};
  if (wanted.format == "topstepx-trades")
    return replay::import_topstepx_trades(source, account);
  const auto zones = adapters::open_zone_database();
  if (!zones)
    return zones.error();
  const auto zone = (*zones)(wanted.zone);
  if (!zone)
    return domain::failure{domain::failure_code::malformed_input,
                           "there is no time zone '" + wanted.zone + "'"};
  return replay::import_tradovate_performance(source, account, *zone);
}

/// Standard output is the recording, so what a person wants to know goes elsewhere.
void report(const replay::imported_recording& made) {
  std::cerr << made.round_turns << " round turns, " << domain::to_string(made.profit_and_loss)
            << " before fees of " << domain::to_string(made.fees) << '\n';
  for (const auto& contract : made.without_economics)
    std::cerr << contract.value()
              << ": its tick does not follow from the export; open results stay unknown\n";
}

} // namespace

exit_code import_export(const wish& wanted) {
  if (wanted.format == "tradovate-performance" && wanted.zone.empty())
    return complain("the export does not say in which zone its times are: --zone is needed",
                    exit_code::usage);
  const auto text = content_of(wanted.events);
  if (!text)
    return complain(wanted.events + ": cannot be read", exit_code::invalid_input);
  const auto made = read(wanted, *text);
  if (!made)
    return complain(made.error().sentence, exit_code::invalid_input);
  std::cout << made->lines;
  report(*made);
  return exit_code::ok;
}

} // namespace riskd::riskctl
