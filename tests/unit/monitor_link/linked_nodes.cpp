#include "tests/unit/monitor_link/linked_nodes.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <stdexcept>
#include <utility>

namespace riskd::test {

using namespace std::chrono_literals;

linked_nodes::linked_nodes() {
  gate_options.address = "127.0.0.1";
  gate_options.files = authority.hub();
  gate_options.links.pump.filter.peer.local_actors = {hub_actor};
  gate_options.links.pump.filter.peer.message_types = {"@<>+hello"};
  // Only what a test is about runs out of time.
  gate_options.handshake_time_max = 60s;
  gate_options.links.pump.silence_max = 1h;
}

linked_nodes::~linked_nodes() = default;

void linked_nodes::open() {
  auto opened = monitor_link::gate::open(gate_options, hub.events(), clock, log);
  if (!opened)
    throw std::runtime_error(opened.error().sentence);
  gate = std::move(*opened);
}

monitor_link::dial_options
linked_nodes::dial_options_for(const monitor_link::tls_files& files) const {
  monitor_link::dial_options out;
  out.host = "127.0.0.1";
  out.port = std::to_string(gate->port());
  out.files = files;
  out.hubs = {"hub"};
  out.time_max = 60s;
  out.pump = gate_options.links.pump;
  out.pump.filter.peer.local_actors = {agent_actor};
  return out;
}

std::unique_ptr<monitor_link::agent_link> linked_nodes::dial(const monitor_link::tls_files& files,
                                                             told_events& to) {
  return dial(dial_options_for(files), to);
}

std::unique_ptr<monitor_link::agent_link>
linked_nodes::dial(const monitor_link::dial_options& options, told_events& to) {
  auto made = monitor_link::agent_link::dial(options, to.events(), clock, log);
  if (!made)
    throw std::runtime_error(made.error().sentence);
  return std::move(*made);
}

monitor_link::link_up linked_nodes::accept() {
  auto up = hub.next_up();
  if (!up || !write_all(up->local.get(), server_handshake(a_node(100), hub_actor)))
    throw std::runtime_error("no link at the hub");
  return std::move(*up);
}

std::vector<std::string> linked_nodes::refusals() const {
  std::vector<std::string> out;
  for (const auto& each : lines->all()) {
    const auto line = nlohmann::json::parse(each);
    if (line.at("event") == "monitor_link.refused")
      out.push_back(line.at("reason").get<std::string>() + ", "
                    + line.at("detail").get<std::string>() + ", "
                    + std::to_string(line.at("left_out").get<std::uint64_t>()));
  }
  return out;
}

monitor_link::descriptor connect_plainly(std::uint16_t port) {
  auto out = monitor_link::descriptor{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons(port);
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(out.get(), reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0)
    throw std::runtime_error("nobody listens");
  return out;
}

} // namespace riskd::test
