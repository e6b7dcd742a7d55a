#pragma once

#include "adapters/json/exact_document.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <cstdint>
#include <string>

namespace riskd::bench {

/// One connection to a server on loopback, kept open, over which JSON is exchanged one call after
/// another. Calls block and throw if there is no answer with status 200.
class json_caller {
public:
  explicit json_caller(std::uint16_t port);

  /// Sends this token with every call from now on.
  void authorize(std::string token) {
    token_ = std::move(token);
  }

  [[nodiscard]] json::exact_document get(const char* path);

  json::exact_document post(const char* path, std::string body);

private:
  json::exact_document call(bool is_post, const char* path, std::string body);

  boost::asio::io_context io_{1};

  boost::asio::ip::tcp::socket socket_{io_};

  boost::beast::flat_buffer input_;

  std::string token_;
};

} // namespace riskd::bench
