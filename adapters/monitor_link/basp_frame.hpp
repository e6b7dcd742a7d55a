#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace riskd::monitor_link {

using bytes_view = std::span<const std::byte>;

/// The operations of BASP version 3, CAF 0.17 (`caf/io/basp/message_type.hpp`).
enum class basp_operation : std::uint8_t {
  server_handshake = 0,
  client_handshake = 1,
  direct_message = 2,
  routed_message = 3,
  monitor_message = 4,
  down_message = 5,
  heartbeat = 6,
};

/// What the first 32 bytes of a frame say, all numbers in network byte order (`basp/header.hpp`).
struct basp_header {
  /// Not necessarily one of the enumerators.
  basp_operation operation = basp_operation::heartbeat;
  /// Zero in everything that CAF sends.
  std::uint16_t padding = 0;
  std::uint8_t flags = 0;
  /// Bytes that follow the header.
  std::uint32_t payload_size = 0;
  /// The protocol version in a server handshake, the message id in a message.
  std::uint64_t operation_data = 0;
  std::uint64_t source_actor = 0;
  std::uint64_t destination_actor = 0;

  static constexpr std::size_t size = 32;

  /// In a direct message: `destination_actor` is the name of an actor in the registry.
  static constexpr std::uint8_t named_receiver = 1;

  /// In a client handshake: the server is to use this connection.
  static constexpr std::uint8_t select_connection = 2;

  /// The only version this gate knows, as CAF 0.17 speaks it.
  static constexpr std::uint64_t version = 3;

  friend bool operator==(const basp_header&, const basp_header&) = default;
};

/// Reads a number in network byte order. @pre `bytes` are eight at most
[[nodiscard]] std::uint64_t read_number(bytes_view bytes);

/// Reads a header.
[[nodiscard]] basp_header read_header(std::span<const std::byte, basp_header::size> bytes);

/// One whole frame. The payload refers to the reader that it comes from.
struct basp_frame {
  basp_header header;
  bytes_view payload;
};

/// Cuts a stream of bytes into frames. It holds one frame at most: memory grows with the bytes that
/// came in, never with what a header announces.
class frame_reader {
public:
  /// @param payload_max bytes; a frame that announces more is never read
  explicit frame_reader(std::uint32_t payload_max) : payload_max_(payload_max) {
  }

  /// Takes bytes from the front of `input`, up to the end of the frame at most. Returns true as
  /// soon as the frame is whole, or when its header announces too much (`is_too_large`); it must be
  /// looked at and, unless it is too large, dropped by `next` before more is taken. Returns false
  /// when all of `input` is taken.
  [[nodiscard]] bool take(bytes_view& input);

  /// The header of the frame announces more than the limit.
  [[nodiscard]] bool is_too_large() const {
    return too_large_;
  }

  /// Some bytes of a frame are in, but not all.
  [[nodiscard]] bool is_inside_frame() const {
    return !held_.empty();
  }

  /// @pre `take` has returned true and the frame is not too large
  [[nodiscard]] basp_frame frame() const;

  /// Header and payload as they came. @pre As for `frame`.
  [[nodiscard]] bytes_view bytes() const {
    return held_;
  }

  /// Forgets the frame.
  void next();

  /// Bytes of memory held.
  [[nodiscard]] std::size_t capacity() const {
    return held_.capacity();
  }

private:
  /// Moves bytes from `input` until `size` are held. Returns whether they are.
  bool fill(bytes_view& input, std::size_t size);

  std::uint32_t payload_max_;
  std::vector<std::byte> held_;
  std::optional<basp_header> header_;
  bool too_large_ = false;
};

} // namespace riskd::monitor_link
