#pragma once

#include "domain/ids.hpp"
#include "domain/time.hpp"
#include "tests/support/scenario_randomness.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace riskd::simulation {

enum class fault_kind : std::uint8_t {
  // The next event of the account on the stream.
  drop_event,
  duplicate_event,
  delay_event,
  // The next command of the account.
  lose_request,
  lose_reply,
  refuse_rate,
  refuse_login,
  fail_server,
  reject_order,
  close_market,
  // The next question about the account.
  fail_query,
  // The login.
  user_hub_down,
  market_hub_down,
  rest_down,
  log_out,
  // The disk.
  slow_store,
  failing_store,
  // The next step of the account in one of its actors, before or after the work.
  throw_in_keeper,
  throw_in_evaluator,
  throw_in_timer,
  throw_in_enforcer,
  kill_supervisor,
  kill_gateway,
  // The machine.
  step_clock,
  kill_daemon,
  lose_power,
};

const char* to_string(fault_kind x);

/// Something that goes wrong at an instant, or at the next occasion after it.
struct fault {
  fault_kind kind{};
  /// Since the begin of the run.
  domain::duration at{};
  /// Whom it strikes, where it strikes one account.
  domain::account_id account;
  /// How long it lasts, or how far a clock is set.
  domain::duration length{};
  /// How many messages are handled before it strikes; for actors, whether the work is done.
  std::int64_t amount = 0;
};

/// For people: `12.345 s drop_event account 2`.
[[nodiscard]] std::string to_string(const fault& x);

/// True if only the account that it names may notice.
[[nodiscard]] bool is_local(fault_kind x);

/// True if it begins with something that one account does.
[[nodiscard]] bool names_account(fault_kind x);

/// Draws what goes wrong in a run, in order of time. @param until No fault begins later
[[nodiscard]] std::vector<fault> draw_faults(test::random_choices& draw, std::size_t accounts,
                                             domain::duration until);

} // namespace riskd::simulation
