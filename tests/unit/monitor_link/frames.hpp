#pragma once

#include "adapters/monitor_link/basp_payload.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::test {

using bytes = std::vector<std::byte>;

/// The bytes behind hexadecimal digits; anything else is skipped.
[[nodiscard]] bytes from_hex(std::string_view text);

[[nodiscard]] bytes operator+(bytes left, const bytes& right);

/// `one`, so many times.
[[nodiscard]] bytes repeated(const bytes& one, std::size_t times);

/// A node of the machine whose bytes are all `host`.
[[nodiscard]] monitor_link::node_id a_node(std::uint32_t process, std::uint8_t host = 0xAB);

/// The header and payload of a frame. `size` is that of the payload if it is not given.
struct frame_parts {
  std::uint8_t operation = 0;
  std::uint16_t padding = 0;
  std::uint8_t flags = 0;
  std::uint64_t data = 0;
  std::uint64_t source = 0;
  std::uint64_t destination = 0;
  bytes payload;
  std::optional<std::uint32_t> size;
};

[[nodiscard]] bytes frame_of(const frame_parts& parts);

/// As CAF's server says it: version 3, one application, the published actor.
[[nodiscard]] bytes server_handshake(const monitor_link::node_id& node, std::uint64_t actor);

[[nodiscard]] bytes client_handshake(const monitor_link::node_id& node, std::uint8_t flags = 0);

/// A message that wants no answer. `type` is that of the whole message, as in `@<>+hello`.
[[nodiscard]] bytes message(std::uint64_t to, std::string_view type, const bytes& content = {},
                            std::uint64_t from = 8);

/// The payload of a message: no stages, the type, the content.
[[nodiscard]] bytes message_payload(std::string_view type, const bytes& content = {});

/// CAF's look-up of a spawn server, which no one asked for.
[[nodiscard]] bytes spawn_server_lookup();

[[nodiscard]] bytes monitor(const monitor_link::node_id& by, const monitor_link::node_id& at,
                            std::uint64_t actor);

/// The payload of a down message, with `context` as the error's: type and content.
[[nodiscard]] bytes down_payload(const monitor_link::node_id& from, const monitor_link::node_id& to,
                                 std::string_view context = "@<>", const bytes& content = {});

[[nodiscard]] bytes down(const monitor_link::node_id& from, const monitor_link::node_id& to,
                         std::uint64_t actor = 8);

[[nodiscard]] bytes heartbeat();

/// A string as CAF writes it: size and characters.
[[nodiscard]] bytes text(std::string_view x);

} // namespace riskd::test
