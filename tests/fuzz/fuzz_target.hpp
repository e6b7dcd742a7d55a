#pragma once

#include "domain/contract_check.hpp"

#include <cstddef>
#include <string_view>

namespace riskd::fuzz {

/// Gives `input` to the code under test and checks its promises with `RISKD_ENSURES`; whatever is
/// thrown is a finding. Each fuzz target defines this function once.
void try_input(std::string_view input);

/// Takes the first byte of `input` as a number below `count`, to choose what the rest is given to.
/// Printable seeds choose with the digits `0`, `1` and so on. An empty input chooses 0.
[[nodiscard]] std::size_t take_choice(std::string_view& input, std::size_t count);

/// Takes what stands before `mark` from the front of `input`, and the mark; all of it if there is
/// none.
[[nodiscard]] std::string_view take_part(std::string_view& input, char mark);

} // namespace riskd::fuzz
