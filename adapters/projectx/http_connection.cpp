#include "adapters/projectx/http_connection.hpp"

#include "adapters/crash_point/crash_point.hpp"
#include "adapters/projectx/http_date.hpp"
#include "domain/contract_check.hpp"

#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <utility>

namespace riskd::projectx {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

/// A day of orders of a busy account takes a few megabytes at most.
constexpr std::uint64_t body_max = std::uint64_t{16} << 20;

constexpr std::uint32_t header_max = 32'768;

constexpr unsigned http_1_1 = 11;

bool is_command(std::string_view path) {
  return path.starts_with("/api/Position/")
           ? path.ends_with("Contract")
           : path == "/api/Order/cancel" || path == "/api/Order/place"
               || path == "/api/Order/modify";
}

} // namespace

http_connection::http_connection(asio::io_context& io, connector& opener,
                                 const domain::wall_clock& clock)
  : opener_(opener), clock_(clock), deadline_(io) {
}

void http_connection::exchange(http_request request, domain::duration deadline, on_end handler) {
  RISKD_EXPECTS(!is_busy());
  request_ = std::make_shared<request_type>(http::verb::post, request.path, http_1_1);
  request_->set(http::field::host, host_field(opener_.server()));
  request_->set(http::field::user_agent, "riskd");
  request_->set(http::field::accept, "application/json");
  request_->set(http::field::content_type, "application/json");
  if (!request.token.empty())
    request_->set(http::field::authorization, "Bearer " + request.token);
  request_->body() = std::move(request.body);
  request_->prepare_payload();
  handler_ = std::move(handler);
  writing_ = written_ = false;
  sent_.reset();
  const auto number = ++request_number_;
  if (stream_)
    write();
  else
    open();
  // The request comes before everything that can wait.
  deadline_.expires_after(deadline);
  deadline_.async_wait([self = shared_from_this(), number](error_code error) {
    if (!error)
      self->on_deadline(number);
  });
}

void http_connection::warm_up() {
  if (is_closed())
    open();
}

void http_connection::close() {
  handler_ = nullptr;
  idle_closed_ = nullptr;
  deadline_.cancel();
  disconnect();
}

void http_connection::open() {
  if (attempt_)
    return;
  attempt_ = opener_.open(
    [self = shared_from_this()](std::shared_ptr<gateway_stream> stream, const std::string& reason) {
      self->on_opened(std::move(stream), reason);
    });
}

void http_connection::on_opened(std::shared_ptr<gateway_stream> stream, const std::string& reason) {
  attempt_.reset();
  stream_ = std::move(stream);
  used_ = false;
  ++connection_;
  buffer_.clear();
  if (!stream_) {
    fail(http_end::kind::not_written, reason);
    return;
  }
  read();
  if (is_busy())
    write();
}

void http_connection::write() {
  writing_ = true;
  http::async_write(*stream_, *request_,
                    [self = shared_from_this(), stream = stream_, request = request_,
                     connection = connection_](const error_code& error, std::size_t bytes) {
                      self->on_written(connection, error, bytes);
                    });
}

void http_connection::on_written(std::uint64_t connection, const error_code& error,
                                 std::size_t bytes) {
  if (connection != connection_ || !is_busy())
    return;
  if (!error) {
    written_ = true;
    sent_ = clock_.now();
    if (is_command(request_->target()))
      adapters::pass(adapters::crash_point::command_sent);
    return;
  }
  // Over TLS a part of the request can be on its way although no byte of it counts as written.
  const bool nothing_left = bytes == 0 && stream_->tls() == nullptr;
  if (nothing_left && used_) {
    disconnect();
    writing_ = false;
    open();
    return;
  }
  fail(nothing_left ? http_end::kind::not_written : http_end::kind::lost,
       "write: " + error.message());
}

void http_connection::read() {
  parser_ = std::make_shared<parser_type>();
  parser_->body_limit(body_max);
  parser_->header_limit(header_max);
  http::async_read(*stream_, buffer_, *parser_,
                   [self = shared_from_this(), stream = stream_, parser = parser_,
                    connection = connection_](const error_code& error, std::size_t) {
                     self->on_read(connection, error);
                   });
}

void http_connection::on_read(std::uint64_t connection, const error_code& error) {
  if (connection != connection_)
    return;
  if (!writing_ || !is_busy()) {
    // The server hung up, or said something nobody asked for, between two requests. If a request
    // waits to be written it is written to a new connection.
    disconnect();
    if (is_busy())
      open();
    else if (idle_closed_)
      idle_closed_();
    return;
  }
  if (error) {
    fail(http_end::kind::lost, "read: " + error.message());
    return;
  }
  auto& reply = parser_->get();
  http_end end;
  end.how = http_end::kind::replied;
  end.status = reply.result_int();
  end.body = std::move(reply.body());
  if (const auto field = reply.find(http::field::retry_after); field != reply.end())
    end.retry_after = std::string{field->value()};
  end.date = parse_http_date(reply[http::field::date]);
  used_ = true;
  // A reply to half a request leaves a connection that nobody can make sense of.
  if (!written_ || !reply.keep_alive() || parser_->need_eof())
    disconnect();
  else
    read();
  finish(std::move(end));
}

void http_connection::on_deadline(std::uint64_t request) {
  if (request != request_number_ || !is_busy())
    return;
  const auto how = writing_ ? http_end::kind::lost : http_end::kind::not_written;
  http_end end;
  end.how = how;
  end.timed_out = true;
  end.reason = writing_ ? "no reply in time" : "no connection in time";
  disconnect();
  finish(std::move(end));
}

void http_connection::finish(http_end end) {
  deadline_.cancel();
  end.sent = sent_;
  writing_ = false;
  const auto handler = std::exchange(handler_, nullptr);
  handler(std::move(end));
}

void http_connection::fail(http_end::kind how, const std::string& reason) {
  disconnect();
  if (is_busy()) {
    http_end end;
    end.how = how;
    end.reason = reason;
    finish(std::move(end));
  } else if (idle_closed_) {
    idle_closed_();
  }
}

void http_connection::disconnect() {
  ++connection_;
  if (attempt_)
    std::exchange(attempt_, nullptr)->abandon();
  if (stream_)
    std::exchange(stream_, nullptr)->close();
}

} // namespace riskd::projectx
