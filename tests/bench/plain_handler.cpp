#include "tests/bench/plain_handler.hpp"

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

namespace riskd::bench {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

plain_handler::plain_handler(std::uint16_t port, std::int64_t limit)
  : limit_(limit), hub_(io_), rest_(io_) {
  const auto server = tcp::endpoint{asio::ip::address_v4::loopback(), port};
  hub_.next_layer().connect(server);
  hub_.next_layer().set_option(tcp::no_delay{true});
  hub_.handshake("127.0.0.1", "/plain");
  rest_.connect(server);
  rest_.set_option(tcp::no_delay{true});
  read_frame();
  thread_ = std::thread{[this] {
    io_.run();
  }};
}

plain_handler::~plain_handler() {
  io_.stop();
  thread_.join();
}

std::vector<nanoseconds_count> plain_handler::take_times_to_wire() {
  const std::scoped_lock guard{mutex_};
  return std::exchange(times_to_wire_, {});
}

void plain_handler::read_frame() {
  hub_.async_read(frame_, [this](const error_code& error, std::size_t size) {
    if (error)
      return;
    on_frame(size, steady_nanoseconds());
    read_frame();
  });
}

void plain_handler::on_frame(std::size_t size, nanoseconds_count received) {
  auto text = std::string_view{static_cast<const char*>(frame_.data().data()), size};
  text.remove_suffix(1); // The separator of records.
  const auto document = json::exact_document::parse(text);
  frame_.consume(size);
  if (!document)
    return;
  const auto root = document->root();
  if (root["type"].integer() == 1 && root["target"].text() == "GatewayUserPosition")
    on_position(root["arguments"].front()["data"], received);
}

void plain_handler::on_position(const json::exact_value& position, nanoseconds_count received) {
  const auto account = position["accountId"].id();
  const auto contract = position["contractId"].text();
  const auto size = position["size"].integer();
  if (account && contract && size && *size > limit_)
    reduce(*account, std::string{*contract}, *size - limit_, received);
}

void plain_handler::reduce(std::int64_t account, const std::string& contract, std::int64_t excess,
                           nanoseconds_count received) {
  const nlohmann::json body{{"accountId", account}, {"contractId", contract}, {"size", excess}};
  request_ = {http::verb::post, "/api/Position/partialCloseContract", 11};
  request_.set(http::field::host, "127.0.0.1");
  request_.set(http::field::accept, "application/json");
  request_.set(http::field::content_type, "application/json");
  request_.set(http::field::authorization, "Bearer benchmark");
  request_.body() = body.dump();
  request_.prepare_payload();
  http::async_write(rest_, request_, [this, received](const error_code& error, std::size_t) {
    if (error)
      return;
    const auto written = steady_nanoseconds();
    {
      const std::scoped_lock guard{mutex_};
      times_to_wire_.push_back(written - received);
    }
    read_reply();
  });
}

void plain_handler::read_reply() {
  reply_ = {};
  http::async_read(rest_, reply_buffer_, reply_, [](const error_code&, std::size_t) {});
}

} // namespace riskd::bench
