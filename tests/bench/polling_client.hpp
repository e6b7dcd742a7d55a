#pragma once

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "tests/bench/json_caller.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace riskd::bench {

/// What a client did while it watched one account.
struct polling_findings {
  std::uint64_t polls = 0;
  /// Polls that found the limit broken.
  std::uint64_t breaches = 0;
  /// Why it gave up, if it did.
  std::optional<std::string> trouble;
};

/// The usual way to guard an account: a client that asks the broker over REST, once every interval,
/// which positions are open and what they are worth, and once the loss is at or beyond the limit
/// cancels every order and closes every position.
///
/// It is as quick as such a client can be: one connection that is kept open and nothing to do in
/// between. REST has no quotes and no result of an open position; the latest price that it tells is
/// the close of the bar of one second that is still forming.
class polling_client {
public:
  /// Logs in. @param login Name and key.
  polling_client(std::uint16_t port, const std::string& login, std::chrono::milliseconds interval);

  polling_client(const polling_client&) = delete;
  polling_client& operator=(const polling_client&) = delete;
  ~polling_client();

  [[nodiscard]] std::chrono::milliseconds interval() const {
    return interval_;
  }

  /// Begins to watch an account, on a thread of its own. @pre it watches none
  /// @param limit Negative.
  /// @param phase From now to the first poll.
  void begin(domain::account_id account, domain::money limit, std::chrono::microseconds phase);

  /// Stops watching.
  polling_findings end();

private:
  /// What the catalogue says about a contract.
  struct economics {
    domain::price tick_size;
    domain::price tick_value;
  };

  void watch(domain::account_id account, domain::money limit,
             std::chrono::steady_clock::time_point first);

  /// Returns false when the watch is over.
  [[nodiscard]] bool wait_until(std::chrono::steady_clock::time_point when);

  void poll(domain::account_id account, domain::money limit);

  /// The open result of one row of a positions reply.
  [[nodiscard]] domain::money open_result(const json::exact_value& position);

  [[nodiscard]] domain::price last_price(const std::string& contract);

  const economics& economics_of(const std::string& contract);

  void cancel_all(domain::account_id account);

  void close_all(domain::account_id account, const json::exact_value& positions);

  json_caller calls_;

  std::chrono::milliseconds interval_;

  std::map<std::string, economics> catalogue_;

  std::thread thread_;

  std::mutex mutex_;

  std::condition_variable changed_;

  bool is_over_ = true;

  /// Belongs to the thread while there is one.
  polling_findings found_;
};

} // namespace riskd::bench
