#pragma once

#include "domain/fleet/daemon_watch.hpp"
#include "domain/fleet/fleet_outbox.hpp"
#include "domain/fleet/record_order.hpp"
#include "tests/support/scenario_randomness.hpp"
#include "tests/unit/domain/fleet_samples.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace riskd::test {

/// An agent beside a riskd whose audit grows, and what it told last.
class talking_agent {
public:
  explicit talking_agent(random_choices& random) : random_(random) {
  }

  void tell_something() {
    if (!has_reached_riskd_)
      return random_.happens(50) ? tell_unreached() : write_audit();
    switch (random_.below(8)) {
      case 0:
      case 1:
        return tell_daemon();
      case 2:
      case 3:
        return tell_account();
      case 4:
        return forget_account();
      case 5:
        return tell_story();
      default:
        return write_audit();
    }
  }

  void tell_daemon() {
    daemon = answering(document());
    daemon.taken += std::chrono::milliseconds{++told_};
    if (!audit.empty()) {
      daemon.audit_end = audit.back().place;
      daemon.audit_hash = audit.back().hash;
    }
    auto told = daemon;
    told.accounts.emplace();
    for (const auto& [name, what] : accounts)
      told.accounts->push_back(name);
    outbox.tell(told);
  }

  /// Another agent takes the place of this one, and of some accounts it will never hear.
  void restart() {
    outbox = domain::fleet_outbox{};
    late_.clear();
    has_reached_riskd_ = false;
    for (auto lost = random_.below(3); lost > 0; --lost)
      accounts.erase(some_name());
  }

  void reach_riskd() {
    if (has_reached_riskd_)
      return;
    has_reached_riskd_ = true;
    tell_daemon();
    for (const auto& [name, what] : accounts)
      outbox.tell(what);
    for (const auto& [breach, what] : stories)
      outbox.tell(what);
  }

  void read_audit() {
    if (const auto wanted = outbox.records_wanted())
      outbox.tell(read(*wanted));
  }

  /// Reads now what is told later, maybe to a hub that has other records by then.
  void read_for_later() {
    if (const auto wanted = outbox.records_wanted())
      late_ = read(*wanted);
  }

  void tell_late() {
    outbox.tell(std::exchange(late_, {}));
  }

  void write_audit() {
    for (auto more = random_.between(1, 60); more > 0; --more)
      write_record(audit.empty() ? 1 : audit.back().place.number + 1);
  }

  /// Somebody removes the newest records, and others are written in their places.
  void cut_audit() {
    const auto rest = random_.below(audit.size() + 1);
    audit.resize(rest);
    ++line_;
    write_audit();
  }

  /// Somebody removes records in such a way that the others still refer to each other.
  void lose_records() {
    write_record((audit.empty() ? 0 : audit.back().place.number) + random_.between(2, 5));
    write_audit();
  }

  domain::fleet_outbox outbox;
  std::vector<domain::audit_report> audit;
  domain::daemon_report daemon;
  std::map<std::string, domain::account_report> accounts;
  std::map<domain::breach_id, domain::story_report> stories;

private:
  void write_record(std::int64_t number) {
    auto next = record_at(1, number);
    next.hash = hash_at(next.place, line_);
    next.previous = audit.empty() ? std::string(64, '0') : audit.back().hash;
    next.text = std::string(random_.below(600), 'r');
    audit.push_back(std::move(next));
  }

  void tell_unreached() {
    daemon.answers = false;
    daemon.remark = "not reached";
    outbox.tell(daemon);
  }

  std::string document() {
    // Now and then one that is larger than an update may be.
    const auto size = random_.happens(5) ? 50'000 : random_.below(12'000);
    return std::string(size, 'd') + std::to_string(++told_);
  }

  std::string some_name() {
    return "A-" + std::to_string(random_.below(6));
  }

  void tell_account() {
    auto what = account_named(some_name());
    what.document = document();
    what.realized = domain::dollars(random_.between(-5, 5));
    const bool is_new = accounts.count(what.name) == 0;
    accounts[what.name] = what;
    if (is_new)
      tell_daemon();
    outbox.tell(what);
  }

  void forget_account() {
    const auto name = some_name();
    accounts.erase(name);
    const bool is_named = random_.happens(70);
    if (is_named)
      tell_daemon();
    if (!is_named || random_.happens(50))
      outbox.forget_account(name);
  }

  void tell_story() {
    const auto what = story_of(random_.between(1, 20), document());
    stories[what.breach] = what;
    outbox.tell(what);
  }

  [[nodiscard]] std::vector<domain::audit_report> read(const domain::wanted_records& wanted) const {
    const auto count = static_cast<std::ptrdiff_t>(wanted.count);
    if (!wanted.after)
      return {audit.end() - std::min(count, std::ssize(audit)), audit.end()};
    const auto first = std::find_if(audit.begin(), audit.end(), [&](const domain::audit_report& x) {
      return domain::is_before(*wanted.after, x.place);
    });
    return {first, first + std::min(count, audit.end() - first)};
  }

  random_choices& random_;
  std::vector<domain::audit_report> late_;
  std::int64_t told_ = 0;
  bool has_reached_riskd_ = true;
  /// Tells records from those that were in their places before.
  char line_ = 'a';
};

/// A hub that is started again from what it kept.
class listening_hub {
public:
  /// Says whether the update was the next one.
  [[nodiscard]] bool take(const domain::fleet_update& update, domain::duration now) {
    const auto before = watch.audit().state;
    auto news = watch.take(update, hub_clock(now));
    if (!news)
      return false;
    if (watch.audit().state != before)
      write_down();
    for (auto& each : news->kept.records)
      records.push_back(std::move(each));
    for (auto& each : news->kept.stories)
      stories[each.breach] = std::move(each);
    for (auto& each : news->results)
      results[each.account] = each.what.realized;
    return true;
  }

  /// All but the stories, which are kept at once: an agent tells them no more.
  void write_down() {
    written_ = {watch.status(), records, results};
  }

  /// Knows what was written down last.
  void restart() {
    domain::kept_fleet::daemon kept;
    kept.name = "home";
    records = written_.records;
    results = written_.results;
    if (!records.empty()) {
      kept.records_until = records.back().place;
      kept.hash = records.back().hash;
    }
    if (const auto& known = written_.daemon) {
      kept.audit = known->audit.state;
      kept.audit_remark = known->audit.remark;
      kept.era = known->audit.era;
      kept.what = known->what;
      kept.last_heard = known->last_heard;
      for (const auto& each : known->accounts)
        kept.accounts.push_back(each.what);
    }
    watch = domain::daemon_watch{kept, std::chrono::seconds{5}};
  }

  void accept_audit() {
    restart();
    watch.accept_audit();
    records.clear();
    write_down();
  }

  domain::daemon_watch watch{"home", std::chrono::seconds{5}};
  std::vector<domain::audit_report> records;
  std::map<domain::breach_id, domain::story_report> stories;
  std::map<std::string, domain::money> results;

private:
  struct memory {
    std::shared_ptr<const domain::fleet_daemon> daemon;
    std::vector<domain::audit_report> records;
    std::map<std::string, domain::money> results;
  };

  memory written_;
};

} // namespace riskd::test
