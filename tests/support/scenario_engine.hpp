#pragma once

#include "domain/account_fold.hpp"
#include "domain/binding.hpp"
#include "domain/enforcement_plan.hpp"
#include "tests/support/scenario_configuration.hpp"
#include "tests/support/scenario_input.hpp"
#include "tests/support/scenario_records.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace riskd::test {

/// Runs lines of input through the pure parts of the pipeline, in shadow mode: what is commanded
/// counts as sent, and only input changes positions and orders (`rules.md` 13.2).
class scenario_engine {
public:
  /// One watched account.
  struct account {
    domain::account_state state;
    domain::standing binding;
    domain::command_memory memory;
    domain::account_settings settings;
    domain::id_source ids;
    std::optional<domain::day_started> day;
  };

  explicit scenario_engine(scenario_configuration configuration)
    : configuration_(std::move(configuration)) {
  }

  /// Fires the timers due until the line's time, applies it and takes the steps that it causes.
  void feed(const scenario_line& line);

  [[nodiscard]] const std::vector<scenario_record>& records() const {
    return records_;
  }

  /// Every watched account that was seen so far.
  [[nodiscard]] const std::map<domain::account_id, account>& accounts() const {
    return accounts_;
  }

private:
  void fire_timers_until(domain::time_point last);
  void fire_timers(account& each, domain::time_point instant);

  void take(const account_line& line);
  void take(const domain::contract_row& row);
  void take(const domain::quote_delta& delta);
  void take(const link_line& line);
  void take(const clock_line& line);
  void take(const restart_line& line);

  /// The watched account with this id, made if it is new, or null.
  account* find_or_create(domain::account_id id);

  /// The contract and quote that surround an event.
  [[nodiscard]] domain::input_context context_of(const domain::account_payload& payload) const;

  /// S1 of an input without steps of its own.
  domain::folded_input fold_in(account& each, const domain::state_input& input,
                               const domain::input_context& context);

  /// S1, S2 and S3 for an input that causes a step.
  void take_step(account& each, const domain::state_input& input,
                 const domain::input_context& context);

  /// S2 and S3.
  void judge_and_plan(account& each, const domain::step_deltas& deltas);
  void plan(account& each, domain::binding_change& change);
  void restart(account& each);

  void record(const account& each, domain::decision what);
  void record_all(const account& each, const std::vector<domain::decision>& decisions);

  [[nodiscard]] domain::binding_context binding_context_of(account& each) const;

  scenario_configuration configuration_;
  domain::time_point now_;
  domain::catalogue catalogue_;
  std::map<domain::contract_id, domain::quote> quotes_;
  std::map<domain::account_id, account> accounts_;
  std::set<domain::account_id> strangers_;
  std::set<domain::link> links_down_;
  std::vector<scenario_record> records_;
};

} // namespace riskd::test
