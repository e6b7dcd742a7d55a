#pragma once

#include "adapters/sqlite/statement.hpp"
#include "domain/history.hpp"
#include "domain/result.hpp"

#include <string>
#include <string_view>

namespace riskd::sqlite {

// Rows of the past. The queries name the columns as the tables do, and `name` the account's name.
// Reading fails with `malformed_input` on a word that is none.

[[nodiscard]] domain::result<domain::past_lock> read_past_lock(const row& from);

[[nodiscard]] domain::result<domain::past_trade> read_past_trade(const row& from);

/// The query for records of the audit that meet `conditions`, which go on to its end.
[[nodiscard]] std::string select_logged(std::string_view conditions);

/// Reads a row of such a query.
[[nodiscard]] domain::result<domain::logged_record> read_logged_record(const row& from);

} // namespace riskd::sqlite
