#include "actors/fleet_config.hpp"

#include "messages/fleet_interfaces.hpp"

#include <caf/all.hpp>
#include <caf/io/middleman.hpp>

#include <chrono>

namespace riskd {

namespace {

using namespace std::chrono_literals;

template <class Message>
std::string type_of_message() {
  return std::string{"@<>+"} + caf::type_name<Message>::value;
}

} // namespace

fleet_config::fleet_config() {
  add_message_types<caf::id_block::riskd>();
  add_message_types<caf::id_block::riskd_fleet>();
  load<caf::io::middleman>();
  set("scheduler.policy", caf::atom("sharing"));
  set("scheduler.max-threads", std::size_t{1});
  // The gates take a link for dead that is silent for some seconds.
  set("middleman.heartbeat-interval", caf::timespan{500ms});
  set("middleman.connection-timeout", caf::timespan{5s});
  // Nobody asks a hub for its programs.
  set("middleman.enable-automatic-connections", false);
}

std::vector<std::string> messages_of_agents() {
  return {type_of_message<agent_hello>(), type_of_message<agent_update>()};
}

std::vector<std::string> messages_of_hubs() {
  return {type_of_message<hub_receipt>()};
}

} // namespace riskd
