#include "actors/journal_relay.hpp"

#include "actors/delivery.hpp"

#include <caf/all.hpp>

#include <utility>
#include <variant>

namespace riskd {

domain::journal_port::sink journal_relay(root_supervisor_actor root,
                                         const domain::wall_clock& clock) {
  return [root = std::move(root), &clock](domain::journal_report report) {
    // Only what commands wait for is worth a part of the journal's threads.
    std::optional<delivery> handing_in;
    if (std::holds_alternative<domain::intent_written>(report))
      handing_in.emplace(root.home_system(), clock.now().monotonic);
    caf::anon_send(root, journal_reported{std::move(report)});
  };
}

} // namespace riskd
