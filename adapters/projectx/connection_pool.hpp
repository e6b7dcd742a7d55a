#pragma once

#include "adapters/projectx/http_connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace riskd::projectx {

/// A bounded set of keep-alive connections to one server that one kind of calls has for itself.
/// Connections are opened as calls need them; one can be kept open so that the next call need not
/// wait for it. To be closed before it goes, unless the context runs no more.
class connection_pool {
public:
  /// All references outlive the pool.
  connection_pool(boost::asio::io_context& io, connector& opener, const domain::wall_clock& clock,
                  std::size_t connections_max);

  connection_pool(const connection_pool&) = delete;
  connection_pool& operator=(const connection_pool&) = delete;
  ~connection_pool() = default;

  /// True if a request can begin now, on an idle connection or on a new one.
  [[nodiscard]] bool has_free() const;

  /// Sends a request on the best connection: one that is open, else a closed one.
  /// @pre `has_free()`
  void exchange(http_request request, domain::duration deadline, http_connection::on_end handler);

  /// Keeps at least one connection open from now on.
  void keep_warm();

  /// Closes everything without calling handlers.
  void close();

private:
  [[nodiscard]] http_connection* best() const;

  http_connection& add();

  /// Opens a connection if none is open, now or after a pause if that failed just now.
  void warm();

  void warm_later();

  boost::asio::io_context& io_;

  connector& opener_;

  const domain::wall_clock& clock_;

  std::size_t connections_max_;

  std::vector<std::shared_ptr<http_connection>> connections_;

  boost::asio::steady_timer pause_;

  bool keeps_warm_ = false;

  /// When a connection was last opened ahead.
  domain::duration warmed_{};

  /// Connections opened ahead that closed soon after, one after the other.
  std::size_t attempts_in_row_ = 0;
};

} // namespace riskd::projectx
