#include "tests/bench/plain_handler.hpp"

#include "tests/bench/breached_account.hpp"

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

namespace riskd::bench {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

constexpr char separator = '\x1e';

} // namespace

plain_handler::plain_handler(std::uint16_t port) : user_(io_), market_(io_), rest_(io_) {
  const auto server = tcp::endpoint{asio::ip::address_v4::loopback(), port};
  open(user_, server, "/plain/user");
  open(market_, server, "/plain/market");
  rest_.connect(server);
  rest_.set_option(tcp::no_delay{true});
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

void plain_handler::open(hub& which, const tcp::endpoint& server, const char* target) {
  which.stream.next_layer().connect(server);
  which.stream.next_layer().set_option(tcp::no_delay{true});
  which.stream.handshake("127.0.0.1", target);
  read(which);
}

void plain_handler::read(hub& which) {
  which.stream.async_read(which.buffer, [this, &which](const error_code& error, std::size_t size) {
    if (error)
      return;
    on_message({static_cast<const char*>(which.buffer.data().data()), size}, steady_nanoseconds());
    which.buffer.consume(size);
    read(which);
  });
}

void plain_handler::on_message(std::string_view message, nanoseconds_count received) {
  for (auto end = message.find(separator); end != std::string_view::npos;
       end = message.find(separator)) {
    on_record(message.substr(0, end), received);
    message.remove_prefix(end + 1);
  }
}

void plain_handler::on_record(std::string_view record, nanoseconds_count received) {
  const auto document = json::exact_document::parse(record);
  if (!document)
    return;
  const auto root = document->root();
  if (root["type"].integer() != 1)
    return;
  const auto data = root["arguments"].front()["data"];
  if (root["target"].text() == "GatewayUserPosition")
    on_position(data, received);
  else if (root["target"].text() == "GatewayUserTrade")
    on_trade(data, received);
}

void plain_handler::on_position(const json::exact_value& position, nanoseconds_count received) {
  const auto account = position["accountId"].id();
  const auto contract = position["contractId"].text();
  const auto size = position["size"].integer();
  if (!account || !contract || !size || *size <= held_contracts)
    return;
  const nlohmann::json body{
    {"accountId", *account}, {"contractId", *contract}, {"size", *size - held_contracts}};
  request("/api/Position/partialCloseContract", body.dump(), received);
}

void plain_handler::on_trade(const json::exact_value& trade, nanoseconds_count received) {
  const auto account = trade["accountId"].id();
  const auto contract = trade["contractId"].text();
  const auto result = trade["profitAndLoss"].money();
  if (!account || !contract || !result || *result > domain::dollars(loss_limit_dollars))
    return;
  const nlohmann::json body{{"accountId", *account}, {"contractId", *contract}};
  request("/api/Position/closeContract", body.dump(), received);
}

void plain_handler::request(const char* target, std::string body, nanoseconds_count received) {
  request_ = {http::verb::post, target, 11};
  request_.set(http::field::host, "127.0.0.1");
  request_.set(http::field::user_agent, "riskd");
  request_.set(http::field::accept, "application/json");
  request_.set(http::field::content_type, "application/json");
  request_.set(http::field::authorization, "Bearer benchmark");
  request_.body() = std::move(body);
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
