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
#include <thread>
#include <vector>

namespace riskd::bench {

/// What riskd is compared with: the least that can answer a breach. One thread reads a WebSocket,
/// parses with riskd's own parser, compares the size with a limit and writes the request to a
/// connection that is open already. It has no rules, no state, no journal and no second account.
class plain_handler {
public:
  /// Connects to `/plain` and to HTTP at the port, on loopback.
  plain_handler(std::uint16_t port, std::int64_t limit);

  plain_handler(const plain_handler&) = delete;
  plain_handler& operator=(const plain_handler&) = delete;
  ~plain_handler();

  /// For each breach the time from the frame being read to the request being written. Empties
  /// itself.
  [[nodiscard]] std::vector<nanoseconds_count> take_times_to_wire();

private:
  using tcp = boost::asio::ip::tcp;

  void read_frame();
  void on_frame(std::size_t size, nanoseconds_count received);
  void on_position(const json::exact_value& position, nanoseconds_count received);
  void reduce(std::int64_t account, const std::string& contract, std::int64_t excess,
              nanoseconds_count received);
  void read_reply();

  boost::asio::io_context io_{1};

  std::int64_t limit_;

  boost::beast::websocket::stream<tcp::socket> hub_;

  tcp::socket rest_;

  boost::beast::flat_buffer frame_;

  boost::beast::flat_buffer reply_buffer_;

  boost::beast::http::request<boost::beast::http::string_body> request_;

  boost::beast::http::response<boost::beast::http::string_body> reply_;

  std::mutex mutex_;

  std::vector<nanoseconds_count> times_to_wire_;

  std::thread thread_;
};

} // namespace riskd::bench
