#include "adapters/control_api/event_stream.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace riskd::control_api {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace net = boost::asio;
using domain::failure;
using domain::failure_code;
using unix_protocol = net::local::stream_protocol;

/// One event is never longer: a daemon with so many accounts cannot be.
constexpr std::size_t event_bytes_max = std::size_t{64} << 20U;

failure_code code_of_stream(const beast::error_code& error) {
  if (error == beast::error::timeout)
    return failure_code::timed_out;
  return error == boost::system::errc::permission_denied ? failure_code::not_authorized
                                                         : failure_code::connection_lost;
}

} // namespace

class event_stream::connection {
public:
  domain::result<void> open(const std::filesystem::path& socket, std::string_view target,
                            std::chrono::milliseconds timeout) {
    unix_protocol::endpoint place;
    try {
      place = unix_protocol::endpoint{socket.string()};
    } catch (const boost::system::system_error& thrown) {
      return failure{failure_code::connection_lost,
                     "cannot connect to " + socket.string() + ": " + thrown.code().message()};
    }
    stream_.expires_after(timeout);
    request_ = "GET " + std::string{target} + " HTTP/1.1\r\nHost: riskd\r\n\r\n";
    http::response_parser<http::empty_body> parser;
    stream_.async_connect(place, [&](beast::error_code error) {
      if ((error_ = error))
        return;
      net::async_write(stream_, net::buffer(request_), [&](beast::error_code failed, std::size_t) {
        if ((error_ = failed))
          return;
        http::async_read_header(stream_, head_, parser,
                                [&](beast::error_code ended, std::size_t) { error_ = ended; });
      });
    });
    run();
    if (error_)
      return failure{code_of_stream(error_),
                     "no stream from " + socket.string() + ": " + error_.message()};
    if (parser.get().result() != http::status::ok)
      return failure{failure_code::refused, "riskd refuses the stream with HTTP "
                                              + std::to_string(parser.get().result_int())};
    text_ = beast::buffers_to_string(head_.data());
    return {};
  }

  domain::result<std::optional<std::string>> next(std::chrono::milliseconds timeout) {
    stream_.expires_after(timeout);
    for (;;) {
      if (const auto end = text_.find("\n\n"); end != std::string::npos) {
        const auto event = text_.substr(0, end);
        text_.erase(0, end + 2);
        return data_of(event);
      }
      if (text_.size() > event_bytes_max)
        return failure{failure_code::connection_lost, "riskd sends an event without end"};
      stream_.async_read_some(net::buffer(bytes_), [&](beast::error_code error, std::size_t size) {
        error_ = error;
        text_.append(bytes_.data(), size);
      });
      run();
      if (error_)
        return failure{code_of_stream(error_), "the stream has ended: " + error_.message()};
    }
  }

private:
  void run() {
    io_.restart();
    io_.run();
  }

  static std::optional<std::string> data_of(const std::string& event) {
    constexpr std::string_view mark = "data: ";
    return event.starts_with(mark) ? std::optional{event.substr(mark.size())} : std::nullopt;
  }

  net::io_context io_{1};
  beast::basic_stream<unix_protocol> stream_{io_};
  std::string request_;
  beast::flat_buffer head_;
  std::array<char, 16'384> bytes_{};
  std::string text_;
  beast::error_code error_;
};

event_stream::event_stream(std::unique_ptr<connection> opened) : connection_(std::move(opened)) {
}

event_stream::~event_stream() = default;

domain::result<std::unique_ptr<event_stream>>
event_stream::open(const std::filesystem::path& socket, std::string_view target,
                   std::chrono::milliseconds timeout) {
  auto made = std::make_unique<connection>();
  if (auto opened = made->open(socket, target, timeout); !opened)
    return opened.error();
  return std::unique_ptr<event_stream>{new event_stream{std::move(made)}};
}

domain::result<std::optional<std::string>> event_stream::next(std::chrono::milliseconds timeout) {
  return connection_->next(timeout);
}

} // namespace riskd::control_api
