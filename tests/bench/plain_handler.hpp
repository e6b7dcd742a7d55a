#pragma once

#include "adapters/json/exact_document.hpp"
#include "tests/bench/stopwatch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace riskd::bench {

/// The floor that riskd is compared with: the least that can answer a breach. One thread with
/// Boost.Beast reads two WebSockets, parses with riskd's own parser, compares sizes and results
/// with their limits, and writes the request to a connection that is open already. It has no state,
/// no actors and no journal.
class plain_handler {
public:
  /// Connects to `/plain/user`, `/plain/market` and HTTP at the port, on loopback.
  explicit plain_handler(std::uint16_t port);

  plain_handler(const plain_handler&) = delete;
  plain_handler& operator=(const plain_handler&) = delete;
  ~plain_handler();

  /// For each breach the time from the frame being read to the request being written. Empties
  /// itself.
  [[nodiscard]] std::vector<nanoseconds_count> take_times_to_wire();

private:
  using tcp = boost::asio::ip::tcp;

  struct hub {
    explicit hub(boost::asio::io_context& io) : stream(io) {
    }

    boost::beast::websocket::stream<tcp::socket> stream;
    boost::beast::flat_buffer buffer;
  };

  void open(hub& which, const tcp::endpoint& server, const char* target);
  void read(hub& which);
  void on_message(std::string_view message, nanoseconds_count received);
  void on_record(std::string_view record, nanoseconds_count received);
  void on_position(const json::exact_value& position, nanoseconds_count received);
  void on_trade(const json::exact_value& trade, nanoseconds_count received);
  void request(const char* target, std::string body, nanoseconds_count received);
  void read_reply();

  boost::asio::io_context io_{1};

  hub user_;

  hub market_;

  tcp::socket rest_;

  boost::beast::flat_buffer reply_buffer_;

  boost::beast::http::request<boost::beast::http::string_body> request_;

  boost::beast::http::response<boost::beast::http::string_body> reply_;

  std::mutex mutex_;

  std::vector<nanoseconds_count> times_to_wire_;

  std::thread thread_;
};

} // namespace riskd::bench
