#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace riskd::bench {

// What the stub says, in the shapes that were seen on the wire (`projectx-gateway.md` 2 and 4.6).
// Frames end with their separator.

/// @param size 0 for flat.
[[nodiscard]] std::string position_frame(std::int64_t account, std::int64_t size);

[[nodiscard]] std::string filled_order_frame(std::int64_t account, std::int64_t order);

[[nodiscard]] std::string closing_trade_frame(std::int64_t account, std::int64_t order,
                                              std::int64_t trade);

/// @param cents The balance differs by this from one frame to the next.
[[nodiscard]] std::string account_frame(std::int64_t account, std::int64_t cents);

[[nodiscard]] std::string ping_frame();

[[nodiscard]] std::string login_reply();
[[nodiscard]] std::string accounts_reply(std::int64_t account);
[[nodiscard]] std::string catalogue_reply();
[[nodiscard]] std::string positions_reply(std::int64_t account, std::int64_t size);

/// A success without more, or with an empty list named `list`.
[[nodiscard]] std::string empty_reply(std::string_view list = {});

} // namespace riskd::bench
