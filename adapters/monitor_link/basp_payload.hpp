#pragma once

#include "adapters/monitor_link/basp_frame.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::monitor_link {

/// The identity of a CAF node as it stands on the wire: which kind of id it is (only CAF's default
/// one is accepted here), the process id, and twenty bytes for the machine.
struct node_id {
  static constexpr std::size_t size = 32;

  std::array<std::byte, size> bytes{};

  friend bool operator==(const node_id&, const node_id&) = default;
  friend auto operator<=>(const node_id&, const node_id&) = default;
};

/// The machine in hexadecimal digits, `#`, and the process id, as CAF prints it.
[[nodiscard]] std::string to_string(const node_id& x);

/// Reads the pieces of a payload from its front, in CAF's binary format. Each call returns nothing
/// if what follows is something else or the payload ends before.
class payload_reader {
public:
  explicit payload_reader(bytes_view payload) : rest_(payload) {
  }

  [[nodiscard]] bool is_at_end() const {
    return rest_.empty();
  }

  std::optional<std::uint8_t> octet();

  /// A 64-bit number in network byte order: an actor id, an atom.
  std::optional<std::uint64_t> number();

  /// The size of a sequence: seven bits per byte, the lowest first, at most five bytes.
  std::optional<std::uint64_t> count();

  /// A string after its size. Refers to the payload.
  std::optional<std::string_view> text();

  /// A default node id.
  std::optional<node_id> node();

  /// The type of a message, as in `@<>+@str+my_type`: what precedes its content. Refers to the
  /// payload.
  std::optional<std::string_view> message_type();

private:
  std::optional<bytes_view> raw(std::uint64_t size);

  bytes_view rest_;
};

/// What a server handshake tells.
struct server_handshake {
  node_id node;
  /// The published actor.
  std::uint64_t actor = 0;
};

/// Reads the payload of a server handshake: node, names of applications, actor, names of message
/// types. Returns nothing if it is anything else.
[[nodiscard]] std::optional<server_handshake> read_server_handshake(bytes_view payload);

/// Reads the payload of a client handshake: a node and nothing else.
[[nodiscard]] std::optional<node_id> read_client_handshake(bytes_view payload);

/// Between which nodes a monitor or down message goes.
struct node_pair {
  node_id source;
  node_id destination;
};

/// Reads the payload of a monitor message: two nodes and nothing else.
[[nodiscard]] std::optional<node_pair> read_monitor(bytes_view payload);

/// Reads the payload of a down message: two nodes and the reason, an error whose context is empty
/// or made of plain strings. Any other context could hold messages within messages, on whose depth
/// CAF recurses without a limit.
[[nodiscard]] std::optional<node_pair> read_down(bytes_view payload);

} // namespace riskd::monitor_link
