#include "adapters/simulator/hub_session.hpp"

#include "adapters/json/exact_document.hpp"
#include "adapters/simulator/hub_records.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <utility>

namespace riskd::simulator {

namespace {

/// ASP.NET's limit on one incoming record (`projectx-gateway.md` 4.4).
constexpr std::size_t record_max = 32 * 1024;

/// A client that lets this many records pile up is not reading any more.
constexpr std::size_t output_max = 100'000;

} // namespace

hub_session::hub_session(net_stream stream, hub_kind kind, std::string user, std::int64_t session,
                         surroundings around)
  : hub_connection(kind, std::move(user), session), socket_(std::move(stream)),
    around_(std::move(around)), silence_timer_(socket_.get_executor()),
    ping_timer_(socket_.get_executor()) {
}

hub_session::~hub_session() {
  end();
}

void hub_session::start(const upgrade_request& request) {
  using boost::beast::websocket::stream_base;
  // The hub protocol has its own pings; only a stuck closing handshake is Beast's business.
  socket_.set_option(stream_base::timeout{std::chrono::seconds{15}, stream_base::none(), false});
  socket_.read_message_max(4 * record_max);
  socket_.text(true);
  // One write is one frame, however long.
  socket_.auto_fragment(false);
  socket_.async_accept(request, [self = shared_from_this()](boost::system::error_code error) {
    self->on_accepted(error);
  });
}

void hub_session::on_accepted(boost::system::error_code error) {
  if (error)
    return end();
  phase_ = phase::handshake;
  watch_silence();
  read();
}

void hub_session::read() {
  socket_.async_read(input_, [self = shared_from_this()](boost::system::error_code error,
                                                         std::size_t) { self->on_read(error); });
}

void hub_session::on_read(boost::system::error_code error) {
  if (phase_ == phase::silent)
    return;
  if (error)
    return end();
  partial_ += boost::beast::buffers_to_string(input_.data());
  input_.consume(input_.size());
  for (auto stop = partial_.find(record_end); stop != std::string::npos;
       stop = partial_.find(record_end)) {
    const auto record = partial_.substr(0, stop);
    partial_.erase(0, stop + 1);
    on_record(record);
  }
  if (partial_.size() > record_max)
    close("The maximum message size was exceeded.", false);
  if (phase_ == phase::handshake || phase_ == phase::open) {
    watch_silence();
    read();
  } else if (phase_ == phase::closing) {
    read();
  }
}

void hub_session::on_record(std::string_view record) {
  if (phase_ == phase::handshake)
    on_handshake(record);
  else if (phase_ == phase::open)
    on_message(record);
}

void hub_session::on_handshake(std::string_view record) {
  const auto document = json::exact_document::parse(record);
  const auto root = document ? document->root() : json::exact_value{};
  std::optional<std::string> problem;
  if (root["protocol"].text() != "json")
    problem = "The protocol is not supported.";
  else if (root["version"].integer() != 1)
    problem = "The server does not support version of the 'json' protocol.";
  queue(handshake_reply(problem));
  if (problem) {
    phase_ = phase::closing;
    return;
  }
  phase_ = phase::open;
  joined_ = true;
  around_.joined(*this);
  watch_pings();
}

void hub_session::on_message(std::string_view record) {
  constexpr std::int64_t invocation = 1;
  constexpr std::int64_t close_notice = 7;
  const auto document = json::exact_document::parse(record);
  if (!document || !document->root().is_object())
    return close("Connection closed with an error.", false);
  const auto root = document->root();
  const auto type = root["type"].integer().value_or(0);
  if (type == close_notice) {
    phase_ = phase::closing;
    finish_closing();
  }
  // Pings have done their work by arriving; other types mean nothing to this hub.
  if (type != invocation)
    return;
  if (!root["target"].is_text())
    return close("Connection closed with an error.", false);
  around_.invoked(*this, root);
}

void hub_session::deliver(std::string record, domain::duration delay) {
  if (delay <= domain::duration{}) {
    queue(std::move(record));
    return;
  }
  auto timer = std::make_shared<boost::asio::steady_timer>(socket_.get_executor(), delay);
  timer->async_wait([self = shared_from_this(), timer,
                     held = std::move(record)](boost::system::error_code error) mutable {
    if (!error)
      self->queue(std::move(held));
  });
}

void hub_session::queue(std::string record) {
  if (phase_ != phase::open && phase_ != phase::handshake)
    return;
  if (output_.size() >= output_max)
    return drop();
  output_.push_back(std::move(record) + record_end);
  if (!writing_)
    write();
}

std::string hub_session::next_payload() {
  std::string out;
  const auto most
    = around_.settings.split_records == "none" ? around_.settings.records_per_frame : 1;
  for (std::int64_t i = 0; i < most && !output_.empty(); ++i) {
    out += output_.front();
    output_.pop_front();
  }
  return out;
}

void hub_session::write() {
  writing_ = true;
  payload_ = next_payload();
  const auto& split = around_.settings.split_records;
  second_part_.clear();
  if (split != "none") {
    second_part_ = payload_.substr(payload_.size() / 2);
    payload_.resize(payload_.size() / 2);
  }
  write_payload(split != "fragments");
}

void hub_session::write_payload(bool last) {
  socket_.async_write_some(last, boost::asio::buffer(payload_),
                           [self = shared_from_this()](boost::system::error_code error,
                                                       std::size_t) { self->on_written(error); });
}

void hub_session::on_written(boost::system::error_code error) {
  if (error) {
    writing_ = false;
    return phase_ == phase::silent ? void() : end();
  }
  if (!second_part_.empty()) {
    payload_ = std::exchange(second_part_, {});
    return write_payload(true);
  }
  writing_ = false;
  if (phase_ == phase::silent || phase_ == phase::gone)
    return;
  if (phase_ != phase::handshake)
    watch_pings();
  if (!output_.empty())
    write();
  else if (phase_ == phase::closing)
    finish_closing();
}

void hub_session::drop() {
  if (phase_ == phase::gone)
    return;
  socket_.next_layer().close();
  end();
}

void hub_session::fall_silent() {
  if (phase_ == phase::gone)
    return;
  phase_ = phase::silent;
  // Without a pending operation nothing else would keep the socket open.
  silent_self_ = shared_from_this();
  boost::system::error_code ignored;
  socket_.next_layer().tcp().cancel(ignored);
  silence_timer_.cancel();
  ping_timer_.cancel();
  output_.clear();
}

void hub_session::close(const std::optional<std::string>& error, bool allow_reconnect) {
  if (phase_ != phase::open && phase_ != phase::handshake)
    return;
  queue(close_record(error, allow_reconnect));
  phase_ = phase::closing;
}

void hub_session::finish_closing() {
  if (writing_ || phase_ == phase::gone)
    return;
  writing_ = true;
  socket_.async_close(boost::beast::websocket::close_code::normal,
                      [self = shared_from_this()](boost::system::error_code) { self->end(); });
}

void hub_session::watch_silence() {
  const auto& settings = around_.settings;
  const auto limit
    = phase_ == phase::handshake ? settings.handshake_timeout_ms : settings.client_timeout_ms;
  silence_timer_.expires_after(std::chrono::milliseconds{limit});
  silence_timer_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
    const auto self = weak.lock();
    if (error || !self)
      return;
    if (self->phase_ == phase::handshake)
      self->drop();
    else
      self->close("Client timeout elapsed without receiving a message from the client.", true);
  });
}

void hub_session::watch_pings() {
  ping_timer_.expires_after(std::chrono::milliseconds{around_.settings.ping_interval_ms});
  ping_timer_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
    if (const auto self = weak.lock(); self && !error && self->phase_ == phase::open)
      self->queue(ping_record());
  });
}

void hub_session::end() {
  if (phase_ == phase::gone)
    return;
  phase_ = phase::gone;
  silence_timer_.cancel();
  ping_timer_.cancel();
  if (joined_)
    around_.left(*this);
  joined_ = false;
  // May be the last reference.
  silent_self_.reset();
}

} // namespace riskd::simulator
