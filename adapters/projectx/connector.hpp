#pragma once

#include "adapters/projectx/gateway_stream.hpp"
#include "domain/ports/wall_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::projectx {

/// Opens connections to one server: name lookup, TCP, and TLS where the address asks for it.
///
/// Remembers the addresses of the last lookup for five minutes, and beyond that as long as lookups
/// fail, so that a command does not depend on a name server at the moment it matters.
class connector {
public:
  class attempt;

  /// Called once with an open stream, or with null and why there is none.
  using on_opened = std::function<void(std::shared_ptr<gateway_stream>, const std::string& reason)>;

  /// @param tls Null only if `server` is plain. All three outlive the connector.
  connector(boost::asio::io_context& io, boost::asio::ssl::context* tls,
            const domain::wall_clock& clock, url server);

  /// Begins to open a connection. The handler is not called from within this call, and never after
  /// `attempt::abandon`.
  [[nodiscard]] std::shared_ptr<attempt> open(on_opened handler);

  [[nodiscard]] const url& server() const {
    return server_;
  }

private:
  using endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

  struct remembered {
    endpoints addresses;
    domain::duration since{};
  };

  boost::asio::io_context& io_;

  boost::asio::ssl::context* tls_;

  const domain::wall_clock& clock_;

  url server_;

  /// Shared with attempts, which may end after the connector.
  std::shared_ptr<std::optional<remembered>> memory_;
};

/// One attempt under way.
class connector::attempt : public std::enable_shared_from_this<attempt> {
public:
  attempt(const connector& parent, on_opened handler);

  void start();

  /// Gives up at once.
  void abandon();

private:
  void look_up();

  void on_looked_up(const boost::system::error_code& error,
                    const boost::asio::ip::tcp::resolver::results_type& found);

  void connect(endpoints addresses);

  void on_connected(const boost::system::error_code& error);

  void shake_hands();

  void succeed();

  void fail(const char* step, const boost::system::error_code& error);

  boost::asio::ip::basic_resolver<boost::asio::ip::tcp, boost::asio::io_context::executor_type>
    resolver_;

  std::shared_ptr<gateway_stream> stream_;

  url server_;

  std::shared_ptr<std::optional<remembered>> memory_;

  const domain::wall_clock& clock_;

  endpoints addresses_;

  on_opened handler_;
};

} // namespace riskd::projectx
