#include "adapters/dashboard/client_stream.hpp"

#include <boost/asio/post.hpp>

#include <array>

namespace riskd::dashboard {

namespace {

/// So much of what a client sends after its answer is taken before the connection closes.
constexpr std::size_t drained_max = 1U << 20U;

constexpr auto finish_max = std::chrono::seconds{2};

} // namespace

void client_stream::async_handshake(on_done done) {
  if (layers_->tls)
    layers_->tls->async_handshake(boost::asio::ssl::stream_base::server, std::move(done));
  else
    boost::asio::post(get_executor(),
                      [done = std::move(done)] { done(boost::system::error_code{}); });
}

void client_stream::read(const byte_stream::input_buffers& buffers,
                         byte_stream::on_transferred done) {
  if (layers_->tls)
    layers_->tls->async_read_some(buffers, std::move(done));
  else
    layers_->tcp.async_read_some(buffers, std::move(done));
}

void client_stream::write(const byte_stream::output_buffers& buffers,
                          byte_stream::on_transferred done) {
  byte_stream::on_transferred watched = std::move(done);
  if (layers_->stall_max > std::chrono::milliseconds{0}) {
    set(&layers::stall, layers_->stall_max);
    watched = [held = layers_, told = std::move(watched)](const boost::system::error_code& error,
                                                          std::size_t bytes) {
      clear(held->stall);
      told(error, bytes);
    };
  }
  if (layers_->tls)
    layers_->tls->async_write_some(buffers, std::move(watched));
  else
    layers_->tcp.async_write_some(buffers, std::move(watched));
}

void client_stream::expire_after(std::chrono::milliseconds length) {
  set(&layers::deadline, length);
}

void client_stream::never_expire() {
  clear(layers_->deadline);
}

void client_stream::set(alarm layers::*which, std::chrono::milliseconds length) {
  auto& chosen = (*layers_).*which;
  const auto number = ++chosen.number;
  chosen.timer.expires_after(length);
  chosen.timer.async_wait(
    [weak = std::weak_ptr{layers_}, which, number](boost::system::error_code stopped) {
      const auto held = weak.lock();
      if (stopped || !held || ((*held).*which).number != number)
        return;
      boost::system::error_code ignored;
      held->tcp.close(ignored);
    });
}

void client_stream::clear(alarm& which) {
  ++which.number;
  which.timer.cancel();
}

void client_stream::async_finish(on_done done) {
  boost::system::error_code ignored; // The connection ends either way.
  tcp().shutdown(socket_type::shutdown_send, ignored);
  expire_after(finish_max);
  drain(layers_, drained_max, done);
}

void client_stream::drain(const std::shared_ptr<layers>& from, std::size_t left,
                          const on_done& done) {
  const auto part = std::make_shared<std::array<char, 4096>>();
  from->tcp.async_read_some(
    boost::asio::buffer(*part),
    [from, left, done, part](const boost::system::error_code& error, std::size_t bytes) {
      if (!error && bytes < left)
        return drain(from, left - bytes, done);
      clear(from->deadline);
      boost::system::error_code ignored;
      from->tcp.close(ignored);
      done(error);
    });
}

void client_stream::close() {
  boost::system::error_code ignored;
  tcp().close(ignored);
}

void teardown(boost::beast::role_type role, client_stream& stream,
              boost::system::error_code& error) {
  boost::beast::websocket::teardown(role, stream.tcp(), error);
}

void beast_close_socket(client_stream& stream) {
  stream.close();
}

} // namespace riskd::dashboard
