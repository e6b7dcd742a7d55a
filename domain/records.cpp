#include "domain/records.hpp"

namespace riskd::domain {

namespace {

struct alert_row {
  const char* text;
  severity level;
};

/// Of those that only the daemon raises.
alert_row daemon_row_of(alert_code x) {
  switch (x) {
    case alert_code::rule_failed:
      return {"rule_failed", severity::critical};
    case alert_code::command_refused:
      return {"command_refused", severity::warning};
    case alert_code::not_flat:
      return {"not_flat", severity::critical};
    case alert_code::not_flat_emergency:
      return {"not_flat", severity::emergency};
    case alert_code::budget_exhausted:
      return {"budget_exhausted", severity::warning};
    case alert_code::persist_late:
      return {"persist_late", severity::warning};
    case alert_code::store_failed:
      return {"store_failed", severity::critical};
    case alert_code::auth_failed:
      return {"auth_failed", severity::critical};
    case alert_code::session_conflict:
      return {"session_conflict", severity::critical};
    case alert_code::protocol_error:
      return {"protocol_error", severity::warning};
    case alert_code::market_closed:
      return {"market_closed", severity::critical};
    case alert_code::account_rejected:
      return {"account_rejected", severity::critical};
    case alert_code::clock_skew:
      return {"clock_skew", severity::critical};
    case alert_code::event_quarantined:
      return {"event_quarantined", severity::critical};
    case alert_code::supervision_exhausted:
      return {"supervision_exhausted", severity::critical};
    case alert_code::safe_mode_entered:
      return {"safe_mode_entered", severity::critical};
    case alert_code::safe_mode_left:
      return {"safe_mode_left", severity::info};
    case alert_code::store_rebuilt:
      return {"store_rebuilt", severity::critical};
    case alert_code::audit_broken:
      return {"audit_broken", severity::critical};
    case alert_code::realized_discrepancy:
      return {"realized_discrepancy", severity::warning};
    case alert_code::blind:
      return {"blind", severity::critical};
    case alert_code::account_unresolved:
      return {"account_unresolved", severity::critical};
    case alert_code::stops_refused:
      return {"stops_refused", severity::warning};
    case alert_code::limit_warning:
      return {"limit_warning", severity::warning};
    default:
      return {"unlisted", severity::critical};
  }
}

alert_row row_of(alert_code x) {
  switch (x) {
    case alert_code::unknown_contract:
      return {"unknown_contract", severity::warning};
    case alert_code::quote_stale:
      return {"quote_stale", severity::warning};
    case alert_code::trade_corrected:
      return {"trade_corrected", severity::warning};
    case alert_code::bad_payload:
      return {"bad_payload", severity::warning};
    case alert_code::unknown_account:
      return {"unknown_account", severity::info};
    case alert_code::connection_lost:
      return {"connection_lost", severity::warning};
    case alert_code::connection_restored:
      return {"connection_restored", severity::info};
    case alert_code::session_end_warning:
      return {"session_end_warning", severity::warning};
    case alert_code::calendar_missing:
      return {"calendar_missing", severity::warning};
    default:
      return daemon_row_of(x);
  }
}

} // namespace

const char* to_string(alert_code x) {
  return row_of(x).text;
}

const char* to_string(severity x) {
  switch (x) {
    case severity::info:
      return "info";
    case severity::warning:
      return "warning";
    case severity::critical:
      return "critical";
    case severity::emergency:
      return "emergency";
  }
  return "unlisted";
}

severity severity_of(alert_code x) {
  return row_of(x).level;
}

} // namespace riskd::domain
