#include "adapters/control_api/client.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <cstdint>
#include <system_error>
#include <utility>

namespace riskd::control_api {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace net = boost::asio;
using domain::failure;
using domain::failure_code;
using unix_protocol = net::local::stream_protocol;

constexpr std::uint64_t body_bytes_max = std::uint64_t{64} << 20U;

failure_code code_of(const beast::error_code& error) {
  if (error == beast::error::timeout)
    return failure_code::timed_out;
  if (error == boost::system::errc::permission_denied)
    return failure_code::not_authorized;
  const bool http_error
    = error.category() == http::make_error_code(http::error::bad_method).category();
  return http_error && error != http::error::end_of_stream ? failure_code::malformed_input
                                                           : failure_code::connection_lost;
}

/// One question and its answer.
class exchange {
public:
  exchange(const std::filesystem::path& socket, http::verb verb, std::string_view target)
    : socket_(socket), request_(verb, {target.data(), target.size()}, 11) {
    request_.set(http::field::host, "riskd");
    request_.set(http::field::connection, "close");
    parser_.body_limit(body_bytes_max);
  }

  domain::result<reply> run(std::chrono::milliseconds timeout) {
    unix_protocol::endpoint place;
    try {
      place = unix_protocol::endpoint{socket_.string()};
    } catch (const boost::system::system_error& thrown) {
      return failure{failure_code::connection_lost,
                     "cannot connect to " + socket_.string() + ": " + thrown.code().message()};
    }
    stream_.expires_after(timeout);
    stream_.async_connect(place, [this](beast::error_code error) {
      if (error)
        fail("cannot connect to", error);
      else
        send();
    });
    io_.run();
    if (error_)
      return failure{code_of(error_), stage_ + " " + socket_.string() + ": " + error_.message()};
    return reply{parser_.get().result_int(), std::move(parser_.get().body())};
  }

private:
  void send() {
    http::async_write(stream_, request_, [this](beast::error_code error, std::size_t) {
      // A server that turns us away may have answered and closed before it read anything.
      if (error == beast::error::timeout)
        fail("no answer from", error);
      else
        receive();
    });
  }

  void receive() {
    http::async_read(stream_, buffer_, parser_, [this](beast::error_code error, std::size_t) {
      if (error)
        fail("no answer from", error);
    });
  }

  void fail(const char* stage, beast::error_code error) {
    stage_ = stage;
    error_ = error;
  }

  std::filesystem::path socket_;

  http::request<http::empty_body> request_;

  http::response_parser<http::string_body> parser_;

  beast::flat_buffer buffer_;

  net::io_context io_{1};

  beast::basic_stream<unix_protocol> stream_{io_};

  std::string stage_;

  beast::error_code error_;
};

} // namespace

domain::result<reply> get(const std::filesystem::path& socket, std::string_view target,
                          std::chrono::milliseconds timeout) {
  return exchange{socket, http::verb::get, target}.run(timeout);
}

domain::result<reply> post(const std::filesystem::path& socket, std::string_view target,
                           std::chrono::milliseconds timeout) {
  return exchange{socket, http::verb::post, target}.run(timeout);
}

} // namespace riskd::control_api
