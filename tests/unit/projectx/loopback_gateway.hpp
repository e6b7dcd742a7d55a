#pragma once

#include "adapters/projectx/gateway_stream.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace riskd::test {

/// One request as the server saw it.
struct seen_request {
  std::string path;
  std::string body;
  std::string authorization;
  /// Number of the connection that it came over, from 0.
  std::size_t connection = 0;
};

/// What the server does with a request.
struct scripted_reply {
  enum class ending {
    keep,
    /// Replies and hangs up.
    close_after,
    /// Hangs up without a reply.
    close_before,
    /// Never replies.
    silence,
    /// Sends `body` as it is, in place of an HTTP reply, and hangs up.
    raw,
  };

  unsigned status = 200;
  std::string body;
  ending how = ending::keep;
  std::vector<std::pair<std::string, std::string>> fields;
};

/// The server's side of one WebSocket.
class loopback_hub : public std::enable_shared_from_this<loopback_hub> {
public:
  using request_type = boost::beast::http::request<boost::beast::http::string_body>;

  loopback_hub(std::shared_ptr<projectx::gateway_stream> stream, std::string target);

  /// Path and query of the upgrade request.
  [[nodiscard]] const std::string& target() const {
    return target_;
  }

  /// Records received so far, without separators. The first one is the handshake.
  [[nodiscard]] const std::vector<std::string>& records() const {
    return records_;
  }

  /// Number of received records that contain `text`.
  [[nodiscard]] std::size_t count_of(const std::string& text) const;

  [[nodiscard]] bool is_gone() const {
    return gone_;
  }

  /// Called for each record; without it the hub accepts the handshake and confirms every call.
  std::function<void(loopback_hub&, const std::string& record)> on_record;

  /// Sends one message. Separators are up to the caller.
  void send(std::string message);

  /// Sends one message in several frames.
  void send_fragments(const std::vector<std::string>& pieces);

  /// Answers a call with success, or with an error.
  void complete(const std::string& record, const std::string& error = {});

  /// What a hub does by default with a record.
  void behave(const std::string& record);

  /// Closes the connection without a word.
  void drop();

  void accept(const request_type& request);

private:
  struct piece {
    std::string bytes;
    bool is_last = true;
  };

  void read();

  void queue(std::string bytes, bool is_last);

  void write_next();

  std::shared_ptr<projectx::gateway_stream> stream_;

  boost::beast::websocket::stream<projectx::gateway_stream&, false> socket_;

  std::string target_;

  boost::beast::flat_buffer buffer_;

  std::string pending_;

  std::vector<std::string> records_;

  std::deque<piece> outgoing_;

  bool writing_ = false;

  bool gone_ = false;
};

/// A scripted gateway on a loopback port: HTTP with keep-alive, WebSocket, both with or without
/// TLS. Runs on the given context, in the thread of the test that drives it.
class loopback_gateway {
public:
  /// @param tls Null for plain TCP.
  explicit loopback_gateway(boost::asio::io_context& io, boost::asio::ssl::context* tls = nullptr);

  loopback_gateway(const loopback_gateway&) = delete;
  loopback_gateway& operator=(const loopback_gateway&) = delete;
  ~loopback_gateway();

  /// Address by number, for example `http://127.0.0.1:4711`.
  [[nodiscard]] std::string address() const;

  /// Address by name, for example `https://localhost:4711`.
  [[nodiscard]] std::string named_address(const std::string& host) const;

  /// Decides about every request. Without it each gets an empty success.
  std::function<scripted_reply(const seen_request&)> answer;

  /// Called with every new WebSocket before its handshake.
  std::function<void(loopback_hub&)> on_hub;

  /// If not 101, upgrades are declined with this status.
  unsigned upgrade_status = 101;

  std::vector<seen_request> requests;

  std::vector<std::shared_ptr<loopback_hub>> hubs;

  /// Connections accepted so far.
  std::size_t connections = 0;

  [[nodiscard]] std::size_t requests_for(const std::string& path) const;

  /// Closes all connections that carry HTTP.
  void hang_up();

  /// Stops listening.
  void refuse();

private:
  class peer;

  void accept();

  boost::asio::io_context& io_;

  boost::asio::ssl::context* tls_;

  boost::asio::ip::tcp::acceptor acceptor_;

  unsigned short port_ = 0;

  std::vector<std::weak_ptr<peer>> peers_;

  /// Connections whose request is left without a reply.
  std::vector<std::shared_ptr<peer>> silent_;
};

/// Runs `io` until `done` holds. Returns false if that does not happen within thirty seconds.
bool run_until(boost::asio::io_context& io, const std::function<bool()>& done);

} // namespace riskd::test
