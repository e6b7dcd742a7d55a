#pragma once

#include "adapters/sqlite/words.hpp"
#include "domain/daemon_status.hpp"
#include "domain/fleet/fleet_status.hpp"

#include <array>

// The words that a hub's database has beside those of the journal.

template <>
inline constexpr std::array riskd::sqlite::enumerators_of<riskd::domain::protection>{
  riskd::domain::protection::starting,    riskd::domain::protection::protected_,
  riskd::domain::protection::shadow,      riskd::domain::protection::degraded,
  riskd::domain::protection::unprotected,
};

template <>
inline constexpr std::array riskd::sqlite::enumerators_of<riskd::domain::chain_state>{
  riskd::domain::chain_state::unknown,
  riskd::domain::chain_state::intact,
  riskd::domain::chain_state::broken,
};

template <>
inline constexpr std::array riskd::sqlite::enumerators_of<riskd::domain::fleet_alarm_kind>{
  riskd::domain::fleet_alarm_kind::daemon_silent,
  riskd::domain::fleet_alarm_kind::riskd_unreachable,
  riskd::domain::fleet_alarm_kind::account_unprotected,
  riskd::domain::fleet_alarm_kind::account_locked,
  riskd::domain::fleet_alarm_kind::audit_broken,
};
