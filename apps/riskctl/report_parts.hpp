#pragma once

#include "adapters/terminal/style.hpp"
#include "adapters/terminal/table.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

/// Text of a member for a table: strings as they are, null as `-`, booleans as yes or no.
[[nodiscard]] std::string text_of(const json& object, const char* key);

/// The account's name; its masked id where it is configured by id alone and not resolved yet.
[[nodiscard]] std::string name_of(const json& account);

/// A time such as `2026-03-03T23:00:00.000000Z` as `2026-03-03 23:00:00`; `-` for null.
[[nodiscard]] std::string utc_of(const json& object, const char* key);

/// The same in the user's time zone with its name, as `2026-03-03 17:00:00 CST`; `-` for null.
[[nodiscard]] std::string local_of(const json& object, const char* key);

/// True if the user's time zone is not UTC, so that local times tell something new.
[[nodiscard]] bool has_local_zone();

/// A number of seconds as `7 h 59 min`; `-` for null.
[[nodiscard]] std::string seconds_of(const json& object, const char* key);

/// How a word such as READY or UNPROTECTED is shown; also for texts that begin with one.
[[nodiscard]] terminal::tone tone_of(std::string_view state);

/// How a word such as critical is shown.
[[nodiscard]] terminal::tone tone_of_severity(std::string_view severity);

/// Everything about one account, several lines.
[[nodiscard]] std::string account_block(const json& account, const terminal::style& look);

/// A table of open positions, with a column for the account if `with_account`.
[[nodiscard]] terminal::table positions_table(const json& positions, bool with_account);

/// A table of working orders, with a column for the account if `with_account`.
[[nodiscard]] terminal::table orders_table(const json& orders, bool with_account);

/// A table of locks, with a column for the account if `with_account`.
[[nodiscard]] terminal::table locks_table(const json& locks, bool with_account);

} // namespace riskd::riskctl
