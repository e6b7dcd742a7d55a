#include "tests/monitor/fleet_load_riskd.hpp"

#include "adapters/sqlite/sha256.hpp"

#include <algorithm>
#include <utility>

namespace riskd::test {

using namespace domain;

namespace {

constexpr std::size_t records_per_second = 3;
/// More than a hub that takes them once a second ever lacks.
constexpr std::size_t records_known_max = 2'000;
/// Of one daemon, in seconds.
constexpr std::uint64_t breach_interval = 20;
/// Daemons one after the other do not break rules at the same time.
constexpr std::uint64_t turns_apart = 7;
constexpr std::uint32_t lock_length = 8;
constexpr std::size_t hash_size = 64;

std::string numbered(const std::string& name, std::size_t number) {
  return name + (number < 10 ? "0" : "") + std::to_string(number);
}

} // namespace

busy_riskd::busy_riskd(const load_forms& forms, std::size_t number, std::size_t accounts)
  : forms_(forms), number_(number), document_(forms.daemon), last_hash_(hash_size, '0') {
  for (std::size_t i = 1; i <= accounts; ++i) {
    account next;
    next.name = numbered("EVAL-", i);
    next.document = forms.account;
    next.document["name"] = next.name;
    accounts_.push_back(std::move(next));
  }
}

busy_riskd::news busy_riskd::next(time_point now) {
  ++second_;
  news out;
  for (std::size_t i = 0; i < records_per_second; ++i) {
    const auto& about = accounts_.at((second_ * records_per_second + i) % accounts_.size()).name;
    record(now, about, "command", "",
           "Asked the broker to cancel order " + std::to_string(recorded_ + 4'000'000'000)
             + ": its position is closed.");
  }
  for (std::size_t i = 0; i < accounts_.size(); ++i)
    trade(accounts_[i], i, now);
  const auto turn = second_ + number_ * turns_apart;
  if (turn % breach_interval == 0)
    out.stories.push_back(violate(accounts_.at(turn / breach_interval % accounts_.size()), now));
  for (auto& each : accounts_)
    out.accounts.push_back(report_of(each, now));
  document_["taken"] = to_string(now);
  out.daemon.taken = now;
  out.daemon.answers = true;
  out.daemon.version = "0.1.0";
  out.daemon.audit_end = record_place{1, recorded_};
  out.daemon.audit_hash = last_hash_;
  out.daemon.document = document_.dump();
  return out;
}

std::vector<audit_report> busy_riskd::records(const wanted_records& wanted) const {
  auto first = audit_.begin();
  if (wanted.after)
    first = std::find_if(audit_.begin(), audit_.end(), [&](const audit_report& x) {
      return x.place.number > wanted.after->number;
    });
  else if (audit_.size() > wanted.count)
    first = audit_.end() - static_cast<std::ptrdiff_t>(wanted.count);
  const auto count
    = std::min(wanted.count, static_cast<std::size_t>(std::distance(first, audit_.end())));
  return {first, first + static_cast<std::ptrdiff_t>(count)};
}

void busy_riskd::trade(account& who, std::size_t index, time_point now) {
  // 7 and 401 have no common divisor: no second is like the one before it.
  constexpr std::uint64_t figures = 401;
  const auto figure = static_cast<std::int64_t>((second_ * 7 + index * 13 + number_) % figures);
  who.unrealized = money{(figure - static_cast<std::int64_t>(figures / 2)) * 5'000};
  auto& position = who.document["positions"][0];
  position["unrealized"] = to_string(who.unrealized);
  position["mark_time"] = to_string(now);
  who.document["events_applied"] = second_;
  if (who.locked_for > 0 && --who.locked_for == 0)
    release(who, now);
}

void busy_riskd::release(account& who, time_point now) {
  who.document["locked"] = false;
  who.document["locks"] = nlohmann::ordered_json::array();
  record(now, who.name, "lock_ended", "RULE-003", "The lock of RULE-003 ended: its time is over.");
}

story_report busy_riskd::violate(account& who, time_point now) {
  who.realized -= dollars(12);
  who.locked_for = lock_length;
  who.document["locked"] = true;
  who.document["locks"] = nlohmann::ordered_json::array({forms_.lock});
  record(now, who.name, "breach", "RULE-003", "Daily loss limit reached: -512.00 <= -500.00.");
  record(now, who.name, "lock", "RULE-003", "Locked by RULE-003: daily loss limit reached.");
  const breach_id id{++breaches_};
  return {id, who.name, now, story_text(who.name, id.value(), to_string(now))};
}

void busy_riskd::record(time_point now, const std::string& about, const std::string& type,
                        const std::string& rule, const std::string& text) {
  audit_report next;
  next.place = {1, ++recorded_};
  next.previous = last_hash_;
  next.at = now;
  next.account = about;
  next.type = type;
  next.rule = rule;
  next.text = text;
  next.hash = sqlite::sha256_hex(next.previous + std::to_string(recorded_) + type + text);
  last_hash_ = next.hash;
  audit_.push_back(std::move(next));
  if (audit_.size() > records_known_max)
    audit_.pop_front();
}

account_report busy_riskd::report_of(account& who, time_point now) const {
  who.document["realized"] = to_string(who.realized);
  who.document["unrealized"] = to_string(who.unrealized);
  who.document["total"] = to_string(who.realized + who.unrealized);
  account_report out;
  out.name = who.name;
  out.taken = now;
  out.state = protection::protected_;
  out.is_locked = who.locked_for > 0;
  out.realized = who.realized;
  out.unrealized = who.unrealized;
  out.document = who.document.dump();
  return out;
}

} // namespace riskd::test
