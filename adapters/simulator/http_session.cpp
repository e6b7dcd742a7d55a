#include "adapters/simulator/http_session.hpp"

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace riskd::simulator {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t body_max = 1 << 20;
constexpr auto idle_max = std::chrono::minutes{5};

http_request read_request(const http_session::raw_request& raw) {
  http_request out;
  out.method = std::string{raw.method_string()};
  const auto target = raw.target();
  split_target({target.data(), target.size()}, out);
  const auto authorization = raw[http::field::authorization];
  out.authorization = std::string{authorization.data(), authorization.size()};
  out.body = raw.body();
  return out;
}

} // namespace

void http_session::start() {
  stream_.async_handshake([self = shared_from_this()](boost::system::error_code error) {
    if (!error)
      self->read();
  });
}

void http_session::read() {
  parser_.emplace();
  parser_->body_limit(body_max);
  watch_idleness();
  http::async_read(stream_, input_, *parser_,
                   [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                     self->on_read(error);
                   });
}

void http_session::watch_idleness() {
  idle_timer_.expires_after(idle_max);
  idle_timer_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
    if (const auto self = weak.lock(); self && !error)
      self->stream_.close();
  });
}

void http_session::on_read(boost::system::error_code error) {
  idle_timer_.cancel();
  if (error)
    return stream_.close();
  const auto raw = parser_->release();
  const auto request = read_request(raw);
  const auto version = raw.version();
  if (purpose_->upgrade && boost::beast::websocket::is_upgrade(raw)) {
    if (auto refusal = purpose_->upgrade(request, raw, stream_))
      finish(std::move(*refusal), false, version);
    return;
  }
  finish(purpose_->handle(request), raw.keep_alive(), version);
}

void http_session::finish(http_reply reply, bool keep_alive, unsigned version) {
  if (reply.delay <= domain::duration{})
    return send(reply, keep_alive, version);
  const auto delay = reply.delay;
  auto timer = std::make_shared<boost::asio::steady_timer>(stream_.get_executor(), delay);
  timer->async_wait([self = shared_from_this(), timer, reply = std::move(reply), keep_alive,
                     version](boost::system::error_code error) {
    if (!error)
      self->send(reply, keep_alive, version);
  });
}

void http_session::send(const http_reply& reply, bool keep_alive, unsigned version) {
  if (reply.what_happens == http_reply::fate::drop)
    return stream_.close();
  if (reply.what_happens == http_reply::fate::never_answer)
    return wait_for_end();
  auto message = std::make_shared<http::response<http::string_body>>(
    static_cast<http::status>(reply.status), version);
  for (const auto& [name, value] : reply.fields)
    message->set(name, value);
  if (!reply.body.empty())
    message->set(http::field::content_type, reply.content_type);
  message->keep_alive(keep_alive);
  message->body() = reply.body;
  message->prepare_payload();
  http::async_write(
    stream_, *message,
    [self = shared_from_this(), message, keep_alive](boost::system::error_code error, std::size_t) {
      if (error || !keep_alive)
        return self->stream_.close();
      self->read();
    });
}

void http_session::wait_for_end() {
  // Holds the connection until the client gives up; what it still sends is not read.
  stream_.tcp().async_wait(
    boost::asio::ip::tcp::socket::wait_read,
    [self = shared_from_this()](boost::system::error_code) { self->stream_.close(); });
}

} // namespace riskd::simulator
