#pragma once

#include "adapters/simulator/call_log.hpp"
#include "adapters/simulator/fault_plan.hpp"
#include "adapters/simulator/http_message.hpp"
#include "adapters/simulator/rate_limiter.hpp"
#include "adapters/simulator/rest_call.hpp"

#include <functional>
#include <map>

namespace riskd::simulator {

struct rest_route;

/// The REST half of the gateway: finds the route, checks token, rate and body in that order
/// (`projectx-gateway.md` 9.4 step 1), applies faults and asks the exchange. Free of I/O.
class rest_api {
public:
  /// @param end_session ends a session and everything that hangs on it
  rest_api(exchange& venue, session_table& sessions, fault_plan& faults, call_log& log,
           std::function<void(std::int64_t)> end_session, std::uint64_t seed)
    : venue_(venue), sessions_(sessions), faults_(faults), log_(log),
      end_session_(std::move(end_session)), dice_(seed) {
  }

  /// @pre the exchange has been advanced to now
  [[nodiscard]] http_reply handle(const http_request& request);

private:
  [[nodiscard]] http_reply answer(const rest_route& route, const http_request& request,
                                  session* caller);

  /// Nothing if the call is within its limit, else how long it is not.
  [[nodiscard]] std::optional<domain::duration> over_limit(const rest_route& route,
                                                           const std::string& user);

  [[nodiscard]] http_reply too_many(domain::duration wait) const;

  [[nodiscard]] http_reply run(const rest_route& route, rest_call& call);

  void spoil(http_reply& reply, const call_fault& fault) const;

  exchange& venue_;
  session_table& sessions_;
  fault_plan& faults_;
  call_log& log_;
  std::function<void(std::int64_t)> end_session_;
  randomness dice_;
  std::map<std::string, rate_limiter> limiters_;
};

} // namespace riskd::simulator
