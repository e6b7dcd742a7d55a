#pragma once

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/command_line.hpp"

namespace riskd::riskctl {

/// `audit verify`: checks the chain of audit files (R-P-5) and tells every departure from it.
[[nodiscard]] exit_code verify_audit(const wish& wanted, const terminal::style& look);

} // namespace riskd::riskctl
