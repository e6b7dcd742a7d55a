#include "tests/bench/stub_connection.hpp"

#include "adapters/json/exact_document.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <utility>

namespace riskd::bench {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

constexpr std::size_t chunk_size = 8192;

constexpr char separator = '\x1e';

} // namespace

stub_connection::stub_connection(tcp::socket socket, stub_decisions& decisions)
  : socket_(std::move(socket)), decisions_(decisions) {
}

void stub_connection::start() {
  socket_.set_option(tcp::no_delay{true});
  stamp_arrivals(socket_.native_handle());
  parser_.emplace();
  parser_->eager(true);
  wait();
}

void stub_connection::wait() {
  socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const error_code& error) {
    if (!error)
      self->receive();
  });
}

void stub_connection::receive() {
  arrival when;
  const auto received = receive_stamped(socket_.native_handle(), buffer_.prepare(chunk_size), when);
  if (received <= 0)
    return;
  buffer_.commit(static_cast<std::size_t>(received));
  error_code error;
  buffer_.consume(parser_->put(buffer_.data(), error));
  if (error && error != http::error::need_more)
    return;
  if (parser_->is_done())
    on_request(when);
  else
    wait();
}

void stub_connection::on_request(const arrival& when) {
  auto request = parser_->release();
  const std::string target{request.target()};
  if (websocket::is_upgrade(request)) {
    auto hub = std::make_shared<stub_hub>(std::move(socket_), decisions_);
    hub->accept(request);
    decisions_.opened(target, hub);
    return;
  }
  parser_.emplace();
  parser_->eager(true);
  const stub_request asked{target, std::move(request.body())};
  reply(decisions_.answer(asked));
  decisions_.answered(asked, when);
  wait();
}

void stub_connection::reply(std::string body) {
  http::response<http::string_body> response{http::status::ok, 11};
  response.set(http::field::content_type, "application/json; charset=utf-8");
  response.body() = std::move(body);
  response.keep_alive(true);
  response.prepare_payload();
  error_code ignored;
  http::write(socket_, response, ignored);
}

stub_hub::stub_hub(tcp::socket socket, stub_decisions& decisions)
  : socket_(std::move(socket)), decisions_(decisions) {
}

void stub_hub::accept(const http::request<http::string_body>& request) {
  error_code error;
  socket_.accept(request, error);
  socket_.text(true);
  if (!error)
    read();
}

void stub_hub::send(std::string_view records) {
  error_code ignored;
  socket_.write(asio::buffer(records.data(), records.size()), ignored);
}

departure stub_hub::send_stamped(std::string_view records) {
  const departure_stamp stamp{socket_.next_layer().native_handle()};
  departure out;
  out.begun = wall_nanoseconds();
  send(records);
  out.kernel = stamp.take();
  return out;
}

void stub_hub::read() {
  socket_.async_read(
    buffer_, [self = shared_from_this()](const error_code& error, std::size_t size) {
      if (error)
        return;
      self->pending_.append(static_cast<const char*>(self->buffer_.data().data()), size);
      self->buffer_.consume(size);
      for (auto end = self->pending_.find(separator); end != std::string::npos;
           end = self->pending_.find(separator)) {
        const auto record = self->pending_.substr(0, end);
        self->pending_.erase(0, end + 1);
        self->on_record(record);
      }
      self->read();
    });
}

void stub_hub::on_record(const std::string& record) {
  const auto document = json::exact_document::parse(record);
  if (!document)
    return;
  const auto root = document->root();
  if (root["protocol"].is_text()) {
    send("{}\x1e");
  } else if (const auto id = root["invocationId"].text()) {
    send(R"({"type":3,"invocationId":")" + std::string{*id} + "\",\"result\":null}" + separator);
  }
}

} // namespace riskd::bench
