#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::bench {

// What the stub says, in the shapes that were seen on the wire (`projectx-gateway.md` 2 and 4.6).
// Frames end with their separator.

constexpr auto bench_contract = "CON.F.US.MNQ.Z26";

/// @param size 0 for flat.
[[nodiscard]] std::string position_frame(std::int64_t account, std::int64_t size);

/// An order to sell that is filled at once.
[[nodiscard]] std::string filled_order_frame(std::int64_t account, std::int64_t order,
                                             std::int64_t size, domain::time_point now);

/// A sale that closes contracts.
struct closing_trade {
  std::int64_t account = 0;
  std::int64_t order = 0;
  std::int64_t trade = 0;
  std::int64_t size = 0;
  /// In whole dollars.
  std::int64_t result = 0;
};

[[nodiscard]] std::string closing_trade_frame(const closing_trade& trade, domain::time_point now);

/// @param cents The balance differs by this from one frame to the next.
[[nodiscard]] std::string account_frame(std::int64_t account, std::int64_t cents);

/// @param ticks The prices differ by this from those of another quote.
[[nodiscard]] std::string quote_frame(std::int64_t ticks, domain::time_point now);

/// The frame of an event, for example `GatewayUserOrder` and the row of an order.
[[nodiscard]] std::string event_frame(std::string_view event, int action, std::string_view row);

[[nodiscard]] std::string ping_frame();

[[nodiscard]] std::string login_reply();
[[nodiscard]] std::string accounts_reply(const std::vector<std::int64_t>& accounts);
[[nodiscard]] std::string catalogue_reply();
[[nodiscard]] std::string positions_reply(std::int64_t account, std::int64_t size);

/// A success without more, or with an empty list named `list`.
[[nodiscard]] std::string empty_reply(std::string_view list = {});

} // namespace riskd::bench
