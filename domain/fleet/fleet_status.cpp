#include "domain/fleet/fleet_status.hpp"

namespace riskd::domain {

const char* to_string(daemon_standing x) {
  switch (x) {
    case daemon_standing::never:
      return "never";
    case daemon_standing::live:
      return "live";
    case daemon_standing::unreachable:
      return "unreachable";
    case daemon_standing::silent:
      return "silent";
  }
  return "unlisted";
}

const char* to_string(account_look x) {
  switch (x) {
    case account_look::silent:
      return "silent";
    case account_look::unprotected:
      return "unprotected";
    case account_look::locked:
      return "locked";
    case account_look::degraded:
      return "degraded";
    case account_look::starting:
      return "starting";
    case account_look::shadow:
      return "shadow";
    case account_look::protected_:
      return "protected";
  }
  return "unlisted";
}

const char* to_string(chain_state x) {
  switch (x) {
    case chain_state::unknown:
      return "unknown";
    case chain_state::intact:
      return "intact";
    case chain_state::broken:
      return "broken";
  }
  return "unlisted";
}

const char* to_string(fleet_alarm_kind x) {
  switch (x) {
    case fleet_alarm_kind::daemon_silent:
      return "daemon_silent";
    case fleet_alarm_kind::riskd_unreachable:
      return "riskd_unreachable";
    case fleet_alarm_kind::account_unprotected:
      return "account_unprotected";
    case fleet_alarm_kind::account_locked:
      return "account_locked";
    case fleet_alarm_kind::audit_broken:
      return "audit_broken";
  }
  return "unlisted";
}

account_look look_of(const account_report& account, daemon_standing daemon) {
  if (daemon == daemon_standing::silent || daemon == daemon_standing::never)
    return account_look::silent;
  // Nobody is known to guard the accounts of a riskd that does not answer (R-O-6).
  if (daemon == daemon_standing::unreachable || account.state == protection::unprotected)
    return account_look::unprotected;
  if (account.is_locked)
    return account_look::locked;
  switch (account.state) {
    case protection::degraded:
      return account_look::degraded;
    case protection::starting:
      return account_look::starting;
    case protection::shadow:
      return account_look::shadow;
    case protection::protected_:
      return account_look::protected_;
    case protection::unprotected:
      break;
  }
  return account_look::unprotected;
}

severity severity_of(fleet_alarm_kind x) {
  switch (x) {
    case fleet_alarm_kind::account_locked:
      return severity::warning;
    case fleet_alarm_kind::daemon_silent:
    case fleet_alarm_kind::riskd_unreachable:
    case fleet_alarm_kind::account_unprotected:
    case fleet_alarm_kind::audit_broken:
      break;
  }
  return severity::critical;
}

} // namespace riskd::domain
