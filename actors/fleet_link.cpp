#include "actors/fleet_link.hpp"

#include <caf/all.hpp>

#include <memory>
#include <utility>

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// An agent says hello as soon as the link is up.
constexpr auto hello_time_max = 10s;

constexpr auto reason_time_max = 500ms;

} // namespace

fleet_link_actor::behavior_type fleet_link_state::make_behavior(link_assignment assignment) {
  given_ = std::move(assignment);
  self_->set_down_handler([this](const caf::down_msg&) {
    // Whoever closed the link says why, a moment later.
    self_->delayed_send(self_, reason_time_max, refuse_link{"the link went down"});
  });
  self_->delayed_send(self_, hello_time_max, overdue_atom_v, std::uint64_t{0});
  return {
    [this](const agent_hello& hello) { on_hello(hello); },
    [this](const agent_update& told) { on_update(told); },
    [this](const tell_receipt& command) {
      self_->send(caf::actor_cast<receipt_listener_actor>(agent_), told_of(command.receipt));
    },
    [this](const refuse_link& command) { end(command.reason); },
    [this](overdue_atom, std::uint64_t) {
      if (!agent_)
        end("the agent says nothing");
    },
  };
}

bool fleet_link_state::is_from_agent() const {
  return agent_ && self_->current_sender() == agent_;
}

void fleet_link_state::on_hello(const agent_hello& hello) {
  if (agent_ || !self_->current_sender())
    return end("a second hello");
  if (hello.protocol != fleet_protocol)
    return end("the agent speaks another protocol: " + std::to_string(hello.protocol)
               + " instead of " + std::to_string(fleet_protocol));
  agent_ = self_->current_sender();
  self_->monitor(agent_);
  given_.log.info("fleet.agent_came", field("daemon", given_.daemon),
                  field("version", hello.version));
  self_->send(given_.hub, link_began{given_.daemon, self_});
}

void fleet_link_state::on_update(const agent_update& told) {
  if (!is_from_agent())
    return end("an update before the hello");
  auto update = read(told);
  if (!update)
    return end(update.error().sentence);
  self_->send(given_.hub,
              update_arrived{given_.daemon,
                             std::make_shared<const domain::fleet_update>(std::move(*update))});
}

void fleet_link_state::end(const std::string& reason) {
  given_.log.info("fleet.agent_went", field("daemon", given_.daemon), field("reason", reason));
  if (agent_)
    self_->send(given_.hub, link_ended{given_.daemon, self_, reason});
  self_->quit(caf::exit_reason::user_shutdown);
}

fleet_link_actor::behavior_type fleet_link(fleet_link_state::self_pointer self,
                                           link_assignment assignment) {
  return self->state.make_behavior(std::move(assignment));
}

} // namespace riskd
