#pragma once

#include "domain/fleet/daemon_watch.hpp"
#include "domain/fleet/fleet_outbox.hpp"
#include "tests/support/scenario_randomness.hpp"
#include "tests/unit/domain/fleet_samples.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
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
    outbox.tell(daemon);
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
    outbox.tell(late_);
  }

  void write_audit() {
    for (auto more = random_.between(1, 60); more > 0; --more) {
      audit.push_back(record_at(1, std::ssize(audit) + 1));
      audit.back().text = std::string(random_.below(600), 'r');
    }
  }

  domain::fleet_outbox outbox;
  std::vector<domain::audit_report> audit;
  domain::daemon_report daemon;
  std::map<std::string, domain::account_report> accounts;
  std::map<domain::breach_id, domain::story_report> stories;

private:
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
    accounts[what.name] = what;
    outbox.tell(what);
  }

  void forget_account() {
    const auto name = some_name();
    accounts.erase(name);
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
    const auto first = audit.begin() + wanted.after->number;
    return {first, first + std::min(count, audit.end() - first)};
  }

  random_choices& random_;
  std::vector<domain::audit_report> late_;
  std::int64_t told_ = 0;
};

/// A hub that is started again from what it kept.
class listening_hub {
public:
  /// Says whether the update was the next one.
  [[nodiscard]] bool take(const domain::fleet_update& update, domain::duration now) {
    auto news = watch.take(update, hub_clock(now));
    if (!news)
      return false;
    for (auto& each : news->kept.records)
      records.push_back(std::move(each));
    for (auto& each : news->kept.stories)
      stories[each.breach] = std::move(each);
    for (auto& each : news->results)
      results[each.account] = each.what.realized;
    return true;
  }

  void restart() {
    const auto known = watch.status();
    domain::kept_fleet::daemon kept;
    kept.name = known->name;
    kept.records_until = known->audit.until;
    kept.hash = known->audit.hash;
    kept.what = known->what;
    kept.last_heard = known->last_heard;
    for (const auto& each : known->accounts)
      kept.accounts.push_back(each.what);
    watch = domain::daemon_watch{kept, std::chrono::seconds{5}};
  }

  domain::daemon_watch watch{"home", std::chrono::seconds{5}};
  std::vector<domain::audit_report> records;
  std::map<domain::breach_id, domain::story_report> stories;
  std::map<std::string, domain::money> results;
};

} // namespace riskd::test
