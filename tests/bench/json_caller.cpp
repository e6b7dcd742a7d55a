#include "tests/bench/json_caller.hpp"

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <stdexcept>
#include <utility>

namespace riskd::bench {

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

json_caller::json_caller(std::uint16_t port) {
  socket_.connect({boost::asio::ip::address_v4::loopback(), port});
  socket_.set_option(tcp::no_delay{true});
}

json::exact_document json_caller::get(const char* path) {
  return call(false, path, {});
}

json::exact_document json_caller::post(const char* path, std::string body) {
  return call(true, path, std::move(body));
}

json::exact_document json_caller::call(bool is_post, const char* path, std::string body) {
  http::request<http::string_body> request{is_post ? http::verb::post : http::verb::get, path, 11};
  request.set(http::field::host, "127.0.0.1");
  request.set(http::field::accept, "application/json");
  if (!token_.empty())
    request.set(http::field::authorization, "Bearer " + token_);
  if (is_post)
    request.set(http::field::content_type, "application/json");
  request.body() = std::move(body);
  request.prepare_payload();
  http::write(socket_, request);
  http::response_parser<http::string_body> reply;
  reply.body_limit(json::document_limits{}.bytes_max);
  http::read(socket_, input_, reply);
  const auto complain = [&](const std::string& what) -> std::runtime_error {
    return std::runtime_error{std::string{path} + ": " + what};
  };
  if (reply.get().result() != http::status::ok)
    throw complain("status " + std::to_string(reply.get().result_int()));
  auto document = json::exact_document::parse(reply.get().body());
  if (!document)
    throw complain(document.error().sentence);
  return std::move(*document);
}

} // namespace riskd::bench
