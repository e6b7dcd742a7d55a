#include "adapters/replay/topstepx_trades_import.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/imported.hpp"

// A TopstepX export, of either form.

void riskd::fuzz::try_input(std::string_view input) {
  const domain::account_id account{7};
  const auto found = replay::import_topstepx_trades({"export.csv", input}, account);
  if (found)
    check_imported(*found, account);
  else
    RISKD_ENSURES(found.error().sentence.starts_with("export.csv:"));
}
