#pragma once

#include "adapters/json/exact_document.hpp"
#include "adapters/simulator/event_dispatcher.hpp"
#include "adapters/simulator/exchange.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace riskd::simulator {

/// What clients can invoke on the hubs: the fourteen subscriptions (`projectx-gateway.md` 4.5).
class hub_methods {
public:
  hub_methods(exchange& venue, event_dispatcher& events) : venue_(venue), events_(events) {
  }

  /// Runs what an invocation record asks for, sends the completion if it has an id, and then what a
  /// new subscriber sees first.
  void answer(hub_connection& by, const json::exact_value& invocation);

private:
  /// Returns the error for the completion, nothing on success.
  [[nodiscard]] std::optional<std::string> invoke(hub_connection& by, std::string_view target,
                                                  const json::exact_value& arguments);

  void send_first_look(hub_connection& by, std::string_view target,
                       const json::exact_value& arguments);

  [[nodiscard]] std::optional<std::string> topic_of(const hub_connection& by,
                                                    std::string_view subject,
                                                    const json::exact_value& arguments,
                                                    std::string& topic) const;

  exchange& venue_;
  event_dispatcher& events_;
};

} // namespace riskd::simulator
