#pragma once

#include "domain/events.hpp"
#include "domain/position.hpp"
#include "domain/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace riskd::sqlite {

// The facts of an account as JSON text, integers only, and back without loss. Reading fails with
// `malformed_input`.

/// `trade`, `order`, `position`, `account` or `rejected`.
[[nodiscard]] const char* kind_of(const domain::account_payload& x);

[[nodiscard]] std::string to_json(const domain::account_payload& x);

/// @param kind As `kind_of` wrote it.
[[nodiscard]] domain::result<domain::account_payload> parse_payload(std::string_view kind,
                                                                    std::string_view text);

[[nodiscard]] std::string to_json(const std::vector<domain::position>& x);

[[nodiscard]] domain::result<std::vector<domain::position>> parse_positions(std::string_view text);

[[nodiscard]] std::string to_json(const std::vector<domain::order_row>& x);

[[nodiscard]] domain::result<std::vector<domain::order_row>> parse_orders(std::string_view text);

[[nodiscard]] std::string to_json(const domain::account_row& x);

[[nodiscard]] domain::result<domain::account_row> parse_account_row(std::string_view text);

} // namespace riskd::sqlite
