#pragma once

#include "domain/fleet/fleet_outbox.hpp"
#include "domain/fleet/reports.hpp"
#include "tests/monitor/fleet_load_forms.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace riskd::test {

/// What a riskd tells whose accounts are busy: every second each account has another result and
/// some records are added to the audit; now and then an account breaks a rule, is locked for some
/// seconds and released. Not thread-safe.
class busy_riskd {
public:
  /// What is new after a second.
  struct news {
    domain::daemon_report daemon;
    std::vector<domain::account_report> accounts;
    std::vector<domain::story_report> stories;
  };

  /// @param number Of this daemon: each does the same at another time.
  busy_riskd(const load_forms& forms, std::size_t number, std::size_t accounts);

  /// Lets a second go by.
  [[nodiscard]] news next(domain::time_point now);

  /// What is wanted of the audit, as far as it is still known.
  [[nodiscard]] std::vector<domain::audit_report>
  records(const domain::wanted_records& wanted) const;

  /// The number of the last record.
  [[nodiscard]] std::int64_t recorded() const {
    return recorded_;
  }

  [[nodiscard]] std::int64_t breaches() const {
    return breaches_;
  }

private:
  struct account {
    std::string name;
    nlohmann::ordered_json document;
    domain::money realized;
    domain::money unrealized;
    /// How many seconds it stays locked.
    std::uint32_t locked_for = 0;
  };

  void trade(account& who, std::size_t index, domain::time_point now);
  void release(account& who, domain::time_point now);
  [[nodiscard]] domain::story_report violate(account& who, domain::time_point now);
  void record(domain::time_point now, const std::string& about, const std::string& type,
              const std::string& rule, const std::string& text);
  [[nodiscard]] domain::account_report report_of(account& who, domain::time_point now) const;

  const load_forms& forms_;
  const std::size_t number_;
  std::uint64_t second_ = 0;
  nlohmann::ordered_json document_;
  std::vector<account> accounts_;
  std::deque<domain::audit_report> audit_;
  std::string last_hash_;
  std::int64_t recorded_ = 0;
  std::int64_t breaches_ = 0;
};

} // namespace riskd::test
