#pragma once

#include "adapters/simulator/entities.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace riskd::simulator {

enum class hub_kind : std::uint8_t { user, market };

/// `user` or `market`.
[[nodiscard]] constexpr std::string_view to_string(hub_kind x) {
  return x == hub_kind::user ? "user" : "market";
}

/// One client on a hub, as the rest of the gateway sees it.
class hub_connection {
public:
  hub_connection(hub_kind kind, std::string user, std::int64_t session)
    : kind_(kind), user_(std::move(user)), session_(session) {
  }

  hub_connection(const hub_connection&) = delete;
  hub_connection& operator=(const hub_connection&) = delete;
  virtual ~hub_connection() = default;

  [[nodiscard]] hub_kind kind() const {
    return kind_;
  }

  [[nodiscard]] const std::string& user() const {
    return user_;
  }

  /// The login session whose token opened the connection.
  [[nodiscard]] std::int64_t session() const {
    return session_;
  }

  /// Sends one record, without its separator, after `delay`. Records that become due together go in
  /// the order of the calls.
  virtual void deliver(std::string record, domain::duration delay) = 0;

  /// Breaks the connection without a word.
  virtual void drop() = 0;

  /// Stops reading and writing but keeps the socket open.
  virtual void fall_silent() = 0;

  /// Sends everything that is due, then a close record, and closes.
  virtual void close(const std::optional<std::string>& error, bool allow_reconnect) = 0;

  /// What the client has subscribed to; see `hub_topics.hpp`.
  std::set<std::string> topics;

  /// The last quote that was sent per contract; the next one says what changed.
  std::map<domain::contract_id, market_quote> sent_quotes;

private:
  hub_kind kind_;
  std::string user_;
  std::int64_t session_;
};

} // namespace riskd::simulator
