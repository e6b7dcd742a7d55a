#include "domain/diagnosis.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

std::string whole_seconds(duration x) {
  return std::to_string(std::chrono::round<std::chrono::seconds>(x).count()) + " s";
}

std::string or_unknown(const std::string& reason) {
  return reason.empty() ? "no reason is known" : reason;
}

diagnosis_check session_check(const gateway_status& gateway) {
  if (gateway.logged_in)
    return {"session", check_result::passed, "logged in", {}};
  return {"session", check_result::failed, or_unknown(gateway.login_remark), {}};
}

diagnosis_check token_check(const gateway_status& gateway, time_point now) {
  const auto& expires = gateway.token_expires;
  if (!gateway.logged_in || !expires)
    return {"token", check_result::skipped, "no session", {}};
  if (*expires <= now)
    return {"token", check_result::failed, "expired at " + to_string(*expires), {}};
  return {"token",
          check_result::passed,
          "expires at " + to_string(*expires) + ", in " + whole_seconds(*expires - now),
          {}};
}

diagnosis_check clock_check(const gateway_status& gateway) {
  const auto correction = gateway.clock_correction;
  if (!gateway.token_expires)
    return {"clock", check_result::skipped, "the broker's time is not known yet", {}};
  if (correction == duration{})
    return {"clock", check_result::passed, "agrees with the broker's", {}};
  return {"clock",
          check_result::failed,
          "is " + whole_seconds(correction < duration{} ? -correction : correction)
            + (correction > duration{} ? " behind" : " ahead of")
            + " the broker's; riskd goes by the broker's, set this one right",
          {}};
}

diagnosis_check hub_check(const gateway_status& gateway, link which, time_point now) {
  const auto name = std::string{to_string(which)} + "_hub";
  const auto found = std::find_if(gateway.links.begin(), gateway.links.end(),
                                  [which](const link_status& x) { return x.which == which; });
  if (found == gateway.links.end())
    return {name, check_result::skipped, "not wanted yet", {}};
  if (!found->up)
    return {name, check_result::failed, or_unknown(found->remark), {}};
  const auto heard = found->last_record
                       ? "last record " + whole_seconds(now - *found->last_record) + " ago"
                       : std::string{"no record yet"};
  return {name, check_result::passed, "upgraded and subscribed, " + heard, {}};
}

} // namespace

const char* to_string(check_result x) {
  switch (x) {
    case check_result::passed:
      return "passed";
    case check_result::failed:
      return "failed";
    case check_result::skipped:
      return "skipped";
  }
  return "unlisted";
}

std::vector<diagnosis_check> session_checks(const gateway_status& gateway, time_point now) {
  return {session_check(gateway), token_check(gateway, now), clock_check(gateway),
          hub_check(gateway, link::user_hub, now), hub_check(gateway, link::market_hub, now)};
}

} // namespace riskd::domain
