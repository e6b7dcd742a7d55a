#pragma once

#include "domain/account_fold.hpp"
#include "domain/rules/evaluation.hpp"

#include <cstdint>
#include <optional>

namespace riskd::bench {

/// The account of all samples.
[[nodiscard]] domain::account_id sample_id();

/// Settings without a rule; the day ends two hours after the last event of a `sample_account`.
[[nodiscard]] domain::account_settings sample_settings();

/// An account in the middle of its day: fifty round trips are closed, and one contract is held at
/// 21,000 points with its stop at 20,950. Every event goes through the real fold.
class sample_account {
public:
  explicit sample_account(domain::account_settings settings);

  /// Folds one event; the facts, what it changed and the time are then those after it.
  void take(const domain::state_input& input);

  /// Events of this account, for `take`. None was seen before.

  [[nodiscard]] domain::state_input position(std::int64_t size) const;
  /// A position in a contract of the product RTY.
  [[nodiscard]] domain::state_input other_position(std::int64_t size) const;
  /// The working stop with another price.
  [[nodiscard]] domain::state_input moved_stop() const;
  [[nodiscard]] domain::state_input cancelled_stop() const;
  [[nodiscard]] domain::state_input entry();
  [[nodiscard]] domain::state_input exit(domain::money result, std::int64_t size = 1);
  [[nodiscard]] domain::state_input last_price(std::int64_t points) const;
  [[nodiscard]] domain::state_input account_row(bool can_trade) const;

  /// Time passes, and then a step is due.
  void pass(domain::duration by);

  /// What the gateway would send along with an event now.
  [[nodiscard]] domain::input_context around(const domain::state_input& input) const;

  [[nodiscard]] domain::rules::account_view view() const {
    return {state_, binding_, settings_};
  }

  [[nodiscard]] const domain::account_state& state() const {
    return state_;
  }

  [[nodiscard]] const domain::account_settings& settings() const {
    return settings_;
  }

  [[nodiscard]] const domain::step_deltas& deltas() const {
    return deltas_;
  }

  [[nodiscard]] domain::time_point now() const {
    return now_;
  }

private:
  void trade_all_morning();

  [[nodiscard]] domain::state_input fill(std::optional<domain::money> result, std::int64_t size);

  domain::account_settings settings_;

  domain::time_point now_;

  domain::account_state state_;

  /// Nothing binds yet, as in most steps.
  domain::standing binding_;

  domain::step_deltas deltas_;

  std::int64_t next_id_;
};

} // namespace riskd::bench
