#include "domain/fleet/daemon_watch.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace riskd::domain {

namespace {

/// Smaller differences of clocks are told from the way of a message no more.
constexpr duration offset_min = std::chrono::seconds{2};
/// How old `last_heard` may be in what is shown while nothing else changes.
constexpr duration heard_refresh = std::chrono::seconds{5};

template <class Accounts>
auto account_place(Accounts& accounts, const std::string& name) {
  return std::lower_bound(
    accounts.begin(), accounts.end(), name,
    [](const fleet_account& x, const std::string& wanted) { return x.what.name < wanted; });
}

bool has_other_result(const account_report& a, const account_report& b) {
  return a.realized != b.realized || a.unrealized != b.unrealized;
}

} // namespace

daemon_watch::daemon_watch(std::string name, duration silent_after) : silent_after_(silent_after) {
  known_.name = std::move(name);
  known_.remark = remark_of(known_.standing);
}

daemon_watch::daemon_watch(const kept_fleet::daemon& kept, duration silent_after)
  : daemon_watch(kept.name, silent_after) {
  known_.last_heard = kept.last_heard;
  known_.what = kept.what;
  if (kept.records_until)
    audit_ = audit_watch{*kept.records_until, kept.hash};
  known_.audit = audit_.status();
  for (const auto& each : kept.accounts)
    known_.accounts.push_back(
      {each, kept.last_heard.value_or(each.taken), look_of(each, known_.standing)});
  std::sort(
    known_.accounts.begin(), known_.accounts.end(),
    [](const fleet_account& a, const fleet_account& b) { return a.what.name < b.what.name; });
}

void daemon_watch::link_up(const clock_reading& now) {
  number_ = 0;
  heard_.reset();
  answers_.reset();
  known_.attached = now.wall;
  is_changed_ = true;
  look(now);
}

void daemon_watch::link_down(const clock_reading& now, std::string reason) {
  heard_.reset();
  answers_.reset();
  link_remark_ = std::move(reason);
  known_.attached.reset();
  is_changed_ = true;
  look(now);
}

std::optional<fleet_news> daemon_watch::take(const fleet_update& update, const clock_reading& now) {
  if (!known_.attached || update.number != number_ + 1)
    return std::nullopt;
  number_ = update.number;
  take_times(update, now);
  if (update.daemon) {
    answers_ = update.daemon->answers;
    known_.what = update.daemon;
    is_changed_ = true;
  }
  fleet_news out;
  out.kept.daemon = known_.name;
  out.kept.stories = update.stories;
  take_audit(update, now, out);
  look(now);
  take_accounts(update, now, out);
  return out;
}

fleet_receipt daemon_watch::receipt() const {
  return {number_, audit_.status().until};
}

void daemon_watch::look(const clock_reading& now) {
  const auto standing = standing_at(now.monotonic);
  auto remark = remark_of(standing);
  if (standing == known_.standing && remark == known_.remark)
    return;
  known_.standing = standing;
  known_.remark = std::move(remark);
  for (auto& each : known_.accounts)
    each.look = look_of(each.what, standing);
  is_changed_ = true;
}

std::shared_ptr<const fleet_daemon> daemon_watch::status() {
  const bool was_heard_since
    = heard_ && (!shown_heard_ || *heard_ - *shown_heard_ >= heard_refresh);
  if (shown_ && !is_changed_ && !was_heard_since)
    return shown_;
  shown_ = std::make_shared<const fleet_daemon>(known_);
  is_changed_ = false;
  if (heard_)
    shown_heard_ = heard_;
  return shown_;
}

void daemon_watch::take_times(const fleet_update& update, const clock_reading& now) {
  was_heard_ = true;
  heard_ = now.monotonic;
  known_.last_heard = now.wall;
  std::optional<duration> offset;
  // In whole seconds, for the way of each message takes a little more or less.
  if (const duration found = update.sent - now.wall; std::chrono::abs(found) >= offset_min)
    offset = std::chrono::round<std::chrono::seconds>(found);
  if (offset == known_.clock_offset)
    return;
  known_.clock_offset = offset;
  is_changed_ = true;
}

void daemon_watch::take_audit(const fleet_update& update, const clock_reading& now,
                              fleet_news& out) {
  auto intake = audit_.take(update.records, now.wall);
  // An end that was read before riskd stopped answering says nothing of later records.
  if (update.daemon && update.daemon->answers && update.daemon->audit_end)
    audit_.take_end(*update.daemon->audit_end, update.daemon->audit_hash, now.wall);
  out.kept.records = std::move(intake.accepted);
  if (intake.missed == 0 && audit_.status() == known_.audit)
    return;
  known_.missed += intake.missed;
  known_.audit = audit_.status();
  is_changed_ = true;
}

void daemon_watch::take_accounts(const fleet_update& update, const clock_reading& now,
                                 fleet_news& out) {
  for (const auto& name : update.gone) {
    const auto known = account_place(known_.accounts, name);
    if (known == known_.accounts.end() || known->what.name != name)
      continue;
    known_.accounts.erase(known);
    is_changed_ = true;
  }
  for (const auto& each : update.accounts)
    take_account(each, now, out);
}

void daemon_watch::take_account(const account_report& told, const clock_reading& now,
                                fleet_news& out) {
  auto known = account_place(known_.accounts, told.name);
  const bool is_new = known == known_.accounts.end() || known->what.name != told.name;
  if (told.realized && (is_new || has_other_result(told, known->what)))
    out.results.push_back({known_.name, told.name, {now.wall, *told.realized, told.unrealized}});
  if (is_new)
    known = known_.accounts.insert(known, fleet_account{});
  *known = {told, now.wall, look_of(told, known_.standing)};
  is_changed_ = true;
}

daemon_standing daemon_watch::standing_at(duration now) const {
  if (!was_heard_)
    return daemon_standing::never;
  if (!heard_ || now - *heard_ >= silent_after_)
    return daemon_standing::silent;
  return answers_.value_or(false) ? daemon_standing::live : daemon_standing::unreachable;
}

std::string daemon_watch::remark_of(daemon_standing standing) const {
  if (standing == daemon_standing::live)
    return "";
  if (standing == daemon_standing::unreachable) {
    if (!answers_)
      return "nothing was told of riskd yet";
    return known_.what->remark.empty() ? "riskd does not answer" : known_.what->remark;
  }
  if (known_.attached)
    return heard_ ? "the link is up, and nothing is heard any more"
                  : "the link is up, and nothing was heard yet";
  if (!link_remark_.empty())
    return link_remark_;
  return standing == daemon_standing::never ? "not heard of since the hub began"
                                            : "the link is down";
}

} // namespace riskd::domain
