#include "adapters/simulator/net_stream.hpp"

#include <boost/asio/post.hpp>

namespace riskd::simulator {

void net_stream::async_handshake(std::function<void(boost::system::error_code)> done) {
  if (layers_->tls)
    layers_->tls->async_handshake(boost::asio::ssl::stream_base::server, std::move(done));
  else
    boost::asio::post(get_executor(),
                      [done = std::move(done)] { done(boost::system::error_code{}); });
}

void net_stream::close() {
  boost::system::error_code ignored;
  tcp().close(ignored);
}

void net_stream::read(const byte_stream::input_buffers& buffers, byte_stream::on_transferred done) {
  if (layers_->tls)
    layers_->tls->async_read_some(buffers, std::move(done));
  else
    layers_->tcp.async_read_some(buffers, std::move(done));
}

void net_stream::write(const byte_stream::output_buffers& buffers,
                       byte_stream::on_transferred done) {
  if (layers_->tls)
    layers_->tls->async_write_some(buffers, std::move(done));
  else
    layers_->tcp.async_write_some(buffers, std::move(done));
}

void teardown(boost::beast::role_type role, net_stream& stream, boost::system::error_code& error) {
  boost::beast::websocket::teardown(role, stream.tcp(), error);
}

void beast_close_socket(net_stream& stream) {
  stream.close();
}

} // namespace riskd::simulator
