#include "actors/journal_relay.hpp"

#include "actors/delivery.hpp"

#include <caf/all.hpp>

#include <memory>
#include <utility>
#include <variant>

namespace riskd {

domain::journal_port::sink journal_relay(root_supervisor_actor root,
                                         const domain::wall_clock& clock) {
  return [root = std::move(root), &clock,
          allowance = std::make_shared<delivery_allowance>()](domain::journal_report report) {
    if (!std::holds_alternative<domain::intent_written>(report)) {
      caf::anon_send(root, journal_reported{std::move(report)});
      return;
    }
    // Commands wait for it. One thread writes intents, and does nothing else.
    allowance->pass_to(clock.now().monotonic);
    delivery handing_in{root.home_system(), *allowance};
    handing_in.send(root, journal_reported{std::move(report)});
  };
}

} // namespace riskd
