#pragma once

#include "apps/riskctl/command_line.hpp"

namespace riskd::riskctl {

/// `export audit` and `export days`: writes what a store or a backup has on record.
[[nodiscard]] exit_code export_store(const wish& wanted);

} // namespace riskd::riskctl
