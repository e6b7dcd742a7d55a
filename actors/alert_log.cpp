#include "actors/alert_log.hpp"

namespace riskd {

using logging::field;

void log_alert(const logging::logger& log, const domain::alert_record& alert) {
  const auto code = field("code", alert.code);
  const auto contract = field("contract", alert.contract);
  const auto detail = field("detail", alert.detail);
  switch (domain::severity_of(alert.code)) {
    case domain::severity::info:
      return log.info("alert.raised", code, contract, detail);
    case domain::severity::warning:
      return log.warn("alert.raised", code, contract, detail);
    case domain::severity::critical:
    case domain::severity::emergency:
      return log.critical("alert.raised", code, contract, detail);
  }
}

} // namespace riskd
