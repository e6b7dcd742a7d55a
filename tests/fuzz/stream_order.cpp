#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/stream_event.hpp"

void riskd::fuzz::try_input(std::string_view input) {
  check_stream_event(projectx::hub_event::order, input);
}
