#include "adapters/projectx/gateway_stream.hpp"

namespace riskd::projectx {

gateway_stream::gateway_stream(boost::asio::io_context& io, boost::asio::ssl::context* tls)
  : socket_(io.get_executor()) {
  if (tls != nullptr)
    tls_.emplace(socket_, *tls);
}

void gateway_stream::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

void gateway_stream::read(const byte_stream::input_buffers& buffers,
                          byte_stream::on_transferred done) {
  if (tls_)
    tls_->async_read_some(buffers, std::move(done));
  else
    socket_.async_read_some(buffers, std::move(done));
}

void gateway_stream::write(const byte_stream::output_buffers& buffers,
                           byte_stream::on_transferred done) {
  if (tls_)
    tls_->async_write_some(buffers, std::move(done));
  else
    socket_.async_write_some(buffers, std::move(done));
}

void beast_close_socket(gateway_stream& stream) {
  stream.close();
}

void teardown(boost::beast::role_type, gateway_stream& stream, boost::system::error_code& error) {
  stream.close();
  error = {};
}

} // namespace riskd::projectx
