#include "adapters/hub_client/hub_client.hpp"

#include "adapters/hub_client/hub_address.hpp"
#include "adapters/projectx/connector.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <memory>
#include <utility>

namespace riskd::hub_client {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using domain::failure;
using domain::failure_code;

constexpr unsigned http_1_1 = 11;

failure would_show_token(const projectx::url& hub) {
  return {failure_code::refused,
          "the token would go to " + written_address(hub) + " without encryption"};
}

domain::result<std::unique_ptr<asio::ssl::context>>
trusting(const std::optional<std::string>& ca_file) {
  namespace ssl = asio::ssl;
  auto out = std::make_unique<ssl::context>(ssl::context::tls_client);
  error_code error;
  out->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2
                     | ssl::context::no_sslv3 | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1,
                   error);
  if (!error && ca_file)
    out->load_verify_file(*ca_file, error);
  else if (!error)
    out->set_default_verify_paths(error);
  if (!error)
    out->set_verify_mode(ssl::verify_peer, error);
  if (error)
    return failure{failure_code::storage_failed,
                   (ca_file ? "the authorities in " + *ca_file : "the authorities of the system")
                     + " cannot be used: " + error.message()};
  return out;
}

failure_code code_of(const error_code& error) {
  const bool is_http
    = error.category() == http::make_error_code(http::error::bad_method).category();
  const bool is_end = error == http::error::end_of_stream || error == http::error::partial_message;
  return is_http && !is_end ? failure_code::malformed_input : failure_code::connection_lost;
}

/// One question and its answer.
class exchange {
public:
  /// @param tls Null if the hub is asked without encryption. All of them outlive the exchange.
  exchange(const hub_access& hub, asio::ssl::context* tls, const domain::wall_clock& clock,
           const hub_limits& limits)
    : hub_(hub), limits_(limits), opener_(io_, tls, clock, hub.hub) {
    parser_.body_limit(limits.body_bytes_max);
  }

  domain::result<hub_reply> run(std::string_view target) {
    request_ = {http::verb::get, hub_.hub.path + std::string{target}, http_1_1};
    request_.set(http::field::host, projectx::host_field(hub_.hub));
    request_.set(http::field::user_agent, "riskctl");
    request_.set(http::field::accept, "application/json");
    request_.set(http::field::connection, "close");
    request_.set(http::field::authorization, "Bearer " + hub_.token.reveal());
    const auto attempt
      = opener_.open([this](std::shared_ptr<projectx::gateway_stream> stream,
                            const std::string& reason) { on_opened(std::move(stream), reason); });
    io_.run_for(limits_.patience);
    if (!is_over_)
      fail(failure_code::timed_out, "the time is up");
    if (failed_)
      return std::move(*failed_);
    return hub_reply{parser_.get().result_int(), std::move(parser_.get().body())};
  }

private:
  void on_opened(std::shared_ptr<projectx::gateway_stream> stream, const std::string& reason) {
    stream_ = std::move(stream);
    if (!stream_)
      return fail(failure_code::connection_lost, reason);
    if (!may_show_token()) {
      failed_ = would_show_token(hub_.hub);
      return end();
    }
    http::async_write(*stream_, request_, [this](const error_code&, std::size_t) {
      // A hub that turns us away may have answered and closed before it read anything.
      receive();
    });
  }

  /// A name that should be that of this machine may have been found elsewhere.
  [[nodiscard]] bool may_show_token() {
    if (stream_->tls() != nullptr || hub_.allows_plain)
      return true;
    error_code error;
    const auto peer = stream_->socket().remote_endpoint(error);
    return !error && is_loopback(peer.address());
  }

  void receive() {
    http::async_read(*stream_, buffer_, parser_, [this](const error_code& error, std::size_t) {
      if (error == http::error::body_limit)
        fail(failure_code::malformed_input,
             "it is longer than " + std::to_string(limits_.body_bytes_max) + " bytes");
      else if (error)
        fail(code_of(error), error.message());
      else
        end();
    });
  }

  void fail(failure_code code, const std::string& why) {
    failed_ = failure{code, "no answer from " + written_address(hub_.hub) + ": " + why};
    end();
  }

  void end() {
    is_over_ = true;
    if (stream_)
      stream_->close();
  }

  const hub_access& hub_;
  const hub_limits& limits_;
  asio::io_context io_{1};
  projectx::connector opener_;
  std::shared_ptr<projectx::gateway_stream> stream_;
  http::request<http::empty_body> request_;
  boost::beast::flat_buffer buffer_;
  http::response_parser<http::string_body> parser_;
  bool is_over_ = false;
  std::optional<failure> failed_;
};

} // namespace

domain::result<hub_reply> get(const hub_access& hub, std::string_view target,
                              const domain::wall_clock& clock, const hub_limits& limits) {
  if (!hub.hub.tls && !hub.allows_plain && !is_own_machine(hub.hub))
    return would_show_token(hub.hub);
  std::unique_ptr<asio::ssl::context> tls;
  if (hub.hub.tls) {
    auto made = trusting(hub.ca_file);
    if (!made)
      return made.error();
    tls = std::move(*made);
  }
  return exchange{hub, tls.get(), clock, limits}.run(target);
}

std::string written_address(const projectx::url& hub) {
  return (hub.tls ? "https://" : "http://") + projectx::host_field(hub) + hub.path;
}

} // namespace riskd::hub_client
