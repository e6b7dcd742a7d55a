#include "actors/fleet_config.hpp"

#include "messages/fleet_interfaces.hpp"

#include <caf/all.hpp>
#include <caf/io/middleman.hpp>
#include <caf/io/network/default_multiplexer.hpp>

#include <chrono>
#include <cstdint>
#include <utility>

namespace riskd {

namespace {

using namespace std::chrono_literals;

template <class Message>
std::string type_of_message() {
  return std::string{"@<>+"} + caf::type_name<Message>::value;
}

caf::node_id node_of(const std::function<double()>& random) {
  constexpr double bytes = 256;
  caf::node_id::default_data::host_id_type host{};
  for (auto& each : host)
    each = static_cast<std::uint8_t>(random() * bytes);
  // Zeros would be no node at all.
  host.front() |= 1;
  constexpr std::uint32_t process = 1;
  return caf::make_node_id(process, host);
}

/// CAF's distribution on a node of a given id.
class named_middleman final : public caf::io::middleman {
public:
  named_middleman(caf::actor_system& system, caf::node_id node)
    : caf::io::middleman(system), backend_(&system), node_(std::move(node)) {
  }

  caf::io::network::multiplexer& backend() override {
    return backend_;
  }

  void init(caf::actor_system_config& config) override {
    caf::io::middleman::init(config);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): CAF gives its node id no other way in.
    const_cast<caf::node_id&>(system().node()) = node_;
  }

private:
  caf::io::network::default_multiplexer backend_;
  const caf::node_id node_;
};

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

fleet_config::fleet_config(const std::function<double()>& random) : fleet_config() {
  module_factories.back() = [node = node_of(random)](caf::actor_system& system) {
    return new named_middleman{system, node};
  };
}

std::vector<std::string> messages_of_agents() {
  return {type_of_message<agent_hello>(), type_of_message<agent_update>()};
}

std::vector<std::string> messages_of_hubs() {
  return {type_of_message<hub_receipt>()};
}

} // namespace riskd
