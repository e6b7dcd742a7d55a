#include "domain/fleet/fleet_notice.hpp"

namespace riskd::domain {

notice notice_of(const fleet_alarm& alarm) {
  notice out;
  out.at = alarm.ended.value_or(alarm.raised);
  out.level = alarm.ended ? severity::info : severity_of(alarm.kind);
  out.code = to_string(alarm.kind);
  out.account = alarm.account;
  out.subject = alarm.daemon;
  out.text = without_numbers(alarm.ended ? "Over: " + alarm.text : alarm.text);
  out.local_time = to_string(out.at);
  return out;
}

} // namespace riskd::domain
