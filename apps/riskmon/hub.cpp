#include "apps/riskmon/hub.hpp"

#include "adapters/monitor_link/gate.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "apps/daemon/last_words.hpp"
#include "apps/daemon/service_manager.hpp"
#include "apps/daemon/signals.hpp"
#include "apps/riskmon/agent_reception.hpp"
#include "apps/riskmon/fleet_node.hpp"
#include "apps/riskmon/local_agent.hpp"
#include "apps/riskmon/notification_file.hpp"
#include "apps/riskmon/own_log.hpp"
#include "apps/riskmon/token.hpp"

#include <caf/all.hpp>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>
#include <utility>

namespace riskd::riskmon {

namespace {

using app::exit_code;
using logging::field;

exit_code fail(const logging::logger& log, const std::string& what) {
  log.critical("daemon.start_failed", field("what", "hub"), field("reason", what));
  std::cerr << "riskmon: " << what << '\n';
  return exit_code::failure;
}

monitor_link::gate_options gate_options_of(const hub_choice& wanted) {
  monitor_link::gate_options out;
  out.address = wanted.listen->host;
  out.port = wanted.listen->port;
  out.files = {wanted.files.ca, wanted.files.certificate, wanted.files.key, wanted.files.crl};
  out.agents = {wanted.agents.begin(), wanted.agents.end()};
  for (auto& type : messages_of_agents())
    out.links.pump.filter.peer.message_types.insert(std::move(type));
  return out;
}

/// The ways in, made after everything that they lead to and gone before it.
struct doors {
  std::unique_ptr<monitor_link::gate> gate;
  std::unique_ptr<local_agent> local;
};

domain::result<doors> open_doors(const hub_choice& wanted, agent_reception& reception,
                                 const domain::wall_clock& clock, const logging::logger& log) {
  doors out;
  if (wanted.listen) {
    auto gate = monitor_link::gate::open(gate_options_of(wanted), reception.events(), clock, log);
    if (!gate)
      return domain::failure{gate.error().code, "cannot take in agents: " + gate.error().sentence};
    out.gate = std::move(*gate);
  }
  if (wanted.local)
    out.local = std::make_unique<local_agent>(*wanted.local, reception, clock, log);
  return out;
}

void reload(const doors& in_use, const logging::logger& log) {
  if (!in_use.gate)
    return;
  if (const auto done = in_use.gate->reload(); !done)
    log.error("fleet.certificates_refused", field("reason", done.error().sentence));
}

std::string web_address(const hub_choice& wanted, std::uint16_t port) {
  const auto& host = wanted.web.address.host;
  const bool is_wide = host.find(':') != std::string::npos;
  return std::string{wanted.web.certificate ? "https" : "http"} + "://"
         + (is_wide ? "[" + host + "]" : host) + ":" + std::to_string(port) + "/";
}

/// Whoever started a hub in his terminal is let in by the link; elsewhere the token stays in its
/// file.
void greet(const hub_choice& wanted, const fleet_node& node, const doors& in_use) {
  const auto address = web_address(wanted, node.web_port());
  const auto& file = wanted.web.token_file;
  std::cout << "riskmon hub " << RISKD_VERSION << '\n';
  if (wanted.local && ::isatty(STDOUT_FILENO) == 1)
    std::cout << "Dashboard: " << address << "#token=" << token_in(file) << '\n';
  else
    std::cout << "Dashboard: " << address << "\nToken:     in " << file.string() << '\n';
  if (wanted.local)
    std::cout << "Watching:  " << wanted.local->socket.string() << " as " << wanted.local->name
              << '\n';
  if (in_use.gate)
    std::cout << "Agents:    port " << in_use.gate->port() << '\n';
  std::cout << "History:   " << wanted.common.directory.string() << std::endl;
}

exit_code serve(const hub_choice& wanted, const config::notification_settings& notifications,
                const domain::wall_clock& clock, const logging::logger& log) {
  auto node = fleet_node::open(wanted, notifications, clock, log);
  if (!node)
    return fail(log, node.error().sentence);
  agent_reception reception{(*node)->system(), (*node)->hub(), log};
  auto in_use = open_doors(wanted, reception, clock, log);
  if (!in_use)
    return fail(log, in_use.error().sentence);
  greet(wanted, **node, *in_use);
  const app::service_manager manager{log};
  manager.ready("Dashboard at " + web_address(wanted, (*node)->web_port()));
  static_cast<void>(app::wait_for_last_signal([&] { reload(*in_use, log); }));
  app::end_at_second_signal();
  manager.stopping("signal");
  *in_use = {};
  reception.close();
  return exit_code::ok;
}

} // namespace

exit_code run_hub(const hub_choice& given) {
  auto wanted = given;
  if (wanted.web.token_file.empty())
    wanted.web.token_file = wanted.common.directory / "token";
  const adapters::system_clock clock;
  const auto notifications = read_notifications(wanted.notify_file);
  if (!notifications)
    return exit_code::configuration_invalid;
  const auto opened = open_log(wanted.common, clock);
  if (!opened)
    return fail({}, "cannot open the log: " + opened.error().sentence);
  const auto& log = *opened;
  const app::last_words at_the_end{"riskmon", log};
  log.info("fleet.hub_start", field("version", RISKD_VERSION),
           field("directory", wanted.common.directory.string()));
  if (const auto made = make_token_file(wanted.web.token_file); !made)
    return fail(log, made.error().sentence);
  const auto ended = serve(wanted, *notifications, clock, log);
  log.info("daemon.stopped");
  log.finish();
  return ended;
}

} // namespace riskd::riskmon
