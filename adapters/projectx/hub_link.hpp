#pragma once

#include "adapters/projectx/connector.hpp"
#include "adapters/projectx/hub_client.hpp"
#include "adapters/projectx/options.hpp"
#include "adapters/projectx/read_gate.hpp"
#include "adapters/projectx/token_keeper.hpp"
#include "domain/ports/broker_port.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace riskd::projectx {

/// One group of events that a hub sends on demand (`projectx-gateway.md` 4.5).
struct subscription {
  std::string_view subscribe;
  std::string_view unsubscribe;
  /// Nothing, an account or a contract.
  std::variant<std::monostate, std::int64_t, std::string> argument;

  friend bool operator==(const subscription&, const subscription&) = default;
};

/// Keeps one hub connected and subscribed: reconnects for ever, each time with a fresh token in a
/// new address, and reports the link as up only when every subscription is confirmed (R-G-6).
/// To be stopped before it goes, unless the context runs no more.
class hub_link {
public:
  struct events {
    /// What the stream carries.
    std::function<void(domain::broker_report, const domain::clock_reading&,
                       const domain::in_flight_credit&)>
      deliver;
    /// What concerns the link itself.
    std::function<void(domain::broker_report)> report;
  };

  /// The references outlive the link.
  hub_link(boost::asio::io_context& io, boost::asio::ssl::context* tls, domain::link which, url hub,
           token_keeper& tokens, std::shared_ptr<read_gate> gate, const options& settings,
           events on);

  hub_link(const hub_link&) = delete;
  hub_link& operator=(const hub_link&) = delete;
  ~hub_link() = default;

  /// Connects and stays connected from now on. No effect if called again.
  void start();

  /// Replaces the set of subscriptions, now and after every reconnect. @param announce Report the
  /// link as up once the new set is confirmed, even if it was up before.
  void want(std::vector<subscription> wanted, bool announce);

  /// Ends the connection without a report.
  void stop();

private:
  enum class standing : std::uint8_t { unsent, pending, confirmed, refused };

  struct entry {
    subscription what;
    standing state = standing::unsent;
    std::uint64_t invocation = 0;
  };

  /// Waits for the next pause and connects.
  void schedule();

  void connect();

  void open_client();

  void on_opened();

  void on_invoked(const invocation& call, const domain::clock_reading& received);

  void on_completed(const completion& answer);

  void on_heard(const domain::clock_reading& received);

  void on_ended(const std::string& reason, bool unauthorized);

  /// Drops the connection ourselves.
  void lose(const std::string& reason);

  void subscribe(entry& x);

  /// Subscribes to everything that is neither pending nor confirmed.
  void subscribe_missing();

  void announce_if_complete();

  void report_down(const std::string& reason);

  void arm_confirmation();

  [[nodiscard]] domain::duration jittered(domain::duration pause) const;

  boost::asio::io_context& io_;

  connector connector_;

  domain::link which_;

  token_keeper& tokens_;

  std::shared_ptr<read_gate> gate_;

  const options& settings_;

  events on_;

  std::shared_ptr<hub_client> client_;

  /// The client's handshake was accepted.
  bool is_open_ = false;

  bool started_ = false;

  /// Generation of the token of this connection.
  std::uint64_t token_ = 0;

  std::vector<entry> entries_;

  std::uint64_t last_invocation_ = 0;

  boost::asio::steady_timer reconnect_timer_;

  boost::asio::steady_timer confirmation_timer_;

  boost::asio::steady_timer resubscribe_timer_;

  std::size_t attempts_ = 0;

  std::size_t refusals_ = 0;

  /// What was reported last; empty before the first report.
  std::optional<bool> reported_;

  bool announce_ = false;

  /// Monotonic time since which the link is up.
  std::optional<domain::duration> up_since_;

  std::optional<domain::duration> last_alive_;
};

} // namespace riskd::projectx
