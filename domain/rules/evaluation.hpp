#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"
#include "domain/records.hpp"
#include "domain/rules/rule_set.hpp"
#include "domain/rules/verdict.hpp"
#include "domain/standing.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace riskd::domain::rules {

/// What a rule sees: the facts, what already binds, and the configuration. Nothing else, in
/// particular no clock (R-X-3).
struct account_view {
  const account_state& state;
  const standing& binding;
  const account_settings& settings;
};

/// A broken limit that has to be recorded.
struct found_breach {
  verdict what;
  /// The episode it opens, for rules whose violation goes on without a lock (`rules.md` 4.3).
  std::optional<episode_key> episode;
  /// The directive it opens, for rules that close one contract (R-X-9).
  std::optional<directive_key> directive;

  friend bool operator==(const found_breach&, const found_breach&) = default;
};

/// The condition of a lock is over (R-010-2).
struct condition_over {
  rule_id rule{};

  friend bool operator==(const condition_over&, const condition_over&) = default;
};

/// What a rule can find. A lock request alone is a lock without a breach (R-009-4).
using finding = std::variant<found_breach, lock_request, condition_over, alert_record>;

/// A rule that could not be evaluated (R-X-5).
struct rule_failure {
  rule_id rule{};
  std::string reason;

  friend bool operator==(const rule_failure&, const rule_failure&) = default;
};

/// The outcome of S2 for one step.
struct judgement {
  /// In the order of R-X-3.
  std::vector<finding> findings;
  /// Episodes that are over.
  std::vector<episode_key> ended;
  std::vector<rule_failure> failures;

  friend bool operator==(const judgement&, const judgement&) = default;
};

/// True if something was found that begins a lock of a rule that has none in force.
[[nodiscard]] bool begins_lock(const judgement& found, const lock_set& in_force);

/// Collects what the rules of one step find.
class verdicts {
public:
  explicit verdicts(const standing& binding) : binding_(binding) {
  }

  /// The limit is broken; recorded every time it is reported.
  void breach(verdict what);

  /// The limit is broken for as long as this is reported; recorded at the first time only.
  void violation(episode_key key, verdict what);

  /// The limit of one contract is broken: a directive brings it to flat. @pre `what` names it
  void close(verdict what);

  /// Trading stops although nothing was broken.
  void lock(lock_request what);

  /// The condition that keeps the lock of `rule` is over.
  void condition_over(rule_id rule);

  /// People are to be told.
  void alert(alert_record what);

  /// Ends the turn of `rule`: its episodes that it did not report are over.
  void finish(rule_id rule);

  /// Ends the turn of `rule` without a result: its episodes stay as they were.
  void fail(rule_id rule, std::string reason);

  [[nodiscard]] judgement take();

private:
  const standing& binding_;
  judgement found_;
  std::vector<episode_key> reported_;
  /// Number of findings before the turn of the current rule.
  std::size_t before_ = 0;
};

/// Evaluates every active rule in ascending number (S2). A rule that throws is reported as failed;
/// the others are evaluated all the same (R-X-5).
[[nodiscard]] judgement judge(const account_view& view, const step_deltas& deltas, time_point now);

/// The figure that a rule compares and what it compares it with, for status and audit (R-O-5).
struct rule_reading {
  measure observed;
  measure limit;
  measure_unit unit{};
  /// Share of the limit that is used, in whole percent rounded down; can exceed 100.
  int utilisation_percent = 0;
};

/// Reads one active rule, or nothing where it has no single figure now.
[[nodiscard]] std::optional<rule_reading> read_rule(const any_rule& which,
                                                    const account_view& view);

} // namespace riskd::domain::rules
