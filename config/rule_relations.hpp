#pragma once

#include "config/load_context.hpp"
#include "config/problem.hpp"
#include "config/value.hpp"

namespace riskd::config {

/// Checks what the rules of one account say together, and together with its calendar (E-5, E-14,
/// W-2, W-3, W-5).
void check_rule_relations(const value& tree, const load_context& context, problem_list& problems);

} // namespace riskd::config
