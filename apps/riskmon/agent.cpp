#include "apps/riskmon/agent.hpp"

#include "actors/fleet_config.hpp"
#include "adapters/monitor_link/hub_line.hpp"
#include "adapters/system_clock/random_source.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "apps/daemon/last_words.hpp"
#include "apps/daemon/service_manager.hpp"
#include "apps/daemon/signals.hpp"
#include "apps/riskmon/own_log.hpp"
#include "apps/riskmon/watched_riskd.hpp"

#include <caf/all.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace riskd::riskmon {

namespace {

using app::exit_code;
using logging::field;

monitor_link::dial_options dial_options_of(const agent_choice& wanted, const endpoint& hub) {
  monitor_link::dial_options out;
  out.host = hub.host;
  out.port = std::to_string(hub.port);
  out.files = {wanted.files.ca, wanted.files.certificate, wanted.files.key, wanted.files.crl};
  out.hubs = {wanted.hub_names.begin(), wanted.hub_names.end()};
  for (auto& type : messages_of_hubs())
    out.pump.filter.peer.message_types.insert(std::move(type));
  return out;
}

/// The line to one hub, and what goes over it.
struct told_hub {
  /// Of the actor that tells, once it is there.
  std::shared_ptr<fleet_uplink_actor> uplink = std::make_shared<fleet_uplink_actor>();
  std::unique_ptr<monitor_link::hub_line> line;
  /// Last, so that it hangs up first.
  std::unique_ptr<watched_riskd> riskd;
};

told_hub tell(caf::actor_system& system, const agent_choice& wanted, const endpoint& hub,
              const domain::wall_clock& clock, const logging::logger& log) {
  told_hub out;
  // The line says nothing before it may dial.
  const monitor_link::line_events events{[to = out.uplink](monitor_link::descriptor local) {
                                           caf::anon_send(*to, line_opened{local.release()});
                                         },
                                         [to = out.uplink](const std::string& reason) {
                                           caf::anon_send(*to, line_closed{reason});
                                         }};
  out.line
    = std::make_unique<monitor_link::hub_line>(dial_options_of(wanted, hub), events, clock, log);
  out.riskd = std::make_unique<watched_riskd>(system, *out.line, wanted.socket, clock, log);
  *out.uplink = out.riskd->uplink();
  out.line->reach(out.riskd->uplink().id());
  return out;
}

/// All at once, since each may wait for a hub that does not answer.
void hang_up(std::vector<told_hub> hubs) {
  std::vector<std::jthread> ends;
  for (auto& each : hubs)
    ends.emplace_back([hub = std::move(each)]() mutable {
      hub.riskd.reset();
      hub.line.reset();
    });
}

exit_code fail(const logging::logger& log, const std::string& what, const domain::failure& why) {
  log.critical("daemon.start_failed", field("what", what), field("reason", why.sentence));
  std::cerr << "riskmon: " << what << ": " << why.sentence << '\n';
  return exit_code::failure;
}

std::string list_of_hubs(const agent_choice& wanted) {
  std::string out;
  for (const auto& each : wanted.hubs)
    out += (out.empty() ? "" : ", ") + each.host + ":" + std::to_string(each.port);
  return out;
}

} // namespace

exit_code run_agent(const agent_choice& wanted) {
  const adapters::system_clock clock;
  const auto opened = open_log(wanted.common, clock);
  if (!opened)
    return fail({}, "cannot open the log", opened.error());
  const auto& log = *opened;
  const app::last_words at_the_end{"riskmon", log};
  log.info("fleet.agent_start", field("version", RISKD_VERSION),
           field("socket", wanted.socket.string()), field("hubs", list_of_hubs(wanted)));
  // What cannot work is said before the service manager takes it for working.
  const monitor_link::tls_files files{wanted.files.ca, wanted.files.certificate, wanted.files.key,
                                      wanted.files.crl};
  const auto identity = monitor_link::tls_identity::load(files, monitor_link::link_side::agent);
  if (!identity)
    return fail(log, "cannot use the certificate", identity.error());
  fleet_config config{adapters::make_random_fractions()};
  caf::actor_system system{config};
  std::vector<told_hub> hubs;
  for (const auto& each : wanted.hubs)
    hubs.push_back(tell(system, wanted, each, clock, log));
  const auto summary = "Tells " + list_of_hubs(wanted) + " of " + wanted.socket.string() + " as "
                       + (*identity)->name();
  std::cout << "riskmon agent " << RISKD_VERSION << '\n' << summary << std::endl;
  const app::service_manager manager{log};
  manager.ready(summary);
  static_cast<void>(app::wait_for_last_signal([] {}));
  app::end_at_second_signal();
  manager.stopping("signal");
  hang_up(std::move(hubs));
  log.info("daemon.stopped");
  log.finish();
  return exit_code::ok;
}

} // namespace riskd::riskmon
