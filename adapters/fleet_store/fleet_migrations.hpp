#pragma once

#include "adapters/sqlite/schema.hpp"

#include <vector>

namespace riskd::fleet {

/// The migrations of a hub's database that this program was built with: the files of
/// `adapters/fleet_store/migrations/`.
[[nodiscard]] const std::vector<sqlite::migration>& fleet_migrations();

} // namespace riskd::fleet
