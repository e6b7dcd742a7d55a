#include "adapters/control_api/session.hpp"
#include "tests/fuzz/control_routes.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

// The bytes of one connection to the operator socket, through the real session of the server. The
// first byte says where they are cut in two.

namespace riskd::fuzz {

using namespace control_api;
namespace http = boost::beast::http;

namespace {

/// Answers to more than this would not fit the socket's buffer at once.
constexpr std::size_t input_max = 4096;

/// Both ends of a connection, one of them served.
class connection {
public:
  connection() : client_(io_), context_{options_, prompt_routes(), roles_, log_} {
    unix_protocol::socket accepted{io_};
    boost::asio::local::connect_pair(client_, accepted);
    client_.non_blocking(true);
    serve(std::move(accepted), context_);
  }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      boost::system::error_code error;
      bytes.remove_prefix(
        client_.write_some(boost::asio::buffer(bytes.data(), bytes.size()), error));
      RISKD_ENSURES(!error || context_.open == 0);
      if (error)
        return;
      let_answer();
    }
  }

  /// Returns everything that was sent back. The session is over afterwards.
  std::string finish() {
    boost::system::error_code ignored; // The other side may have closed already.
    client_.shutdown(unix_protocol::socket::shutdown_send, ignored);
    for (int i = 0; i < 10'000 && context_.open > 0; ++i)
      let_answer();
    RISKD_ENSURES(context_.open == 0);
    take();
    return std::move(received_);
  }

private:
  void let_answer() {
    io_.restart();
    io_.poll();
    take();
  }

  void take() {
    std::array<char, 16'384> bytes{};
    for (boost::system::error_code error; !error;) {
      const auto count = client_.read_some(boost::asio::buffer(bytes), error);
      received_.append(bytes.data(), count);
    }
  }

  boost::asio::io_context io_;
  unix_protocol::socket client_;
  server_options options_;
  role_policy roles_{::geteuid(), std::nullopt, std::nullopt};
  logging::logger log_;
  session_context context_;
  std::string received_;
};

/// Checks that `bytes` are complete HTTP responses and nothing else. Where a body is missing, the
/// request was a HEAD.
void check_responses(std::string bytes) {
  while (!bytes.empty()) {
    http::response_parser<http::string_body> parser;
    parser.eager(true);
    parser.body_limit(std::uint64_t{1} << 24U);
    boost::system::error_code error;
    auto used = parser.put(boost::asio::buffer(bytes), error);
    const auto head_only = !parser.is_done() || error
                           || (parser.is_header_done() && parser.get().body().starts_with("HTTP/"));
    RISKD_ENSURES(parser.is_header_done());
    if (head_only)
      used = bytes.find("\r\n\r\n") + 4;
    else if (parser.get()[http::field::content_type] == "application/json")
      RISKD_ENSURES(nlohmann::json::accept(parser.get().body()));
    RISKD_ENSURES(parser.get().result_int() < 600 && used > 0);
    bytes.erase(0, used);
  }
}

/// Says whether the same bytes, cut in two places, were answered alike. What is no request may be
/// noticed at once or only at its end, and then there is nobody left to answer.
bool are_alike(std::string_view one, std::string_view other) {
  const auto common = std::min(one.size(), other.size());
  const auto rest = (one.size() > other.size() ? one : other).substr(common);
  return one.substr(0, common) == other.substr(0, common)
         && (rest.empty() || rest.starts_with("HTTP/1.1 400 "));
}

std::string answers_to(std::string_view first, std::string_view second) {
  connection peer;
  peer.send(first);
  peer.send(second);
  return peer.finish();
}

} // namespace

void try_input(std::string_view input) {
  const auto cut = take_choice(input, 250);
  input = input.substr(0, input_max);
  const auto whole = answers_to(input, {});
  const auto middle = std::min(cut, input.size());
  RISKD_ENSURES(are_alike(answers_to(input.substr(0, middle), input.substr(middle)), whole));
  check_responses(whole);
}

} // namespace riskd::fuzz
