#pragma once

#include "adapters/projectx/call_desk.hpp"
#include "adapters/projectx/connection_pool.hpp"
#include "adapters/projectx/hub_link.hpp"
#include "adapters/projectx/options.hpp"
#include "adapters/projectx/read_gate.hpp"
#include "adapters/projectx/token_keeper.hpp"
#include "domain/ports/broker_port.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace riskd::projectx {

/// The three addresses of one gateway.
struct gateway_urls {
  url rest;
  url user_hub;
  url market_hub;
};

/// Everything of one login that lives on the adapter's thread: token, calls, both hubs.
class session {
public:
  /// `io` and `settings` outlive the session. @param tls May be null if all addresses are plain.
  session(boost::asio::io_context& io, boost::asio::ssl::context* tls, const gateway_urls& urls,
          const options& settings, domain::broker_port::sink reports);

  session(const session&) = delete;
  session& operator=(const session&) = delete;
  ~session() = default;

  void start();

  void subscribe(const std::vector<domain::account_id>& accounts);

  void watch_quotes(const domain::contract_id& contract);

  void unwatch_quotes(const domain::contract_id& contract);

  void submit(domain::command_ticket ticket);

  /// True while somebody hears of what the stream brought, and may answer in that call.
  [[nodiscard]] bool is_delivering() const {
    return delivering_ && !stopped_;
  }

  void ask(domain::query_ticket ticket);

  /// Stops reading, lets calls under way end for at most `grace`, then closes everything and calls
  /// `done`. Nothing is reported afterwards.
  void stop(domain::duration grace, std::function<void()> done);

private:
  void report(domain::broker_report what);

  void deliver(domain::broker_report what, const domain::clock_reading& received,
               const domain::in_flight_credit& credit);

  void on_token_changed();

  /// Derives from the ends of calls whether the REST side can be reached.
  void on_call_ended(bool answered, const std::string& reason);

  void want_market_subscriptions();

  void finish_stop();

  [[nodiscard]] hub_link::events link_events();

  const options& settings_;

  domain::broker_port::sink reports_;
  bool delivering_ = false;

  connector rest_connector_;

  /// For commands only, with one connection always open.
  connection_pool command_connections_;

  connection_pool query_connections_;

  connection_pool login_connections_;

  token_keeper tokens_;

  call_desk desk_;

  std::shared_ptr<read_gate> gate_;

  hub_link user_hub_;

  hub_link market_hub_;

  std::set<domain::contract_id> watched_;

  boost::asio::steady_timer grace_;

  std::function<void()> stopped_;

  std::size_t unanswered_in_row_ = 0;

  /// What was reported last about REST.
  std::optional<bool> rest_reported_;

  std::optional<domain::duration> rest_alive_;
};

} // namespace riskd::projectx
