// One event applied to the facts about an account, as the state keeper does it: on a copy that
// shares what does not change.

#include "tests/bench/parts/parts.hpp"
#include "tests/bench/parts/sample_account.hpp"
#include "tests/bench/parts/sample_rules.hpp"

namespace riskd::bench {

namespace {

using namespace domain;

void add_event(const char* name, state_input (*make)(sample_account&)) {
  add(name, [make](benchmark::State& state) {
    // Whatever is kept for one of the rules is kept.
    sample_account account{settings_with_all_rules()};
    const auto input = make(account);
    const auto around = account.around(input);
    if (!fold(account.state(), input, around, account.settings()).deltas.changed)
      return state.SkipWithError("the event changes nothing");
    for (auto _ : state) {
      auto folded = fold(account.state(), input, around, account.settings());
      benchmark::DoNotOptimize(folded);
    }
  });
}

} // namespace

void add_folding() {
  add_event("fold/order", [](sample_account& x) { return x.moved_stop(); });
  add_event("fold/position", [](sample_account& x) { return x.position(2); });
  add_event("fold/trade", [](sample_account& x) { return x.exit(dollars(-10)); });
  add_event("fold/account", [](sample_account& x) { return x.account_row(true); });
  add_event("fold/quote", [](sample_account& x) { return x.last_price(21'001); });
}

} // namespace riskd::bench
