#include "config/load.hpp"
#include "config/succession.hpp"
#include "tests/fuzz/config_context.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <algorithm>
#include <vector>

// The text of a configuration file.

namespace riskd::fuzz {

using config::load_purpose;

namespace {

/// Every reason names a place in the file.
void check_problems(const std::vector<config::problem>& problems, std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  for (const auto& each : problems) {
    RISKD_ENSURES(each.where.line <= lines && each.where.column <= text.size() + 1);
    RISKD_ENSURES(!to_string(each).empty());
  }
}

void check_outcome(const config::load_outcome& loaded, std::string_view text) {
  RISKD_ENSURES(loaded.settings.has_value() == loaded.errors.empty());
  check_problems(loaded.errors, text);
  check_problems(loaded.warnings, text);
}

/// What the journal keeps of an account makes the same account again.
void check_stored_account(const config::account_entry& entry, load_purpose purpose) {
  const auto again = config::succeed(entry.stored, &entry, context_for(purpose));
  RISKD_ENSURES(again.has_value());
  RISKD_ENSURES(again->now == entry && !again->next);
  RISKD_ENSURES(again->tightened.empty() && again->waiting.empty());
}

void check_accepted(const config::configuration& settings, load_purpose purpose) {
  RISKD_ENSURES(settings.hash.size() == 64);
  for (const auto& each : settings.accounts)
    check_stored_account(each, purpose);
}

} // namespace

void try_input(std::string_view input) {
  const auto replayed = load_configuration(input);
  check_outcome(replayed, input);
  const auto checked = config::load_text(input, {}, context_for(load_purpose::check));
  check_outcome(checked, input);
  // Replaying asks for less than checking.
  RISKD_ENSURES(replayed.settings || !checked.settings);
  if (!checked.settings)
    return;
  check_accepted(*checked.settings, load_purpose::check);
  check_accepted(*replayed.settings, load_purpose::replay);
  RISKD_ENSURES(checked.settings->hash == replayed.settings->hash);
}

} // namespace riskd::fuzz
