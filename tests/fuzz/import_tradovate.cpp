#include "adapters/replay/tradovate_performance_import.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/imported.hpp"

// A Tradovate performance export.

void riskd::fuzz::try_input(std::string_view input) {
  static const auto zones = adapters::open_zone_database().value();
  static const auto zone = zones("America/New_York").value();
  const domain::account_id account{7};
  const auto found = replay::import_tradovate_performance({"export.csv", input}, account, zone);
  if (found)
    check_imported(*found, account);
  else
    RISKD_ENSURES(found.error().sentence.starts_with("export.csv:"));
}
