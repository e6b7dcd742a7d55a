#pragma once

#include "adapters/simulator/http_session.hpp"
#include "domain/result.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>

namespace riskd::simulator {

/// Accepts HTTP connections on one port.
class http_server {
public:
  /// @param tls null for plain TCP; must outlive the server
  http_server(boost::asio::io_context& loop, boost::asio::ssl::context* tls,
              http_session::purpose what_for)
    : acceptor_(loop), pause_(loop), tls_(tls),
      purpose_(std::make_shared<http_session::purpose>(std::move(what_for))) {
  }

  /// Listens on `address` (numeric) and `port`; 0 lets the system choose. Returns the port.
  [[nodiscard]] domain::result<unsigned short> listen(const std::string& address,
                                                      unsigned short port);

  void stop();

private:
  void accept();

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  boost::asio::ssl::context* tls_;
  std::shared_ptr<const http_session::purpose> purpose_;
};

} // namespace riskd::simulator
