#include "apps/riskmon/watched_riskd.hpp"

#include "actors/spawn.hpp"
#include "actors/stop_actor.hpp"
#include "adapters/system_clock/random_source.hpp"

#include <caf/all.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace riskd::riskmon {

namespace {

using namespace std::chrono_literals;

constexpr domain::duration uplink_grace = 5s;

} // namespace

watched_riskd::watched_riskd(caf::actor_system& system, domain::hub_line_port& line,
                             const std::filesystem::path& socket, const domain::wall_clock& clock,
                             const logging::logger& log)
  : system_(system), uplink_(spawn_actor(system, log, fleet_uplink, assignment(line, clock, log))),
    feed_(std::make_unique<riskd_feed::riskd_feed>(riskd_feed::feed_options{socket}, listener(),
                                                   clock, log)) {
}

watched_riskd::~watched_riskd() {
  // The actor asks the feed for records until it ends.
  stop_actor(system_, caf::actor_cast<caf::actor>(uplink_), uplink_grace);
}

uplink_assignment watched_riskd::assignment(domain::hub_line_port& line,
                                            const domain::wall_clock& clock,
                                            const logging::logger& log) {
  uplink_assignment out;
  out.log = log;
  out.clock = &clock;
  out.line = &line;
  out.version = RISKD_VERSION;
  out.random = adapters::make_random_fractions();
  out.read_records = [this](const domain::wanted_records& wanted) {
    feed_->want_records(wanted.after, wanted.count);
  };
  return out;
}

riskd_feed::feed_listener watched_riskd::listener() const {
  riskd_feed::feed_listener out;
  out.daemon = [to = uplink_](domain::daemon_report what) {
    caf::anon_send(to, daemon_noticed{std::move(what)});
  };
  out.account = [to = uplink_](domain::account_report what) {
    caf::anon_send(to, account_noticed{std::move(what)});
  };
  out.account_gone = [to = uplink_](const std::string& name) {
    caf::anon_send(to, account_vanished{name});
  };
  out.records = [to = uplink_](std::vector<domain::audit_report> records) {
    caf::anon_send(to, records_noticed{std::move(records)});
  };
  out.story = [to = uplink_](domain::story_report what) {
    caf::anon_send(to, story_noticed{std::move(what)});
  };
  return out;
}

} // namespace riskd::riskmon
