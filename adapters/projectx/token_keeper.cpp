#include "adapters/projectx/token_keeper.hpp"

#include "adapters/projectx/excerpt.hpp"
#include "adapters/projectx/outcome.hpp"
#include "adapters/projectx/requests.hpp"
#include "adapters/projectx/token.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace riskd::projectx {

using boost::system::error_code;
using domain::duration;
using domain::session_end;
using domain::session_lost;
using domain::session_opened;

namespace {

/// The documented lifetime, for a token whose own end cannot be read (`projectx-gateway.md` 1.2).
constexpr duration default_lifetime = std::chrono::hours{24};

constexpr duration renewal_pause_min = std::chrono::seconds{1};

/// A refusal by the venue, as opposed to a call that told nothing.
bool is_definite(const http_end& end) {
  return end.how == http_end::kind::replied && !is_server_failure(end.status) && end.status != 429;
}

/// What is enough of a credential to be worth hiding. An excerpt may have cut off the rest.
constexpr std::size_t telling_size = 8;

/// Whether the venue's words have the beginning of what it was sent in them (R-C-4).
bool repeats(const std::string& words, const std::string& credential) {
  const auto begin = excerpt_of(credential).substr(0, telling_size);
  return !begin.empty() && words.find(begin) != std::string::npos;
}

} // namespace

token_keeper::token_keeper(boost::asio::io_context& io, connection_pool& connections,
                           const options& settings, events on)
  : io_(io), connections_(connections), settings_(settings), on_(std::move(on)), login_timer_(io),
    renewal_timer_(io) {
}

void token_keeper::start() {
  login();
}

void token_keeper::on_refused(std::uint64_t generation, std::function<void(bool)> done) {
  if (generation != generation_ && standing_ == standing::valid) {
    done(true);
    return;
  }
  if (login_scheduled_) {
    if (generation == generation_)
      become(standing::none);
    done(false);
    return;
  }
  renewals_.push_back(std::move(done));
  become(standing::pending);
  validate();
}

void token_keeper::on_logout(std::uint64_t generation) {
  if (generation != generation_ || standing_ != standing::valid || login_scheduled_)
    return;
  const auto now = settings_.clock->now().monotonic;
  // The time that we waited ourselves does not count: two clients would otherwise end each other's
  // sessions for ever.
  const bool is_conflict
    = last_logout_ && now - *last_logout_ < settings_.timing.conflict_window + conflict_pause_;
  last_logout_ = now;
  conflict_pause_ = is_conflict
                      ? std::clamp(conflict_pause_ * 2, settings_.timing.conflict_pause_min,
                                   settings_.timing.conflict_pause_max)
                      : duration{};
  on_.lost(session_lost{"the venue ended the session",
                        is_conflict ? session_end::conflict : session_end::logged_out,
                        conflict_pause_});
  if (is_conflict) {
    schedule_login(conflict_pause_);
    return;
  }
  become(standing::pending);
  if (under_way_ == call::none)
    login();
  else
    login_next_ = true;
}

void token_keeper::when_fresh(const void* owner, std::function<void()> ready) {
  forget(owner);
  waiters_.push_back({owner, std::move(ready)});
  if (standing_ != standing::valid || login_scheduled_)
    return;
  if (settings_.clock->now().monotonic - made_ < settings_.timing.token_fresh && !is_expired())
    boost::asio::post(io_, [this] { serve_waiters(); });
  else
    validate();
}

void token_keeper::forget(const void* owner) {
  waiters_.erase(std::remove_if(waiters_.begin(), waiters_.end(),
                                [&](const waiter& x) { return x.owner == owner; }),
                 waiters_.end());
}

void token_keeper::stop() {
  stopped_ = true;
  login_timer_.cancel();
  renewal_timer_.cancel();
  renewals_.clear();
  waiters_.clear();
}

void token_keeper::send(call what, http_request request, void (token_keeper::*ended)(http_end)) {
  under_way_ = what;
  on_.call_begun();
  connections_.exchange(
    std::move(request), settings_.timing.login_deadline, [this, ended](http_end end) {
      under_way_ = call::none;
      if (stopped_)
        return;
      const bool answered = end.how == http_end::kind::replied && !is_server_failure(end.status);
      on_.call_ended(answered, end.reason);
      (this->*ended)(std::move(end));
    });
}

void token_keeper::login() {
  login_timer_.cancel();
  login_scheduled_ = false;
  login_next_ = false;
  become(standing::pending);
  auto call_text = login_request(settings_.user_name, settings_.api_key.reveal());
  send(call::login, {call_text.path, std::move(call_text.body), {}}, &token_keeper::on_login_ended);
}

void token_keeper::on_login_ended(http_end end) {
  std::string reason;
  auto token = token_in(end, "token", reason);
  if (token)
    accept(std::move(*token), end.date);
  else
    fail_login(reason, is_definite(end));
}

void token_keeper::validate() {
  if (under_way_ != call::none)
    return;
  auto call_text = validate_request();
  send(call::validate, {call_text.path, std::move(call_text.body), token_},
       &token_keeper::on_validate_ended);
}

void token_keeper::on_validate_ended(http_end end) {
  std::string reason;
  auto token = token_in(end, "newToken", reason);
  const bool told_nothing = !token && !is_definite(end);
  if (login_scheduled_) {
    // The pause of a session conflict holds; only what is already asked for is answered.
    settle(false);
  } else if (login_next_) {
    login();
  } else if (token) {
    accept(std::move(*token), end.date);
  } else if (told_nothing && standing_ == standing::valid && !is_expired()) {
    schedule_renewal(settings_.timing.renew_retry);
    serve_waiters();
  } else {
    login();
  }
}

std::optional<std::string> token_keeper::token_in(const http_end& end, const char* member,
                                                  std::string& reason) const {
  if (end.how != http_end::kind::replied) {
    reason = end.reason;
    return std::nullopt;
  }
  auto token = read_token_reply(end.status, end.body, member);
  if (token)
    return std::move(*token);
  reason = token.error().sentence;
  if (repeats(reason, settings_.api_key.reveal()) || repeats(reason, settings_.user_name))
    reason = "refused with words that repeat a credential";
  return std::nullopt;
}

void token_keeper::accept(std::string token, std::optional<domain::time_point> broker_time) {
  const auto now = settings_.clock->now();
  token_ = std::move(token);
  ++generation_;
  made_ = now.monotonic;
  expires_ = expiry_of(token_).value_or(now.wall + default_lifetime);
  // By the clock that made the token: ours may be off by more than the token lives.
  const auto left = expires_ - broker_time.value_or(now.wall);
  const auto ahead = settings_.timing.renew_ahead;
  schedule_renewal(std::max(left > 2 * ahead ? left - ahead : left / 2, renewal_pause_min));
  on_.opened(session_opened{expires_, broker_time});
  standing_ = standing::valid;
  settle(true);
  on_.changed();
  serve_waiters();
}

void token_keeper::fail_login(const std::string& reason, bool refused) {
  token_.clear();
  renewal_timer_.cancel();
  on_.lost(session_lost{reason,
                        refused ? session_end::login_refused : session_end::login_unanswered,
                        settings_.timing.login_retry});
  schedule_login(settings_.timing.login_retry);
  standing_ = standing::none;
  settle(false);
  on_.changed();
}

void token_keeper::become(standing next) {
  if (standing_ == next)
    return;
  standing_ = next;
  on_.changed();
}

void token_keeper::settle(bool renewed) {
  for (const auto& done : std::exchange(renewals_, {}))
    done(renewed);
}

void token_keeper::serve_waiters() {
  if (stopped_ || standing_ != standing::valid || login_scheduled_)
    return;
  for (const auto& waiting : std::exchange(waiters_, {}))
    waiting.ready();
}

void token_keeper::schedule_login(duration pause) {
  login_scheduled_ = true;
  renewal_timer_.cancel();
  login_timer_.expires_after(pause);
  login_timer_.async_wait([this](const error_code& error) {
    if (!error && !stopped_ && login_scheduled_)
      login();
  });
}

void token_keeper::schedule_renewal(duration pause) {
  renewal_timer_.expires_after(pause);
  renewal_timer_.async_wait([this](const error_code& error) {
    if (!error && !stopped_ && !login_scheduled_ && standing_ == standing::valid)
      validate();
  });
}

bool token_keeper::is_expired() const {
  return settings_.clock->now().wall >= expires_;
}

} // namespace riskd::projectx
