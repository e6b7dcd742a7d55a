#include "domain/locks.hpp"

#include <algorithm>

namespace riskd::domain {

namespace {

auto place_of(std::vector<lock>& locks, rule_id rule) {
  return std::lower_bound(locks.begin(), locks.end(), rule,
                          [](const lock& x, rule_id wanted) { return x.rule < wanted; });
}

/// An open end counts as latest.
bool ends_later(const std::optional<time_point>& a, const std::optional<time_point>& b) {
  return b && (!a || *a > *b);
}

} // namespace

const char* to_string(lock_kind x) {
  switch (x) {
    case lock_kind::hard:
      return "hard";
    case lock_kind::cooldown:
      return "cooldown";
    case lock_kind::session:
      return "session";
    case lock_kind::condition:
      return "condition";
  }
  return "unlisted";
}

const char* to_string(lock_policy x) {
  return x == lock_policy::flatten ? "flatten" : "keep";
}

const char* to_string(lock_end x) {
  switch (x) {
    case lock_end::reset:
      return "reset";
    case lock_end::expired:
      return "expired";
    case lock_end::session_start:
      return "session_start";
    case lock_end::condition:
      return "condition";
  }
  return "unlisted";
}

lock_change lock_set::engage(const lock& wanted) {
  const auto found = place_of(locks_, wanted.rule);
  if (found == locks_.end() || found->rule != wanted.rule) {
    locks_.insert(found, wanted);
    return lock_change::engaged;
  }
  auto change = lock_change::unchanged;
  if (wanted.policy == lock_policy::flatten && found->policy == lock_policy::keep) {
    found->policy = lock_policy::flatten;
    found->baseline.clear();
    change = lock_change::tightened;
  }
  if (ends_later(wanted.until, found->until)) {
    found->until = wanted.until;
    change = lock_change::extended;
  }
  return change;
}

std::optional<lock> lock_set::release(rule_id rule) {
  const auto found = place_of(locks_, rule);
  if (found == locks_.end() || found->rule != rule)
    return std::nullopt;
  auto released = std::optional{std::move(*found)};
  locks_.erase(found);
  return released;
}

void lock_set::shrink_baselines(const contract_id& contract, side held, quantity size) {
  for (auto& each : locks_) {
    const auto base = each.baseline.find(contract);
    if (base == each.baseline.end())
      continue;
    if (base->second.held != held || size <= quantity{})
      each.baseline.erase(base);
    else
      base->second.size = std::min(base->second.size, size);
  }
}

void lock_set::drop_baselines(const contract_id& contract) {
  for (auto& each : locks_)
    each.baseline.erase(contract);
}

const lock* lock_set::find(rule_id rule) const {
  const auto found
    = std::find_if(locks_.begin(), locks_.end(), [rule](const lock& x) { return x.rule == rule; });
  return found == locks_.end() ? nullptr : &*found;
}

bool lock_set::demands_flat() const {
  return std::any_of(locks_.begin(), locks_.end(),
                     [](const lock& x) { return x.policy == lock_policy::flatten; });
}

std::optional<time_point> lock_set::next_end() const {
  std::optional<time_point> earliest;
  for (const auto& each : locks_)
    if (each.until && (!earliest || *each.until < *earliest))
      earliest = each.until;
  return earliest;
}

} // namespace riskd::domain
