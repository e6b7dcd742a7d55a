#include "tests/fuzz/imported.hpp"

#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/round_trip.hpp"

namespace riskd::fuzz {

using namespace domain;

namespace {

/// Adds up what the trades of a recording say.
struct trade_totals {
  account_id account;
  std::size_t round_turns = 0;
  money profit_and_loss;
  money fees;

  void operator()(const account_event& x) {
    RISKD_ENSURES(x.account == account);
    RISKD_ENSURES(!std::holds_alternative<rejected_payload>(x.payload));
    if (const auto* trade = std::get_if<trade_row>(&x.payload)) {
      round_turns += trade->profit_and_loss ? 1U : 0U;
      profit_and_loss = profit_and_loss + trade->profit_and_loss.value_or(money{});
      fees = fees + trade->fees.value_or(money{});
    }
  }

  void operator()(const contract_row&) {
  }

  template <class Report>
  void operator()(const Report&) {
    RISKD_ENSURES(false); // An export has nothing else.
  }
};

} // namespace

void check_imported(const replay::imported_recording& found, account_id account) {
  trade_totals totals{account, 0, {}, {}};
  for (const auto& each : read_recording(found.lines))
    std::visit(totals, each.what);
  RISKD_ENSURES(totals.round_turns == found.round_turns);
  RISKD_ENSURES(totals.profit_and_loss == found.profit_and_loss);
  RISKD_ENSURES(totals.fees == found.fees);
}

} // namespace riskd::fuzz
