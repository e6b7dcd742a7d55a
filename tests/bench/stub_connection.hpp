#pragma once

#include "tests/bench/kernel_stamps.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::bench {

class stub_hub;

/// A request of a client.
struct stub_request {
  std::string path;
  std::string body;
};

/// Who decides what a connection of the stub is answered.
class stub_decisions {
public:
  stub_decisions() = default;
  stub_decisions(const stub_decisions&) = delete;
  stub_decisions& operator=(const stub_decisions&) = delete;
  virtual ~stub_decisions() = default;

  /// The body of the reply to a request.
  [[nodiscard]] virtual std::string answer(const stub_request& request) = 0;

  /// Called once the reply to a request was written.
  virtual void answered(const stub_request& request, const arrival& when) = 0;

  /// A WebSocket was opened.
  virtual void opened(std::string_view target, std::shared_ptr<stub_hub> hub) = 0;
};

/// The server's side of one HTTP connection. Asks the kernel when packets arrived, so that what is
/// measured ends with the client's last byte and not with this thread being woken.
class stub_connection : public std::enable_shared_from_this<stub_connection> {
public:
  /// @param decisions Outlives the connection.
  stub_connection(boost::asio::ip::tcp::socket socket, stub_decisions& decisions);

  void start();

private:
  using request_parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void wait();

  void receive();

  void on_request(const arrival& when);

  void reply(std::string body);

  boost::asio::ip::tcp::socket socket_;

  stub_decisions& decisions_;

  boost::beast::flat_buffer buffer_;

  std::optional<request_parser> parser_;
};

/// The server's side of one hub: accepts the handshake and confirms every call.
class stub_hub : public std::enable_shared_from_this<stub_hub> {
public:
  stub_hub(boost::asio::ip::tcp::socket socket, stub_decisions& decisions);

  void accept(const boost::beast::http::request<boost::beast::http::string_body>& request);

  /// Sends records, each with its separator, as one message.
  void send(std::string_view records);

  /// The same, and tells when they left.
  departure send_stamped(std::string_view records);

private:
  void read();

  void on_record(const std::string& record);

  boost::beast::websocket::stream<boost::asio::ip::tcp::socket> socket_;

  stub_decisions& decisions_;

  boost::beast::flat_buffer buffer_;

  std::string pending_;
};

} // namespace riskd::bench
