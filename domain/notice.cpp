#include "domain/notice.hpp"

#include "domain/audit_text.hpp"
#include "domain/contract_check.hpp"
#include "domain/text_scan.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

/// Shorter runs of digits are amounts, prices, times.
constexpr std::size_t number_digits_min = 6;
constexpr std::size_t digits_shown = 4;

/// Room for the word on how many lines were left out.
constexpr std::size_t remainder_bytes = 40;

constexpr std::size_t text_bytes_min = 100;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

std::string on_one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), is_control, ' ');
  return text;
}

/// Of alerts that only the daemon raises.
const char* daemon_sentence_of(alert_code x) {
  switch (x) {
    case alert_code::rule_failed:
      return "UNPROTECTED: a rule failed and is not being judged";
    case alert_code::command_refused:
      return "A command that would not reduce was not sent";
    case alert_code::not_flat:
      return "riskd is closing, and the account is not flat yet";
    case alert_code::not_flat_emergency:
      return "The account does not become flat. Close by hand on the broker's platform now";
    case alert_code::budget_exhausted:
      return "A command waits, because too many calls were made to the broker";
    case alert_code::persist_late:
      return "The disk is slow";
    case alert_code::store_failed:
      return "UNPROTECTED: the store cannot be written, riskd goes on from memory";
    case alert_code::auth_failed:
      return "The login at the broker fails";
    case alert_code::session_conflict:
      return "Another program uses the login, end it";
    case alert_code::protocol_error:
      return "The broker answered a command with something that cannot be used";
    case alert_code::market_closed:
      return "A position cannot be closed, because its market is closed";
    case alert_code::account_rejected:
      return "The broker takes no command for the account, close by hand";
    case alert_code::clock_skew:
      return "The local clock is wrong";
    case alert_code::event_quarantined:
      return "UNPROTECTED: an event could not be judged and was set aside";
    case alert_code::supervision_exhausted:
      return "UNPROTECTED: the supervision of the account failed";
    case alert_code::safe_mode_entered:
      return "UNPROTECTED: safe mode acts";
    case alert_code::safe_mode_left:
      return "Safe mode is over";
    case alert_code::store_rebuilt:
      return "The store was lost, every account is held until its next reset";
    case alert_code::audit_broken:
      return "The audit chain is broken, a new one begins";
    case alert_code::realized_discrepancy:
      return "The broker's result of the day differs from the stored one, the broker's counts";
    case alert_code::blind:
      return "No link to the broker works, riskd sees nothing";
    case alert_code::account_unresolved:
      return "UNPROTECTED: an account is not found at the broker";
    case alert_code::stops_refused:
      return "The broker refuses stops";
    case alert_code::limit_warning:
      return "A limit comes near";
    default:
      return "Something happened that has no name";
  }
}

/// What an alert means, without its details.
const char* sentence_of(alert_code x) {
  switch (x) {
    case alert_code::unknown_contract:
      return "The broker does not describe a contract in play, its open result is not counted";
    case alert_code::quote_stale:
      return "No quote comes for an open position, its last mark stays";
    case alert_code::trade_corrected:
      return "The broker changed a trade, sums were worked out anew";
    case alert_code::bad_payload:
      return "The broker sent something that cannot be used";
    case alert_code::unknown_account:
      return "The login has an account that is not guarded";
    case alert_code::connection_lost:
      return "A link to the broker is down";
    case alert_code::connection_restored:
      return "A link to the broker is up again";
    case alert_code::session_end_warning:
      return "The session is about to end, and something is still open";
    case alert_code::calendar_missing:
      return "No holidays are known for this year";
    default:
      return daemon_sentence_of(x);
  }
}

/// The time of day in the account's zone.
std::string clock_text(time_point at, const time_zone& zone) {
  // `2026-03-03 10:02 America/Chicago`
  return local_text(at, zone).substr(std::string_view{"2026-03-03 "}.size());
}

notice make(severity level, std::string code, time_point at, const told_account& who) {
  notice out;
  out.at = at;
  out.level = level;
  out.code = std::move(code);
  out.account = who.name;
  out.local_time = clock_text(at, who.zone);
  return out;
}

/// True for what is raised by a clock, or by every attempt, as long as it lasts. What comes in
/// turns with its opposite is not among them: the latest of the two has to be told.
bool recurs(alert_code x) {
  switch (x) {
    case alert_code::unknown_contract:
    case alert_code::quote_stale:
    case alert_code::bad_payload:
    case alert_code::unknown_account:
    case alert_code::budget_exhausted:
    case alert_code::persist_late:
    case alert_code::auth_failed:
    case alert_code::session_conflict:
    case alert_code::protocol_error:
    case alert_code::market_closed:
    case alert_code::clock_skew:
    case alert_code::blind:
    case alert_code::account_unresolved:
    case alert_code::stops_refused:
      return true;
    default:
      return false;
  }
}

/// A pause or the end of the session is part of an ordinary day.
severity severity_of_lock(const lock& what) {
  switch (what.kind) {
    case lock_kind::session:
      return severity::info;
    case lock_kind::cooldown:
      return severity::warning;
    case lock_kind::hard:
    case lock_kind::condition:
      break;
  }
  const bool is_profit = what.rule == rule_id::daily_realized_profit;
  return is_profit ? severity::warning : severity::critical;
}

std::string upper(std::string_view text) {
  std::string out{text};
  for (auto& c : out)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
  return out;
}

/// At most `bytes` of it, and no part of a character.
std::string cut(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes)
    return text;
  constexpr std::string_view dots = "...";
  auto end = bytes - dots.size();
  // Bytes of the form 10xxxxxx continue a character.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  return text.substr(0, end) + std::string{dots};
}

} // namespace

bool is_repeat(const notice& a, const notice& b) {
  return a.code == b.code && a.level == b.level && a.account == b.account && a.subject == b.subject;
}

std::string told_name(const std::string& name, const std::optional<account_id>& id) {
  if (!name.empty())
    return on_one_line(name);
  if (!id)
    return "unnamed account";
  const auto digits = to_string(*id);
  return "account ****" + digits.substr(digits.size() - std::min(digits.size(), digits_shown));
}

notice notice_of(const alert_record& alert, time_point at, const told_account& who) {
  auto out = make(severity_of(alert.code), to_string(alert.code), at, who);
  if (alert.contract)
    out.subject = alert.contract->value();
  out.text = sentence_of(alert.code);
  if (!out.subject.empty())
    out.text += " (" + out.subject + ")";
  // A warning of a limit says it all, and each limit is a thing of its own.
  if (alert.code == alert_code::limit_warning)
    out.text = out.subject = alert.detail;
  else if (!alert.detail.empty())
    out.text += ": " + without_numbers(alert.detail);
  out.text += '.';
  out.recurs = recurs(alert.code);
  return out;
}

notice notice_of(const lock& what, bool changed, time_point at, const told_account& who) {
  auto out = make(severity_of_lock(what), "locked", at, who);
  out.subject = to_string(what.rule);
  out.text = (changed ? "Lock changed: locked by " : "Locked by ") + told_rule(what.rule)
             + " until "
             + (what.until ? local_text(*what.until, who.zone) : std::string{"its condition ends"})
             + (what.policy == lock_policy::flatten ? ". No position and no order is allowed."
                                                    : ". Only existing positions may be kept.");
  return out;
}

notice notice_of_end(const lock& what, time_point at, const told_account& who) {
  auto out = make(severity::info, "lock_ended", at, who);
  out.subject = to_string(what.rule);
  out.text = "The lock of " + told_rule(what.rule) + " ended.";
  return out;
}

notice notice_of_breach(rule_id rule, time_point at, const told_account& who) {
  auto out = make(severity::warning, "limit_reached", at, who);
  out.subject = to_string(rule);
  out.text = "The limit of " + told_rule(rule) + " is reached; riskd acts.";
  return out;
}

notice notice_of_enforcement(time_point at, const told_account& who) {
  auto out = make(severity::warning, "enforced", at, who);
  out.text = "riskd closed or cancelled what a rule does not allow; the log of the account says "
             "what and why.";
  return out;
}

notice notice_of_stop(time_point at) {
  auto out = make(severity::warning, "stopping", at, {});
  out.text = "riskd is being stopped. Nothing is protected until it is started again.";
  return out;
}

notice notice_of_test(time_point at) {
  auto out = make(severity::info, "test", at, {});
  out.text = "This is a test that an administrator asked for. Nothing happened.";
  return out;
}

std::string told_rule(rule_id rule) {
  std::string name{config_key(rule)};
  std::replace(name.begin(), name.end(), '_', ' ');
  return std::string{to_string(rule)} + (name.empty() ? "" : " (" + name + ")");
}

std::string without_numbers(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    while (at < text.size() && is_digit(text[at]))
      ++at;
    const auto run = text.substr(begin, at - begin);
    if (run.size() >= number_digits_min)
      out += "****" + std::string{run.substr(run.size() - digits_shown)};
    else
      out += run;
    if (at < text.size())
      out += text[at++];
  }
  return on_one_line(std::move(out));
}

std::string text_of(const told_line& line) {
  const auto& what = line.what;
  return "[" + upper(to_string(what.level)) + "] " + (what.account.empty() ? "riskd" : what.account)
         + ": " + what.text
         + (line.count > 1 ? " (" + std::to_string(line.count) + " times)" : std::string{}) + " - "
         + what.local_time;
}

std::string text_of(const notification& what, std::size_t bytes_max) {
  RISKD_EXPECTS(bytes_max >= text_bytes_min);
  std::string out;
  for (std::size_t i = 0; i < what.lines.size(); ++i) {
    const auto line = text_of(what.lines[i]);
    const auto left = what.lines.size() - i;
    const auto room = bytes_max - (left > 1 ? remainder_bytes : 0);
    if (i > 0 && out.size() + 1 + line.size() > room)
      return out + "\nand " + std::to_string(left) + " more: riskctl status";
    out += (i > 0 ? "\n" : "") + cut(line, room);
  }
  return out;
}

} // namespace riskd::domain
