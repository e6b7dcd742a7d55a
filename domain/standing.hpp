#pragma once

#include "domain/ids.hpp"
#include "domain/locks.hpp"
#include "domain/rule_id.hpp"

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace riskd::domain {

/// One continuous violation: a rule and what it is about. The key is empty for the account, the
/// symbol code for a product, the contract id for a contract (`rules.md` 4.3).
struct episode_key {
  rule_id rule{};
  std::string about;

  friend auto operator<=>(const episode_key&, const episode_key&) = default;
};

/// A standing order to bring one contract to flat, whatever happens to prices and counts (R-X-9).
struct directive_key {
  contract_id contract;
  rule_id rule{};

  friend auto operator<=>(const directive_key&, const directive_key&) = default;
};

/// What safe mode does (R-F-19).
enum class safe_mode_policy : std::uint8_t { alert, close_only, flatten };

const char* to_string(safe_mode_policy x);

/// The account's events can no longer be judged with confidence (R-F-19).
struct safe_mode {
  safe_mode_policy policy{};
  time_point entered;
  /// What may still be held under `close_only`: the baseline of the first entry.
  lock_baselines baseline;
  /// Entered again soon after it was left: the reset before which it is not left.
  std::optional<time_point> held_until;

  friend bool operator==(const safe_mode&, const safe_mode&) = default;
};

/// Everything about an account that has been decided and is not yet over: what binds the trader and
/// what the enforcer works towards. Survives a restart (R-X-11).
struct standing {
  lock_set locks;
  /// Violations going on now, each with the breach that recorded it.
  std::map<episode_key, breach_id> episodes;
  std::map<directive_key, breach_id> directives;
  /// Orders left over in a contract that a directive brought to flat, with the rule to blame
  /// (R-X-10).
  std::map<order_id, rule_id> cleanup;
  std::optional<safe_mode> safe;
  /// When safe mode was left last, if `safe` is empty.
  std::optional<time_point> safe_mode_left;

  /// True if any directive concerns the contract.
  [[nodiscard]] bool has_directive(const contract_id& contract) const;

  /// True if a lock, or safe mode, demands that nothing is held.
  [[nodiscard]] bool demands_flat() const;

  /// True if nothing binds and nothing is being worked towards.
  [[nodiscard]] bool is_idle() const;

  /// The breach that opened an episode of this rule, if one is open.
  [[nodiscard]] breach_id cause_of_episode(rule_id rule) const;

  friend bool operator==(const standing&, const standing&) = default;
};

} // namespace riskd::domain
