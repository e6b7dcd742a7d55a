#include "domain/fleet/fleet_outbox.hpp"

#include "domain/fleet/record_order.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

/// What a name takes beside its letters.
constexpr std::size_t name_overhead = 2;

std::size_t bytes_in(const daemon_report& x) {
  return x.remark.size() + x.version.size() + x.audit_hash.size() + x.document.size();
}

std::size_t bytes_in(const account_report& x) {
  return x.name.size() + x.document.size();
}

std::size_t bytes_in(const story_report& x) {
  return x.account.size() + x.document.size();
}

std::size_t bytes_in(const audit_report& x) {
  return x.hash.size() + x.previous.size() + x.account.size() + x.type.size() + x.rule.size()
         + x.text.size();
}

} // namespace

/// What is left of the size of one update.
class fleet_outbox::space {
public:
  /// Takes some of it, if there is enough. The first thing always finds room.
  bool take(std::size_t bytes) {
    if (!is_untouched_ && bytes > bytes_)
      return false;
    is_untouched_ = false;
    bytes_ -= std::min(bytes, bytes_);
    return true;
  }

private:
  std::size_t bytes_ = update_bytes_max;
  bool is_untouched_ = true;
};

std::optional<fleet_update> fleet_outbox::next(time_point now) {
  if (!is_up_ || due_.empty() || unacknowledged_.size() >= unacknowledged_max)
    return std::nullopt;
  fleet_update out;
  out.number = ++number_;
  out.sent = now;
  space left;
  bool has_room = true;
  while (has_room && !due_.empty()) {
    const auto first = due_.begin()->second;
    has_room = std::visit([&](const auto& x) { return put(x, out, left); }, first);
  }
  unacknowledged_.push_back({number_, !out.records.empty()});
  return out;
}

void fleet_outbox::tell(daemon_report what) {
  const auto names = std::exchange(what.accounts, std::nullopt);
  daemon_ = std::move(what);
  make_due(daemon_turn_, daemon_part{});
  if (names)
    list_accounts(*names);
}

void fleet_outbox::tell(account_report what) {
  const auto name = what.name;
  if (names_)
    names_->insert(name);
  auto& slot = accounts_[name];
  slot.what = std::move(what);
  make_due(slot.turn, name);
}

void fleet_outbox::tell(story_report what) {
  const auto breach = what.breach;
  const auto known = std::find_if(stories_.begin(), stories_.end(),
                                  [&](const story_slot& x) { return x.what.breach == breach; });
  story_slot slot;
  if (known != stories_.end()) {
    slot.turn = known->turn;
    stories_.erase(known);
  }
  slot.what = std::move(what);
  make_due(slot.turn, breach);
  stories_.push_back(std::move(slot));
  if (stories_.size() <= stories_max)
    return;
  make_undue(stories_.front().turn);
  stories_.pop_front();
  ++stories_given_up_;
}

void fleet_outbox::tell(const std::vector<audit_report>& what) {
  if (what.empty())
    return;
  // They were read later than the report of the daemon, which may have to be sent again.
  const auto& newest = what.back();
  if (daemon_ && daemon_->audit_end && is_before(*daemon_->audit_end, newest.place)) {
    daemon_->audit_end = newest.place;
    daemon_->audit_hash = newest.hash;
  }
  if (!is_up_)
    return;
  for (const auto& each : what) {
    const auto last = told_until();
    if (last && !is_before(*last, each.place))
      continue;
    if (records_.size() == records_max || (last && !is_next(each.place, *last)))
      break;
    records_.push_back(each);
  }
  if (!records_.empty())
    make_due(records_turn_, records_part{});
}

void fleet_outbox::forget_account(const std::string& name) {
  if (names_) {
    const bool was_named = names_->erase(name) > 0;
    // Then the names that are told say so, or will when a link comes up.
    if (!is_up_)
      accounts_.erase(name);
    if (!is_up_ || (!was_named && accounts_.count(name) == 0))
      return;
  }
  // Also of one that was never told: the hub may know it from an earlier agent.
  auto& slot = accounts_[name];
  slot.what.reset();
  make_due(slot.turn, name);
}

void fleet_outbox::link_up(const fleet_receipt& welcome) {
  link_down();
  is_up_ = true;
  place_ = welcome.records_until;
  if (daemon_)
    make_due(daemon_turn_, daemon_part{});
  if (names_) {
    make_due(listing_turn_, listing_part{});
    std::erase_if(accounts_, [](const auto& row) { return !row.second.what; });
  }
  for (auto& [name, slot] : accounts_)
    make_due(slot.turn, name);
  for (auto& each : stories_)
    make_due(each.turn, each.what.breach);
}

void fleet_outbox::link_down() {
  is_up_ = false;
  number_ = 0;
  unacknowledged_.clear();
  due_.clear();
  daemon_turn_ = 0;
  listing_turn_ = 0;
  listed_until_.clear();
  for (auto& each : accounts_)
    each.second.turn = 0;
  for (auto& each : stories_)
    each.turn = 0;
  records_.clear();
  records_turn_ = 0;
  gap_.reset();
  place_.reset();
  sent_until_.reset();
}

void fleet_outbox::take(const fleet_receipt& receipt) {
  const auto sent = std::find_if(unacknowledged_.begin(), unacknowledged_.end(),
                                 [&](const sent_update& x) { return x.number == receipt.number; });
  if (sent == unacknowledged_.end())
    return;
  unacknowledged_.erase(unacknowledged_.begin(), sent + 1);
  // What is not due was sent on this link.
  std::erase_if(accounts_, [&](const auto& row) {
    return !row.second.what && row.second.turn == 0 && row.second.sent_in <= receipt.number;
  });
  std::erase_if(stories_,
                [&](const story_slot& x) { return x.turn == 0 && x.sent_in <= receipt.number; });
  place_ = receipt.records_until;
  if (!sends_records())
    leave_out_records();
}

std::optional<wanted_records> fleet_outbox::records_wanted() const {
  if (!is_up_ || !records_.empty() || sends_records())
    return std::nullopt;
  return wanted_records{place_, records_max};
}

std::uint64_t fleet_outbox::stories_given_up() const {
  return stories_given_up_;
}

void fleet_outbox::make_due(ticket& turn, part what) {
  if (!is_up_ || turn != 0)
    return;
  turn = ++last_ticket_;
  due_.emplace(turn, std::move(what));
}

void fleet_outbox::make_undue(ticket& turn) {
  due_.erase(turn);
  turn = 0;
}

/// Like the others of this name: adds what is due to an update, if there is room for it.
bool fleet_outbox::put(const daemon_part&, fleet_update& out, space& left) {
  if (!left.take(bytes_in(*daemon_)))
    return false;
  out.daemon = daemon_;
  make_undue(daemon_turn_);
  return true;
}

/// As many as there is room for. The others keep their turn, so that the hub has forgotten what is
/// gone before it is told of what is new.
bool fleet_outbox::put(const listing_part&, fleet_update& out, space& left) {
  account_listing told;
  auto next = names_->upper_bound(listed_until_);
  for (; next != names_->end() && left.take(next->size() + name_overhead); ++next)
    told.names.push_back(*next);
  const bool is_done = next == names_->end();
  if (!is_done && told.names.empty())
    return false;
  told.after = listed_until_;
  listed_until_ = is_done ? "" : told.names.back();
  told.until = listed_until_;
  told.count = names_->size();
  out.listing = std::move(told);
  if (is_done)
    make_undue(listing_turn_);
  return is_done;
}

bool fleet_outbox::put(const std::string& account, fleet_update& out, space& left) {
  auto& slot = accounts_.at(account);
  if (!left.take(slot.what ? bytes_in(*slot.what) : account.size()))
    return false;
  if (slot.what)
    out.accounts.push_back(*slot.what);
  else
    out.gone.push_back(account);
  make_undue(slot.turn);
  slot.sent_in = out.number;
  return true;
}

bool fleet_outbox::put(const breach_id& story, fleet_update& out, space& left) {
  const auto slot = std::find_if(stories_.begin(), stories_.end(),
                                 [&](const story_slot& x) { return x.what.breach == story; });
  if (!left.take(bytes_in(slot->what)))
    return false;
  out.stories.push_back(slot->what);
  make_undue(slot->turn);
  slot->sent_in = out.number;
  return true;
}

/// As many as there is room for; the others queue up again.
bool fleet_outbox::put(const records_part&, fleet_update& out, space& left) {
  while (!records_.empty() && left.take(bytes_in(records_.front()))) {
    sent_until_ = records_.front().place;
    out.records.push_back(std::move(records_.front()));
    records_.pop_front();
  }
  const bool is_done = records_.empty();
  if (out.records.empty())
    return is_done;
  make_undue(records_turn_);
  if (!is_done)
    make_due(records_turn_, records_part{});
  return is_done;
}

void fleet_outbox::list_accounts(const std::vector<std::string>& names) {
  std::set<std::string> all(names.begin(), names.end());
  if (names_ == all)
    return;
  names_ = std::move(all);
  listed_until_.clear();
  make_due(listing_turn_, listing_part{});
  std::erase_if(accounts_, [&](const auto& row) {
    const bool is_gone = names_->count(row.first) == 0;
    if (is_gone)
      due_.erase(row.second.turn);
    return is_gone;
  });
}

bool fleet_outbox::is_next(const record_place& next, const record_place& last) {
  const gap found{last, next};
  if (follows(next, last) || gap_ == found)
    return true;
  // One behind other records is looked at once these are with the hub.
  if (records_.empty())
    gap_ = found;
  return false;
}

bool fleet_outbox::sends_records() const {
  return std::any_of(unacknowledged_.begin(), unacknowledged_.end(),
                     [](const sent_update& x) { return x.has_records; });
}

/// The last record that the hub has, was sent or is to be sent.
std::optional<record_place> fleet_outbox::told_until() const {
  if (!records_.empty())
    return records_.back().place;
  return sends_records() ? sent_until_ : place_;
}

/// Of those that wait, only what goes on from the hub's place is worth sending.
void fleet_outbox::leave_out_records() {
  while (place_ && !records_.empty() && !is_before(*place_, records_.front().place))
    records_.pop_front();
  if (place_ && !records_.empty() && !follows(records_.front().place, *place_)
      && gap_ != gap{*place_, records_.front().place})
    records_.clear();
  if (records_.empty())
    make_undue(records_turn_);
}

} // namespace riskd::domain
