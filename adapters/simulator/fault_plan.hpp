#pragma once

#include "adapters/simulator/hub_connection.hpp"
#include "adapters/simulator/randomness.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::simulator {

/// What goes wrong with a REST call.
enum class call_fault_action : std::uint8_t {
  /// An HTTP status with an empty body.
  status,
  /// Success false with a code and a message.
  refuse,
  /// The usual answer, later.
  delay,
  /// No answer; the connection stays open.
  never_answer,
  /// No answer; the connection is closed.
  drop,
};

/// A fault of REST calls.
struct call_fault {
  /// Path in lower case, or `*` for all.
  std::string route;
  std::optional<std::string> user;
  /// The account that the body names.
  std::optional<domain::account_id> account;
  call_fault_action action{};
  std::int64_t status = 500;
  std::int64_t code = 0;
  std::string message;
  domain::duration delay{};
  /// The call takes effect before its answer is spoilt.
  bool after_acceptance = false;
};

/// What goes wrong with stream events.
enum class event_fault_action : std::uint8_t { duplicate, delay, reorder, lose };

/// A fault of stream events.
struct event_fault {
  std::optional<hub_kind> hub;
  std::optional<std::string> user;
  /// For example `GatewayUserTrade`; every event without one.
  std::optional<std::string> target;
  event_fault_action action{};
  /// How often a duplicated event arrives.
  std::int64_t copies = 2;
  /// By how much events are delayed; within which time they change places.
  domain::duration delay{};
  /// Of 100 events, how many are lost.
  std::int64_t percent = 100;
};

/// How one event is to be delivered to one connection: one entry per copy, the time it is held
/// back.
using delivery_plan = std::vector<domain::duration>;

/// A fault that is in force.
template <class Fault>
struct planned_fault {
  std::int64_t id = 0;
  Fault what;
  /// Calls or events that are let pass first.
  std::int64_t skip = 0;
  /// Calls or events that it still hits; empty for all until it is cleared.
  std::optional<std::int64_t> remaining;
};

/// All faults that tests and demos have ordered.
class fault_plan {
public:
  std::int64_t add(call_fault what, std::int64_t skip, std::optional<std::int64_t> times);
  std::int64_t add(event_fault what, std::int64_t skip, std::optional<std::int64_t> times);

  /// Lets new hub connections be refused until `until`.
  void refuse_connections(std::optional<hub_kind> hub, std::optional<std::string> user,
                          domain::time_point until);

  void clear();

  /// The first fault that hits a call; it counts as used.
  [[nodiscard]] std::optional<call_fault>
  take_call_fault(std::string_view route, std::string_view user,
                  std::optional<domain::account_id> account);

  /// What happens to one event on its way to one connection; faults count as used.
  [[nodiscard]] delivery_plan plan_delivery(const hub_connection& to, std::string_view target,
                                            randomness& dice);

  [[nodiscard]] bool is_connection_refused(hub_kind hub, std::string_view user,
                                           domain::time_point now) const;

  [[nodiscard]] const std::vector<planned_fault<call_fault>>& call_faults() const {
    return call_faults_;
  }

  [[nodiscard]] const std::vector<planned_fault<event_fault>>& event_faults() const {
    return event_faults_;
  }

private:
  struct connection_refusal {
    std::optional<hub_kind> hub;
    std::optional<std::string> user;
    domain::time_point until;
  };

  std::vector<planned_fault<call_fault>> call_faults_;
  std::vector<planned_fault<event_fault>> event_faults_;
  std::vector<connection_refusal> refusals_;
  std::int64_t next_id_ = 1;
};

} // namespace riskd::simulator
