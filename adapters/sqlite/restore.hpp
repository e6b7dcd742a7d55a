#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/journal_entries.hpp"

#include <vector>

namespace riskd::sqlite {

/// Reads what the store knows about every account, by ascending id. Fails with `malformed_input` if
/// a row cannot be understood.
[[nodiscard]] domain::result<std::vector<domain::restored_account>>
read_accounts(connection& database);

} // namespace riskd::sqlite
