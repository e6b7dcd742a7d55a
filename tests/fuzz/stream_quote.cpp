#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/stream_event.hpp"

// Quotes and the prints of the tape.

void riskd::fuzz::try_input(std::string_view input) {
  check_stream_event(projectx::hub_event::quote, input);
  check_stream_event(projectx::hub_event::print, input);
}
