#pragma once

#include "adapters/projectx/connection_pool.hpp"
#include "adapters/projectx/options.hpp"
#include "domain/ports/broker_port.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace riskd::projectx {

/// Keeps one login's token valid: logs in, renews ahead of its end and when it is refused, logs in
/// again when the venue ended the session. At most one such call is under way at any time, and
/// whoever needs its outcome shares it (`rules.md` 8.4, R-G-6).
class token_keeper {
public:
  /// What can be said about the token.
  enum class standing : std::uint8_t {
    /// There is none, and none is being asked for at the moment.
    none,
    /// A new one is being asked for and the old one, if any, is of no use.
    pending,
    /// As far as is known it is valid.
    valid,
  };

  struct events {
    std::function<void(domain::session_opened)> opened;
    std::function<void(domain::session_lost)> lost;
    /// `standing` changed.
    std::function<void()> changed;
    /// A call to the venue begins; it counts against the budget.
    std::function<void()> call_begun;
    /// A call ended; tells whether the venue answered at all.
    std::function<void(bool answered, const std::string& reason)> call_ended;
  };

  /// The references outlive the keeper.
  token_keeper(boost::asio::io_context& io, connection_pool& connections, const options& settings,
               events on);

  /// Logs in, and goes on trying for ever.
  void start();

  [[nodiscard]] standing now() const {
    return standing_;
  }

  [[nodiscard]] const std::string& token() const {
    return token_;
  }

  /// Counts tokens, so that a refusal of an old one is told from a refusal of the current one.
  [[nodiscard]] std::uint64_t generation() const {
    return generation_;
  }

  /// The venue refused the token of that generation (HTTP 401). Gets a better one unless there is
  /// one already, and tells whether there is.
  void on_refused(std::uint64_t generation, std::function<void(bool)> done);

  /// The venue ended the session of that generation (`GatewayLogout`).
  void on_logout(std::uint64_t generation);

  /// Calls back, though not from within this call, as soon as there is a valid token that was made
  /// within `token_fresh` or could not be renewed just now. Only the last request of each `owner`
  /// counts.
  void when_fresh(const void* owner, std::function<void()> ready);

  /// Drops the request of `owner`.
  void forget(const void* owner);

  /// Ends all activity without calling anyone.
  void stop();

private:
  enum class call : std::uint8_t { none, login, validate };

  struct waiter {
    const void* owner;
    std::function<void()> ready;
  };

  void login();

  void on_login_ended(http_end end);

  void validate();

  void on_validate_ended(http_end end);

  /// Takes the token out of a reply, or says why there is none.
  [[nodiscard]] std::optional<std::string> token_in(const http_end& end, const char* member,
                                                    std::string& reason) const;

  void accept(std::string token, std::optional<domain::time_point> broker_time);

  /// @param refused The venue said no, as opposed to nothing.
  void fail_login(const std::string& reason, bool refused);

  void become(standing next);

  /// Tells everyone who waited for the outcome of a renewal.
  void settle(bool renewed);

  void serve_waiters();

  /// Sends one of our two calls.
  void send(call what, http_request request, void (token_keeper::*ended)(http_end));

  void schedule_login(domain::duration pause);

  void schedule_renewal(domain::duration pause);

  [[nodiscard]] bool is_expired() const;

  boost::asio::io_context& io_;

  connection_pool& connections_;

  const options& settings_;

  events on_;

  boost::asio::steady_timer login_timer_;

  boost::asio::steady_timer renewal_timer_;

  standing standing_ = standing::none;

  call under_way_ = call::none;

  /// A login waits for its pause to end. Until then nothing else asks for a token.
  bool login_scheduled_ = false;

  /// The session ended while a renewal was under way: log in when that has ended.
  bool login_next_ = false;

  bool stopped_ = false;

  std::string token_;

  std::uint64_t generation_ = 0;

  /// Monotonic.
  domain::duration made_{};

  domain::time_point expires_;

  std::vector<std::function<void(bool)>> renewals_;

  std::vector<waiter> waiters_;

  std::optional<domain::duration> last_logout_;

  domain::duration conflict_pause_{};
};

} // namespace riskd::projectx
