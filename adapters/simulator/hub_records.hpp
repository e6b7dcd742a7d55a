#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace riskd::simulator {

/// Ends each record (`projectx-gateway.md` 4.2).
inline constexpr char record_end = '\x1e';

/// An event: an invocation without an id. `arguments` is a JSON array.
[[nodiscard]] std::string event_record(std::string_view target, std::string_view arguments);

/// The answer to an invocation; without an error it succeeded.
[[nodiscard]] std::string completion_record(std::string_view invocation_id,
                                            const std::optional<std::string>& error);

[[nodiscard]] std::string ping_record();

[[nodiscard]] std::string close_record(const std::optional<std::string>& error,
                                       bool allow_reconnect);

/// The answer to a handshake; without an error it is accepted.
[[nodiscard]] std::string handshake_reply(const std::optional<std::string>& error);

} // namespace riskd::simulator
