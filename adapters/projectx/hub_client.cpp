#include "adapters/projectx/hub_client.hpp"

#include "adapters/projectx/excerpt.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket/error.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <algorithm>
#include <utility>

namespace riskd::projectx {

namespace asio = boost::asio;
namespace websocket_ns = boost::beast::websocket;
using boost::system::error_code;

namespace {

/// More unsent records than this can only come from a defect.
constexpr std::size_t outgoing_max = 65'536;

constexpr unsigned unauthorized_status = 401;

} // namespace

hub_client::hub_client(asio::io_context& io, const options& settings,
                       std::shared_ptr<read_gate> gate, events on)
  : settings_(settings), gate_(std::move(gate)), on_(std::move(on)), watch_(io) {
}

void hub_client::open(connector& opener, const std::string& token) {
  arm_watch(settings_.timing.hub_open);
  attempt_ = opener.open([self = shared_from_this(), server = opener.server(), token](
                           std::shared_ptr<gateway_stream> stream, const std::string& reason) {
    self->on_connected(std::move(stream), reason, server, token);
  });
}

void hub_client::send(std::string record) {
  if (phase_ == phase::ended)
    return;
  if (outgoing_.size() >= outgoing_max) {
    end("too many records wait to be sent");
    return;
  }
  outgoing_.push_back(std::move(record));
  if (!writing_)
    write_next();
}

void hub_client::close() {
  phase_ = phase::ended;
  watch_.cancel();
  if (attempt_)
    std::exchange(attempt_, nullptr)->abandon();
  if (stream_)
    stream_->close();
}

void hub_client::on_connected(std::shared_ptr<gateway_stream> stream, const std::string& reason,
                              const url& server, const std::string& token) {
  attempt_.reset();
  if (phase_ == phase::ended)
    return;
  if (!stream) {
    end(reason);
    return;
  }
  stream_ = std::move(stream);
  socket_ = std::make_unique<websocket>(*stream_);
  socket_->text(true);
  socket_->auto_fragment(false);
  // Memory is bounded by the chunk and by the record splitter, not by the size of messages.
  socket_->read_message_max(0);
  socket_->set_option(websocket_ns::stream_base::decorator([](websocket_ns::request_type& request) {
    request.set(boost::beast::http::field::user_agent, "riskd");
  }));
  socket_->async_handshake(
    upgrade_reply_, host_field(server), server.path + "?access_token=" + percent_encoded(token),
    [self = shared_from_this()](const error_code& error) { self->on_upgraded(error); });
}

void hub_client::on_upgraded(const error_code& error) {
  if (phase_ == phase::ended)
    return;
  if (error == websocket_ns::error::upgrade_declined) {
    const auto status = upgrade_reply_.result_int();
    end("upgrade: HTTP " + std::to_string(status), status == unauthorized_status);
    return;
  }
  if (error) {
    end("upgrade: " + error.message());
    return;
  }
  phase_ = phase::handshaking;
  send(handshake_record());
  read();
}

void hub_client::read() {
  socket_->async_read_some(asio::buffer(chunk_),
                           [self = shared_from_this()](const error_code& error, std::size_t bytes) {
                             self->on_read(error, bytes);
                           });
}

void hub_client::on_read(const error_code& error, std::size_t bytes) {
  if (phase_ == phase::ended)
    return;
  if (error) {
    end("read: " + error.message());
    return;
  }
  const auto received = settings_.clock->now();
  splitter_.feed({chunk_.data(), bytes},
                 [&](std::string_view record) { on_record(record, received); });
  if (splitter_.take_oversized() > 0 && phase_ != phase::ended)
    reject("a record longer than " + std::to_string(record_max) + " bytes", "");
  if (phase_ == phase::ended)
    return;
  paused_ = !gate_->may_read([weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self || self->phase_ == phase::ended)
      return;
    self->paused_ = false;
    self->last_heard_ = self->settings_.clock->now().monotonic;
    self->read();
  });
  if (!paused_)
    read();
}

void hub_client::on_record(std::string_view text, const domain::clock_reading& received) {
  if (phase_ == phase::ended)
    return;
  last_heard_ = received.monotonic;
  on_.heard(received);
  const auto wrong = document_.read(text);
  if (phase_ == phase::handshaking && wrong)
    end("unreadable handshake reply");
  else if (wrong)
    reject(wrong->sentence, text);
  else if (phase_ == phase::handshaking)
    on_handshake_reply();
  else
    on_message(text, received);
}

void hub_client::on_handshake_reply() {
  if (const auto refusal = handshake_refusal(document_)) {
    end("handshake refused: " + excerpt_of(*refusal));
    return;
  }
  phase_ = phase::open;
  watch();
  // Where everything stood still for long enough, the link is lost in the moment it is open.
  if (phase_ == phase::open)
    on_.opened();
}

void hub_client::on_message(std::string_view text, const domain::clock_reading& received) {
  const auto record = classify(document_);
  if (!record) {
    reject(record.error().sentence, text);
    return;
  }
  if (const auto* call = std::get_if<invocation>(&*record)) {
    on_.invoked(*call, received);
  } else if (const auto* answer = std::get_if<completion>(&*record)) {
    on_.completed(*answer);
  } else if (const auto* notice = std::get_if<close_notice>(&*record)) {
    end(notice->error.empty() ? std::string{"closed by the server"}
                              : "closed by the server: " + excerpt_of(notice->error));
  }
}

void hub_client::reject(const std::string& reason, std::string_view text) {
  on_.rejected(reason, excerpt_of(text));
}

void hub_client::write_next() {
  if (phase_ == phase::ended || outgoing_.empty())
    return;
  writing_ = true;
  socket_->async_write(asio::buffer(outgoing_.front()),
                       [self = shared_from_this()](const error_code& error, std::size_t) {
                         self->writing_ = false;
                         if (self->phase_ == phase::ended)
                           return;
                         if (error) {
                           self->end("write: " + error.message());
                           return;
                         }
                         self->last_sent_ = self->settings_.clock->now().monotonic;
                         self->outgoing_.pop_front();
                         self->write_next();
                       });
}

void hub_client::watch() {
  const auto now = settings_.clock->now().monotonic;
  const auto& timing = settings_.timing;
  if (phase_ != phase::open) {
    end("no handshake in time");
    return;
  }
  if (!paused_ && now >= last_heard_ + timing.hub_silence) {
    end("no record for too long");
    return;
  }
  if (now >= last_sent_ + timing.hub_ping) {
    last_sent_ = now;
    send(ping_record());
    if (phase_ == phase::ended)
      return;
  }
  const auto next_ping = last_sent_ + timing.hub_ping;
  const auto next_end = paused_ ? next_ping : last_heard_ + timing.hub_silence;
  arm_watch(std::max(std::min(next_ping, next_end) - now, domain::duration{}));
}

void hub_client::arm_watch(domain::duration pause) {
  watch_.expires_after(pause);
  watch_.async_wait([weak = weak_from_this()](const error_code& error) {
    const auto self = weak.lock();
    if (!error && self && self->phase_ != phase::ended)
      self->watch();
  });
}

void hub_client::end(const std::string& reason, bool unauthorized) {
  const auto keep_alive = shared_from_this();
  close();
  on_.ended(reason, unauthorized);
}

} // namespace riskd::projectx
