#pragma once

#include "domain/fleet/reports.hpp"
#include "domain/ports/wall_clock.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace riskd::test {

// What agents tell hubs, as the tests of the fleet make it up.

inline const auto hub_start = *domain::parse_time("2026-03-03T10:00:00Z");

/// What the hub's clocks read that long after it began.
inline domain::clock_reading hub_clock(domain::duration since_start) {
  return {hub_start + since_start, std::chrono::hours{100} + since_start};
}

/// 64 digits, another for each place. @param variant Tells apart what was rewritten.
inline std::string hash_at(const domain::record_place& place, char variant = 'a') {
  auto out = std::to_string(place.chain) + "0" + std::to_string(place.number);
  out.resize(64, variant);
  return out;
}

/// A record that follows from the one before it; the first of a chain from nothing.
inline domain::audit_report record_at(std::int64_t chain, std::int64_t number) {
  domain::audit_report out;
  out.place = {chain, number};
  out.hash = hash_at(out.place);
  out.previous = number == 1 ? std::string(64, '0') : hash_at({chain, number - 1});
  out.at = hub_start + std::chrono::seconds{number};
  out.type = "breach";
  out.text = "Record " + std::to_string(number) + ".";
  return out;
}

inline std::vector<domain::audit_report> records_of(std::int64_t chain, std::int64_t first,
                                                    std::int64_t last) {
  std::vector<domain::audit_report> out;
  for (auto number = first; number <= last; ++number)
    out.push_back(record_at(chain, number));
  return out;
}

/// A riskd that answers.
inline domain::daemon_report answering(const std::string& document = "{}") {
  domain::daemon_report out;
  out.taken = hub_start;
  out.answers = true;
  out.version = "1.2.3";
  out.document = document;
  return out;
}

inline domain::account_report
account_named(const std::string& name, domain::protection state = domain::protection::protected_) {
  domain::account_report out;
  out.name = name;
  out.taken = hub_start;
  out.state = state;
  out.document = "{}";
  return out;
}

inline domain::story_report story_of(std::int64_t breach, const std::string& document = "{}") {
  domain::story_report out;
  out.breach = domain::breach_id{breach};
  out.account = "A-1";
  out.at = hub_start;
  out.document = document;
  return out;
}

} // namespace riskd::test
