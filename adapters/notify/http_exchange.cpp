#include "adapters/notify/http_exchange.hpp"

#include "adapters/projectx/http_date.hpp"

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

namespace riskd::notify {

namespace http = boost::beast::http;
using boost::system::error_code;
using domain::delivery_end;

namespace {

/// For everything: name, connection, TLS, request, reply.
constexpr auto time_limit = std::chrono::seconds{10};

/// No service answers with more, and of what comes nearly nothing is read.
constexpr std::uint64_t body_max = std::uint64_t{64} << 10;
constexpr std::uint32_t header_max = std::uint32_t{16} << 10;

constexpr unsigned http_1_1 = 11;

/// Longer pauses are not believed.
constexpr double pause_seconds_max = 86'400;

/// In seconds, as a JSON number; Discord's has a fraction.
std::optional<domain::duration> pause_in(const nlohmann::json& object) {
  const auto found = object.find("retry_after");
  if (found == object.end() || !found->is_number())
    return std::nullopt;
  const auto seconds = found->get<double>();
  if (!(seconds >= 0 && seconds <= pause_seconds_max))
    return std::nullopt;
  return std::chrono::milliseconds{std::llround(std::ceil(seconds * 1'000))};
}

std::optional<domain::duration> pause_in_body(const std::string& body) {
  const auto document = nlohmann::json::parse(body, nullptr, false);
  if (!document.is_object())
    return std::nullopt;
  if (const auto pause = pause_in(document))
    return pause;
  const auto parameters = document.find("parameters");
  return parameters != document.end() && parameters->is_object() ? pause_in(*parameters)
                                                                 : std::nullopt;
}

std::string words_of(unsigned status) {
  const auto text = "HTTP " + std::to_string(status);
  switch (status) {
    case 401:
    case 403:
      return text + ": are url and token right?";
    case 404:
    case 410:
      return text + ": is the url right?";
    case 429:
      return text + ": too many messages";
    default:
      return text;
  }
}

} // namespace

delivery_end judge_reply(unsigned status, const std::string& retry_after, const std::string& body,
                         domain::time_point now) {
  constexpr unsigned timeout = 408;
  constexpr unsigned too_early = 425;
  constexpr unsigned too_many = 429;
  delivery_end out;
  if (status >= 200 && status < 300) {
    out.how = delivery_end::kind::delivered;
    return out;
  }
  const bool may_succeed
    = status >= 500 || status == timeout || status == too_early || status == too_many;
  out.how = may_succeed ? delivery_end::kind::failed : delivery_end::kind::refused;
  out.reason = words_of(status);
  out.retry_after = projectx::parse_retry_after(retry_after, now);
  if (!out.retry_after)
    out.retry_after = pause_in_body(body);
  return out;
}

http_exchange::http_exchange(boost::asio::io_context& io, projectx::connector& opener,
                             const domain::wall_clock& clock)
  : opener_(opener), clock_(clock), deadline_(io) {
}

void http_exchange::start(const http_message& what, on_end handler) {
  handler_ = std::move(handler);
  request_ = request_type{what.is_post ? http::verb::post : http::verb::get, what.target, http_1_1};
  request_.set(http::field::host, host_field(opener_.server()));
  request_.set(http::field::user_agent, "riskd");
  request_.set(http::field::connection, "close");
  if (!what.content_type.empty())
    request_.set(http::field::content_type, what.content_type);
  for (const auto& [name, value] : what.fields)
    request_.set(name, value);
  request_.body() = what.body;
  request_.prepare_payload();
  parser_.body_limit(body_max);
  parser_.header_limit(header_max);
  deadline_.expires_after(time_limit);
  deadline_.async_wait([self = shared_from_this()](const error_code& error) {
    if (!error)
      self->fail("no answer in time");
  });
  attempt_
    = opener_.open([self = shared_from_this()](std::shared_ptr<projectx::gateway_stream> stream,
                                               const std::string& reason) {
        self->on_opened(std::move(stream), reason);
      });
}

void http_exchange::abandon() {
  handler_ = nullptr;
  deadline_.cancel();
  if (attempt_)
    std::exchange(attempt_, nullptr)->abandon();
  if (stream_)
    stream_->close();
}

void http_exchange::on_opened(std::shared_ptr<projectx::gateway_stream> stream,
                              const std::string& reason) {
  attempt_.reset();
  if (!handler_)
    return;
  stream_ = std::move(stream);
  if (!stream_)
    return fail(reason);
  http::async_write(
    *stream_, request_,
    [self = shared_from_this()](const error_code& error, std::size_t) { self->on_written(error); });
}

void http_exchange::on_written(const error_code& error) {
  if (!handler_)
    return;
  if (error)
    return fail("write: " + error.message());
  http::async_read(*stream_, buffer_, parser_,
                   [self = shared_from_this()](const error_code& read_error, std::size_t) {
                     self->on_read(read_error);
                   });
}

/// The status is all that counts; how the rest of the reply ends does not.
void http_exchange::on_read(const error_code& error) {
  if (!handler_)
    return;
  if (!parser_.is_header_done())
    return fail("read: " + error.message());
  const auto& reply = parser_.get();
  finish(judge_reply(reply.result_int(), std::string{reply[http::field::retry_after]}, reply.body(),
                     clock_.now().wall));
}

void http_exchange::fail(const std::string& reason) {
  delivery_end out;
  out.how = delivery_end::kind::failed;
  out.reason = without_address(reason);
  finish(out);
}

void http_exchange::finish(const delivery_end& how) {
  const auto handler = std::exchange(handler_, nullptr);
  abandon();
  if (handler)
    handler(how);
}

std::string http_exchange::without_address(std::string reason) const {
  // As the connector writes it.
  const auto address = " " + opener_.server().host + ":" + opener_.server().port;
  if (const auto at = reason.find(address); at != std::string::npos)
    reason.erase(at, address.size());
  return reason;
}

} // namespace riskd::notify
