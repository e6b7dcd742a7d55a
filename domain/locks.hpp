#pragma once

#include "domain/events.hpp"
#include "domain/ids.hpp"
#include "domain/quantity.hpp"
#include "domain/rule_id.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace riskd::domain {

/// What a lock ends by (`rules.md` section 6).
enum class lock_kind : std::uint8_t { hard, cooldown, session, condition };

const char* to_string(lock_kind x);

/// What a lock demands: nothing held and nothing resting, or no more than was held at its creation.
enum class lock_policy : std::uint8_t { flatten, keep };

const char* to_string(lock_policy x);

/// Why a lock ended (R-J-14).
enum class lock_end : std::uint8_t { reset, expired, session_start, condition };

const char* to_string(lock_end x);

/// What a `keep` lock lets the trader go on holding in one contract (R-L-9).
struct lock_baseline {
  side held{};
  quantity size;

  friend bool operator==(const lock_baseline&, const lock_baseline&) = default;
};

using lock_baselines = std::map<contract_id, lock_baseline>;

/// What a verdict asks for.
struct lock_request {
  rule_id rule{};
  lock_kind kind{};
  lock_policy policy{};
  /// Empty means open-ended.
  std::optional<time_point> until;

  friend bool operator==(const lock_request&, const lock_request&) = default;
};

/// One account-wide lock in force. Its key is its rule: per account and rule there is at most one
/// (R-L-1). Product locks are derived from configuration and never stored (R-011-3).
struct lock {
  rule_id rule{};
  lock_kind kind{};
  lock_policy policy{};
  time_point created;
  /// Empty means open-ended.
  std::optional<time_point> until;
  breach_id cause;
  /// The trading day in which it was created.
  std::chrono::year_month_day day{};
  lock_baselines baseline;

  friend bool operator==(const lock&, const lock&) = default;
};

/// What a lock request did to the set.
enum class lock_change : std::uint8_t {
  /// A new lock binds.
  engaged,
  /// The lock existed and now ends later.
  extended,
  /// The lock existed with the same end and now demands flat instead of keep.
  tightened,
  /// The lock existed and covers the request already.
  unchanged,
};

/// The locks of one account. A lock ends only through `release`, by the caller that saw its end
/// come: there is no way to shorten one (R-0-3, R-L-4).
class lock_set {
public:
  lock_set() = default;

  /// Makes the lock bind. For an existing rule the end becomes the later of both, and `flatten`
  /// replaces `keep`; policy and baseline stay otherwise (R-L-3).
  lock_change engage(const lock& wanted);

  /// Removes the lock of `rule` and returns it.
  std::optional<lock> release(rule_id rule);

  /// Lets the baselines of all `keep` locks follow a position that became smaller: `size` 0 or
  /// another side sets them to none (R-L-9).
  void shrink_baselines(const contract_id& contract, side held, quantity size);

  /// Removes the baselines of a contract whose position ended or began anew (R-L-9).
  void drop_baselines(const contract_id& contract);

  [[nodiscard]] const lock* find(rule_id rule) const;

  /// In ascending order of rule.
  [[nodiscard]] const std::vector<lock>& all() const {
    return locks_;
  }

  [[nodiscard]] bool empty() const {
    return locks_.empty();
  }

  /// True if any lock demands that nothing is held.
  [[nodiscard]] bool demands_flat() const;

  /// The earliest end of any lock, if one has an end.
  [[nodiscard]] std::optional<time_point> next_end() const;

  friend bool operator==(const lock_set&, const lock_set&) = default;

private:
  std::vector<lock> locks_;
};

} // namespace riskd::domain
