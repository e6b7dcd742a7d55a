#include "adapters/simulator/http_server.hpp"

#include <boost/asio/ip/address.hpp>

namespace riskd::simulator {

using boost::asio::ip::tcp;

domain::result<unsigned short> http_server::listen(const std::string& address,
                                                   unsigned short port) {
  boost::system::error_code error;
  const auto numeric = boost::asio::ip::make_address(address, error);
  const auto endpoint = tcp::endpoint{numeric, port};
  if (!error)
    acceptor_.open(endpoint.protocol(), error);
  if (!error)
    acceptor_.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error)
    acceptor_.bind(endpoint, error);
  if (!error)
    acceptor_.listen(boost::asio::socket_base::max_listen_connections, error);
  if (error)
    return domain::failure{domain::failure_code::connection_lost,
                           "cannot listen on " + address + " port " + std::to_string(port) + ": "
                             + error.message()};
  accept();
  return acceptor_.local_endpoint().port();
}

void http_server::stop() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

void http_server::accept() {
  acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
    if (error == boost::asio::error::operation_aborted)
      return;
    if (!error) {
      boost::system::error_code ignored;
      socket.set_option(tcp::no_delay{true}, ignored);
      std::make_shared<http_session>(net_stream{std::move(socket), tls_}, purpose_)->start();
    } else {
      // Most likely no file handle is free; trying again at once would only burn the processor.
      pause_.expires_after(std::chrono::milliseconds{100});
      pause_.async_wait([this](boost::system::error_code aborted) {
        if (!aborted)
          accept();
      });
      return;
    }
    accept();
  });
}

} // namespace riskd::simulator
