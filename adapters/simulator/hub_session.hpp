#pragma once

#include "adapters/json/exact_value.hpp"
#include "adapters/simulator/exchange_settings.hpp"
#include "adapters/simulator/hub_connection.hpp"
#include "adapters/simulator/net_stream.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace riskd::simulator {

/// One client's WebSocket on a hub: framing, handshake, pings and time-outs of SignalR's JSON
/// protocol (`projectx-gateway.md` 4.2 to 4.4). Lives as long as an operation on its socket is
/// pending.
class hub_session final : public hub_connection, public std::enable_shared_from_this<hub_session> {
public:
  using upgrade_request = boost::beast::http::request<boost::beast::http::string_body>;

  /// What the session needs from the gateway.
  struct surroundings {
    const exchange_settings& settings;
    /// Called for each invocation record.
    std::function<void(hub_connection&, const json::exact_value&)> invoked;
    /// Called once the handshake is done, and once before the end of a session that has got so far.
    std::function<void(hub_connection&)> joined;
    std::function<void(hub_connection&)> left;
  };

  hub_session(net_stream stream, hub_kind kind, std::string user, std::int64_t session,
              surroundings around);

  ~hub_session() override;

  /// Answers the upgrade and starts to read.
  void start(const upgrade_request& request);

  void deliver(std::string record, domain::duration delay) override;
  void drop() override;
  void fall_silent() override;
  void close(const std::optional<std::string>& error, bool allow_reconnect) override;

private:
  enum class phase : std::uint8_t { opening, handshake, open, closing, silent, gone };

  void on_accepted(boost::system::error_code error);
  void read();
  void on_read(boost::system::error_code error);
  void on_record(std::string_view record);
  void on_handshake(std::string_view record);
  void on_message(std::string_view record);

  void queue(std::string record);
  void write();
  void write_payload(bool last);
  void on_written(boost::system::error_code error);
  [[nodiscard]] std::string next_payload();
  void finish_closing();

  void watch_silence();
  void watch_pings();
  void end();

  boost::beast::websocket::stream<net_stream, false> socket_;
  surroundings around_;
  phase phase_ = phase::opening;
  bool joined_ = false;
  boost::beast::flat_buffer input_;
  /// The beginning of a record whose end has not come yet.
  std::string partial_;
  std::deque<std::string> output_;
  bool writing_ = false;
  std::string payload_;
  /// The rest of a payload that is split on purpose.
  std::string second_part_;
  /// Set while the connection is silent on purpose.
  std::shared_ptr<hub_session> silent_self_;
  boost::asio::steady_timer silence_timer_;
  boost::asio::steady_timer ping_timer_;
};

} // namespace riskd::simulator
