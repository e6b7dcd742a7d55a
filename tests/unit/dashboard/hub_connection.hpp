#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace riskd::test {

/// What a hub answered.
struct hub_answer {
  /// 0 if the connection was closed instead.
  unsigned status = 0;
  /// Status line and fields.
  std::string head;
  std::string body;

  /// The value of a field, written as the hub writes it; empty if it is not there.
  [[nodiscard]] std::string field(std::string_view name) const;
};

/// A frame of a WebSocket.
struct live_frame {
  static constexpr std::uint8_t text = 1;
  static constexpr std::uint8_t close = 8;
  static constexpr std::uint8_t ping = 9;

  /// 0 if the connection was closed instead.
  std::uint8_t kind = 0;
  std::string content;

  /// Of a close frame.
  [[nodiscard]] unsigned code() const;
};

/// A connection on which a test sends what it likes. Throws if the hub is silent for 30 s.
class hub_connection {
public:
  explicit hub_connection(std::uint16_t port, int receive_buffer = 0);
  hub_connection(const hub_connection&) = delete;
  hub_connection& operator=(const hub_connection&) = delete;
  ~hub_connection();

  /// False if the other side has closed.
  bool send(std::string_view bytes);

  /// Sends a frame as clients must, masked.
  bool send_frame(std::uint8_t kind, std::string_view content);

  /// @param has_body False for the answer to a HEAD request.
  [[nodiscard]] hub_answer receive_answer(bool has_body = true);

  [[nodiscard]] live_frame receive_frame();

  /// Everything that arrives until the other side closes or resets.
  [[nodiscard]] std::string receive_all();

  [[nodiscard]] int descriptor() const {
    return descriptor_;
  }

private:
  /// False at the end of the connection.
  bool receive_more();
  /// Returns less at the end of the connection.
  std::string take(std::size_t size);

  int descriptor_ = -1;
  std::string received_;
};

} // namespace riskd::test
