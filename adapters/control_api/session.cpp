#include "adapters/control_api/session.hpp"

#include "adapters/control_api/event_session.hpp"
#include "domain/contract_check.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace riskd::control_api {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using logging::field;

http::response<http::string_body> as_response(const answer& from, bool head_only, bool keep_alive) {
  http::response<http::string_body> out;
  out.version(11);
  out.result(from.status);
  out.set(http::field::content_type,
          from.media_type.empty() ? "application/json" : from.media_type);
  out.set(http::field::cache_control, "no-store");
  if (!from.allow.empty())
    out.set(http::field::allow, from.allow);
  // A name from the broker may hold bytes that are no UTF-8; that must not cost the answer.
  out.body() = from.text.empty()
                 ? from.body.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"
                 : from.text;
  out.keep_alive(keep_alive);
  out.prepare_payload();
  if (head_only)
    out.body().clear();
  return out;
}

/// What to answer to a request that cannot be read; nothing if there is nobody to answer.
std::optional<answer> answer_to(beast::error_code error) {
  if (error == http::error::header_limit)
    return refuse(431, "header_too_large", "the header of the request is too large");
  if (error == http::error::body_limit)
    return refuse(413, "body_too_large", "the body of the request is too large");
  const bool unreadable
    = error.category() == http::make_error_code(http::error::bad_method).category();
  if (!unreadable || error == http::error::end_of_stream || error == http::error::partial_message)
    return std::nullopt;
  return refuse(400, "bad_request", "this is not an HTTP request: " + error.message());
}

/// One connection.
template <class Protocol>
class session : public std::enable_shared_from_this<session<Protocol>> {
public:
  session(typename Protocol::socket accepted, session_context& context, peer_identity peer,
          role who)
    : stream_(std::move(accepted)), context_(context), peer_(std::move(peer)), who_(who) {
    ++context_.open;
  }

  session(const session&) = delete;
  session& operator=(const session&) = delete;

  ~session() {
    --context_.open;
  }

  void read() {
    parser_.emplace();
    parser_->header_limit(context_.options.header_bytes_max);
    parser_->body_limit(context_.options.body_bytes_max);
    stream_.expires_after(context_.options.client_timeout);
    http::async_read(stream_, buffer_, *parser_,
                     beast::bind_front_handler(&session::on_read, this->shared_from_this()));
  }

  void refuse_and_close(const answer& with) {
    write(with, false);
  }

private:
  void on_read(beast::error_code error, std::size_t) {
    if (error) {
      if (const auto refusal = answer_to(error))
        refuse_and_close(*refusal);
      return;
    }
    auto message = parser_->release();
    if (who_ == role::none)
      context_.log.warn("control_api.peer_refused", field("user", peer_.user));
    head_only_ = message.method() == http::verb::head;
    const auto target = message.target();
    const auto verb = message.method_string();
    const auto found = answer_safely({{verb.data(), verb.size()},
                                      {target.data(), target.size()},
                                      std::move(message.body()),
                                      peer_,
                                      who_});
    if (found.feed && !head_only_)
      std::make_shared<event_session<Protocol>>(std::move(stream_), context_, found.feed)->begin();
    else
      write(found, message.keep_alive() && who_ != role::none);
  }

  /// A handler that fails must not end the thread, and with it the process that protects: this is
  /// the boundary where its exceptions end.
  [[nodiscard]] answer answer_safely(request asked) const {
    try {
      return dispatch(context_.routes, std::move(asked), context_.options.on_refusal);
    } catch (const std::exception& thrown) {
      context_.log.error("control_api.request_failed", field("reason", thrown.what()));
      return refuse(500, "internal_error", "the answer could not be made");
    }
  }

  void write(const answer& from, bool keep_alive) {
    response_.emplace(as_response(from, head_only_, keep_alive));
    stream_.expires_after(context_.options.client_timeout);
    http::async_write(stream_, *response_,
                      beast::bind_front_handler(&session::on_written, this->shared_from_this()));
  }

  void on_written(beast::error_code error, std::size_t) {
    if (error)
      return;
    if (response_->keep_alive()) {
      read();
      return;
    }
    beast::error_code ignored; // The connection ends either way.
    stream_.socket().shutdown(Protocol::socket::shutdown_send, ignored);
  }

  beast::basic_stream<Protocol> stream_;

  session_context& context_;

  const peer_identity peer_;

  const role who_;

  beast::flat_buffer buffer_;

  std::optional<http::request_parser<http::string_body>> parser_;

  /// Lives until it is written.
  std::optional<http::response<http::string_body>> response_;

  bool head_only_ = false;
};

template <class Protocol>
void refuse_connection(typename Protocol::socket accepted, session_context& context) {
  context.log.warn("control_api.connections_exhausted",
                   field("limit", context.options.connections_max));
  std::make_shared<session<Protocol>>(std::move(accepted), context, peer_identity{}, role::none)
    ->refuse_and_close(refuse(503, "too_many_connections",
                              "too many connections are open, try again in a few seconds"));
}

} // namespace

void serve(unix_protocol::socket accepted, session_context& context) {
  auto peer = read_peer(accepted.native_handle());
  if (!peer) {
    context.log.warn("control_api.peer_unknown", field("reason", peer.error().sentence));
    return;
  }
  const auto who = role_of(*peer, context.roles);
  std::make_shared<session<unix_protocol>>(std::move(accepted), context, std::move(*peer), who)
    ->read();
}

void serve(tcp_protocol::socket accepted, session_context& context) {
  std::make_shared<session<tcp_protocol>>(std::move(accepted), context, peer_identity{},
                                          role::trader)
    ->read();
}

void turn_away(unix_protocol::socket accepted, session_context& context) {
  refuse_connection<unix_protocol>(std::move(accepted), context);
}

void turn_away(tcp_protocol::socket accepted, session_context& context) {
  refuse_connection<tcp_protocol>(std::move(accepted), context);
}

} // namespace riskd::control_api
