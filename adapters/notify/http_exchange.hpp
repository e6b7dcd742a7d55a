#pragma once

#include "adapters/notify/message_body.hpp"
#include "adapters/projectx/connector.hpp"
#include "domain/notice_queue.hpp"
#include "domain/ports/wall_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <functional>
#include <memory>
#include <string>

namespace riskd::notify {

/// What a reply means for a message. What is asked for in `Retry-After`, or in the body as Discord
/// and Telegram do, is honoured; nothing of the body is ever shown: it may repeat the address.
[[nodiscard]] domain::delivery_end judge_reply(unsigned status, const std::string& retry_after,
                                               const std::string& body, domain::time_point now);

/// One request on a connection of its own, and its reply. Redirections are not followed.
class http_exchange : public std::enable_shared_from_this<http_exchange> {
public:
  using on_end = std::function<void(const domain::delivery_end&)>;

  /// @pre all of them outlive the exchange
  http_exchange(boost::asio::io_context& io, projectx::connector& opener,
                const domain::wall_clock& clock);

  /// Sends the request. The handler is called exactly once, unless `abandon` comes first, not from
  /// within this call, and within the time limit.
  void start(const http_message& what, on_end handler);

  /// Closes without calling the handler.
  void abandon();

private:
  using request_type = boost::beast::http::request<boost::beast::http::string_body>;
  using parser_type = boost::beast::http::response_parser<boost::beast::http::string_body>;

  void on_opened(std::shared_ptr<projectx::gateway_stream> stream, const std::string& reason);

  void on_written(const boost::system::error_code& error);

  void on_read(const boost::system::error_code& error);

  void fail(const std::string& reason);

  void finish(const domain::delivery_end& how);

  /// Takes the address out of what goes wrong with it.
  [[nodiscard]] std::string without_address(std::string reason) const;

  projectx::connector& opener_;

  const domain::wall_clock& clock_;

  boost::asio::steady_timer deadline_;

  std::shared_ptr<projectx::connector::attempt> attempt_;

  std::shared_ptr<projectx::gateway_stream> stream_;

  request_type request_;

  parser_type parser_;

  boost::beast::flat_buffer buffer_;

  on_end handler_;
};

} // namespace riskd::notify
