#pragma once

#include "config/effective.hpp"
#include "config/load_context.hpp"
#include "config/problem.hpp"

#include <vector>

namespace riskd::config {

/// Checks what several values say together (E-5, E-7 to E-9, E-13, E-14, W-1 to W-8) and what each
/// rule checks of its own block.
void check_together(const value& file, const effective_account& base,
                    const std::vector<effective_account>& accounts, const load_context& context,
                    problem_list& problems);

} // namespace riskd::config
