#include "domain/fleet/daemon_watch.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

namespace riskd::domain {

namespace {

/// Smaller differences of clocks are told from the way of a message no more.
constexpr duration offset_min = std::chrono::seconds{2};
/// How old `last_heard` may be in what is shown while nothing else changes.
constexpr duration heard_refresh = std::chrono::seconds{5};

failure refused_update(std::string why) {
  return {failure_code::malformed_input, std::move(why)};
}

audit_watch_status kept_audit(const kept_fleet::daemon& x) {
  audit_watch_status out;
  out.state = x.audit;
  out.remark = x.audit_remark;
  out.until = x.records_until;
  out.hash = x.hash;
  out.era = x.era;
  return out;
}

/// Which accounts are gone by an update, before those that it reports.
class departures {
public:
  explicit departures(const fleet_update& update)
    : gone_(update.gone.begin(), update.gone.end()), listing_(update.listing) {
  }

  [[nodiscard]] bool is_empty() const {
    return gone_.empty() && !listing_;
  }

  [[nodiscard]] bool has(const std::string& name) const {
    if (gone_.count(name) > 0)
      return true;
    return listing_ && name > listing_->after
           && (listing_->until.empty() || name <= listing_->until)
           && !std::binary_search(listing_->names.begin(), listing_->names.end(), name);
  }

private:
  std::set<std::string> gone_;
  const std::optional<account_listing>& listing_;
};

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
  audit_ = audit_watch{kept_audit(kept)};
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

result<fleet_news> daemon_watch::take(const fleet_update& update, const clock_reading& now) {
  if (!known_.attached || update.number != number_ + 1)
    return refused_update("an update is missing");
  if (!has_room_for(update))
    return refused_update("the agent tells of more than " + std::to_string(accounts_max)
                          + " accounts");
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

void daemon_watch::accept_audit() {
  audit_.begin_anew();
  known_.audit = audit_.status();
  is_changed_ = true;
}

const audit_watch_status& daemon_watch::audit() const {
  return audit_.status();
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
  // An end that was read before riskd stopped answering says nothing of later records.
  const bool has_end = update.daemon && update.daemon->answers && update.daemon->audit_end;
  if (has_end)
    audit_.expect(*update.daemon->audit_end);
  auto intake = audit_.take(update.records, now.wall);
  if (has_end)
    audit_.take_end(*update.daemon->audit_end, update.daemon->audit_hash, now.wall);
  out.kept.records = std::move(intake.accepted);
  out.kept.era = audit_.status().era;
  if (intake.missed == 0 && audit_.status() == known_.audit)
    return;
  known_.missed += intake.missed;
  known_.audit = audit_.status();
  is_changed_ = true;
}

bool daemon_watch::has_room_for(const fleet_update& update) const {
  // Names are only looked at if there may be too many.
  if (known_.accounts.size() + update.accounts.size() <= accounts_max)
    return true;
  const departures leaving{update};
  std::set<std::string> reported;
  for (const auto& each : update.accounts)
    reported.insert(each.name);
  const auto staying
    = std::count_if(known_.accounts.begin(), known_.accounts.end(), [&](const fleet_account& x) {
        return reported.count(x.what.name) == 0 && !leaving.has(x.what.name);
      });
  return reported.size() + static_cast<std::size_t>(staying) <= accounts_max;
}

void daemon_watch::take_accounts(const fleet_update& update, const clock_reading& now,
                                 fleet_news& out) {
  const departures leaving{update};
  if (!leaving.is_empty() && std::erase_if(known_.accounts, [&](const fleet_account& x) {
                               return leaving.has(x.what.name);
                             }) > 0)
    is_changed_ = true;
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
