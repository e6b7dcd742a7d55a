#pragma once

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/stored_configuration.hpp"
#include "domain/journal_entries.hpp"

#include <vector>

namespace riskd::sqlite {

/// Reads what the store knows about every account, by ascending id. Fails with `malformed_input` if
/// a row cannot be understood.
[[nodiscard]] domain::result<std::vector<domain::restored_account>>
read_accounts(connection& database);

/// Reads the newest stored configuration of every account.
[[nodiscard]] domain::result<std::vector<stored_configuration>>
read_configurations(connection& database);

} // namespace riskd::sqlite
