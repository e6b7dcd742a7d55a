#include "adapters/dashboard/login.hpp"

#include "domain/contract_check.hpp"

#include <openssl/crypto.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::dashboard {

namespace {

using boost::asio::ip::address;
using logging::field;

/// 256 bits in hexadecimal digits. Without random numbers of the system there are no sessions.
std::string new_session_id() {
  std::array<unsigned char, 32> bytes{};
  // Requests of up to 256 bytes are never cut short once the kernel has gathered randomness.
  RISKD_ENSURES(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const auto each : bytes) {
    out += digits[each >> 4U];
    out += digits[each & 0xfU];
  }
  return out;
}

bool equals_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view without_spaces(std::string_view text) {
  while (text.starts_with(' '))
    text.remove_prefix(1);
  while (text.ends_with(' '))
    text.remove_suffix(1);
  return text;
}

/// The value of the session cookie in a field `Cookie`; empty if it has none.
std::string_view session_in(std::string_view cookie) {
  while (!cookie.empty()) {
    const auto end = cookie.find(';');
    const auto pair = without_spaces(cookie.substr(0, end));
    cookie.remove_prefix(end == std::string_view::npos ? cookie.size() : end + 1);
    const auto mark = pair.find('=');
    if (mark != std::string_view::npos && pair.substr(0, mark) == session_cookie)
      return pair.substr(mark + 1);
  }
  return {};
}

/// The token in a field `Authorization`; nothing if it is another scheme.
std::optional<std::string_view> bearer_in(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  const auto is_same = [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  };
  if (authorization.size() < scheme.size()
      || !std::equal(scheme.begin(), scheme.end(), authorization.begin(),
                     [&](char wanted, char found) { return is_same(found, wanted); }))
    return std::nullopt;
  return without_spaces(authorization.substr(scheme.size()));
}

} // namespace

domain::result<login> login::open(const login_options& options, const domain::wall_clock& clock,
                                  logging::logger log) {
  // Before it is read: a change in between is read again.
  const auto stamp = file_stamp::of(options.token_file);
  const auto token = read_token(options.token_file);
  if (!token)
    return token.error();
  return login{options, clock, std::move(log), *token, stamp};
}

login::login(const login_options& options, const domain::wall_clock& clock, logging::logger log,
             const secret_digest& token, const file_stamp& stamp)
  : options_(options), clock_(&clock), log_(std::move(log)), token_(token), stamp_(stamp),
    limit_(options.attempts) {
}

void login::refresh() {
  const auto stamp = file_stamp::of(options_.token_file);
  if (stamp != stamp_) {
    stamp_ = stamp;
    const auto read = read_token(options_.token_file);
    if (!read)
      log_.error("dashboard.token_refused", field("reason", read.error().sentence));
    const auto found = read ? std::optional{*read} : std::nullopt;
    if (found != token_) {
      log_.warn("dashboard.token_changed", field("sessions_ended", sessions_.size()));
      token_ = found;
      ++token_number_;
      sessions_.clear();
    }
  }
  const auto now = clock_->now().monotonic;
  std::erase_if(sessions_, [&](const session& x) { return now - x.used > options_.idle_max; });
}

login::session* login::find(std::string_view id) {
  session* out = nullptr;
  for (auto& each : sessions_)
    if (equals_in_constant_time(each.id, id))
      out = &each;
  return out;
}

login_answer login::check_token(const address& from, std::string_view token) {
  const auto now = clock_->now().monotonic;
  if (const auto wait = limit_.wait_of(from, now); wait > std::chrono::seconds{0})
    return {login_answer::kind::throttled, {}, wait};
  if (token_ && token_->matches(token))
    return {login_answer::kind::admitted, {{}, token_number_}, {}};
  ++failures_;
  limit_.note_failure(from, now);
  log_.warn("dashboard.login_failed", field("from", from.to_string()));
  return {};
}

login_answer login::begin_session(const address& from, std::string_view token) {
  refresh();
  auto found = check_token(from, token);
  if (found.what != login_answer::kind::admitted)
    return found;
  if (sessions_.size() >= options_.sessions_max)
    sessions_.erase(
      std::min_element(sessions_.begin(), sessions_.end(),
                       [](const session& a, const session& b) { return a.used < b.used; }));
  sessions_.push_back({new_session_id(), clock_->now().monotonic});
  log_.info("dashboard.session_begun", field("from", from.to_string()),
            field("sessions", sessions_.size()));
  found.proof.session = sessions_.back().id;
  return found;
}

void login::end_session(std::string_view cookie) {
  refresh();
  if (const auto* found = find(session_in(cookie)))
    sessions_.erase(sessions_.begin() + (found - sessions_.data()));
}

login_answer login::admit(const shown_credentials& shown) {
  refresh();
  if (const auto token = bearer_in(shown.authorization))
    return check_token(shown.from, *token);
  auto* found = find(session_in(shown.cookie));
  if (found == nullptr)
    return {};
  found->used = clock_->now().monotonic;
  return {login_answer::kind::admitted, {found->id, token_number_}, {}};
}

bool login::is_valid(const login_proof& proof) {
  refresh();
  if (proof.session.empty())
    return token_ && proof.token == token_number_;
  auto* found = find(proof.session);
  if (found != nullptr)
    found->used = clock_->now().monotonic;
  return found != nullptr;
}

} // namespace riskd::dashboard
