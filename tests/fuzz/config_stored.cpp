#include "config/stored_settings.hpp"
#include "config/succession.hpp"
#include "tests/fuzz/config_context.hpp"
#include "tests/fuzz/fuzz_target.hpp"

// A configuration as the journal keeps it, which may be damaged or of another program version.

namespace riskd::fuzz {

namespace {

/// Written again it says the same, from then on byte for byte.
void check_written(const config::stored_settings& read) {
  const auto text = config::stored_text(read);
  const auto again = config::read_stored(text);
  RISKD_ENSURES(again.has_value());
  RISKD_ENSURES(config::stored_text(*again) == text);
}

} // namespace

void try_input(std::string_view input) {
  if (const auto read = config::read_stored(input))
    check_written(*read);
  const auto& context = context_for(config::load_purpose::run);
  const auto alone = config::succeed(input, nullptr, context);
  if (!alone)
    return;
  const auto next = config::succeed(input, &alone->now, context);
  // The mode is stored twice, and only one of them is read of an account that is alone.
  if (next && next->now.settings.mode == alone->now.settings.mode)
    RISKD_ENSURES(next->now.settings == alone->now.settings);
}

} // namespace riskd::fuzz
