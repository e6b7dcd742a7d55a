#pragma once

#include "adapters/projectx/connector.hpp"
#include "adapters/projectx/options.hpp"
#include "adapters/projectx/read_gate.hpp"
#include "adapters/projectx/signalr_records.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace riskd::projectx {

/// One SignalR connection over one WebSocket, from its opening to its end. It does not come back by
/// itself (`projectx-gateway.md` section 4).
class hub_client : public std::enable_shared_from_this<hub_client> {
public:
  /// Called on the adapter's thread. After `ended` or `close` nothing is called any more.
  struct events {
    /// The server accepted the handshake.
    std::function<void()> opened;
    /// The invocation is valid during the call only.
    std::function<void(const invocation&, const domain::clock_reading&)> invoked;
    std::function<void(const completion&)> completed;
    /// A record arrived, whatever it is.
    std::function<void(const domain::clock_reading&)> heard;
    /// A record is not what the protocol describes; the connection goes on.
    std::function<void(const std::string& reason, const std::string& excerpt)> rejected;
    /// The connection is gone. @param unauthorized The token was refused.
    std::function<void(const std::string& reason, bool unauthorized)> ended;
  };

  /// Records beyond this size are skipped. Depth snapshots of 250 kB were recorded.
  static constexpr std::size_t record_max = std::size_t{4} << 20;

  /// The references outlive the client.
  hub_client(boost::asio::io_context& io, const options& settings, std::shared_ptr<read_gate> gate,
             events on);

  /// Opens the connection to the hub with this token in a fresh address.
  void open(connector& opener, const std::string& token);

  /// Queues a record for sending. @pre The handshake was accepted.
  void send(std::string record);

  /// Ends the connection without calling anyone.
  void close();

private:
  /// Without compression, which is not known to be understood (`projectx-gateway.md` 4.1).
  using websocket = boost::beast::websocket::stream<gateway_stream&, false>;

  enum class phase : std::uint8_t { connecting, handshaking, open, ended };

  void on_connected(std::shared_ptr<gateway_stream> stream, const std::string& reason,
                    const url& server, const std::string& token);

  void on_upgraded(const boost::system::error_code& error);

  void read();

  void on_read(const boost::system::error_code& error, std::size_t bytes);

  void on_record(std::string_view text, const domain::clock_reading& received);

  void on_handshake_reply();

  void on_message(std::string_view text, const domain::clock_reading& received);

  void reject(const std::string& reason, std::string_view text);

  void write_next();

  /// Looks at the time: ends what is silent for too long, pings if we were.
  void watch();

  void arm_watch(domain::duration pause);

  void end(const std::string& reason, bool unauthorized = false);

  const options& settings_;

  std::shared_ptr<read_gate> gate_;

  events on_;

  phase phase_ = phase::connecting;

  std::shared_ptr<connector::attempt> attempt_;

  std::shared_ptr<gateway_stream> stream_;

  std::unique_ptr<websocket> socket_;

  boost::beast::websocket::response_type upgrade_reply_;

  std::array<char, 65'536> chunk_{};

  record_splitter splitter_{record_max};

  /// The record that is being looked at. Its memory serves record after record.
  json::exact_document document_;

  std::deque<std::string> outgoing_;

  bool writing_ = false;

  /// Not reading because too many records are out; the server's silence is then our own doing.
  bool paused_ = false;

  domain::duration last_heard_{};

  domain::duration last_sent_{};

  boost::asio::steady_timer watch_;
};

} // namespace riskd::projectx
