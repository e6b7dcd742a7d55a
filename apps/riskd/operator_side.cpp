#include "apps/riskd/operator_side.hpp"

#include "adapters/control_api/daemon_routes.hpp"
#include "adapters/control_api/day_routes.hpp"
#include "adapters/control_api/history_routes.hpp"
#include "adapters/control_api/openapi_routes.hpp"
#include "adapters/control_api/read_routes.hpp"
#include "adapters/control_api/story_routes.hpp"
#include "adapters/control_api/why_routes.hpp"

namespace riskd::app {

operator_side::operator_side(const config::configuration& settings, configuration_keeper& keeper,
                             domain::journal_port& journal, const domain::wall_clock& its_clock,
                             const logging::logger& log, const domain::measurements& measures,
                             projectx::tls_contexts& trusts)
  : clock(its_clock), measured(measures), link(keeper, clock, board),
    backups(settings.storage_dir, journal, clock, log),
    recordings(settings.storage_dir, journal, clock, log), ending(journal, clock, log),
    refusals(journal, clock, log), past(settings.storage_dir), stories(settings.storage_dir),
    ways(keeper.logins(), board, clock, trusts), desk(clock) {
}

control_api::route_table operator_side::routes(control_api::notify_service& notifications) {
  auto all = control_api::read_routes(board, clock, control_api::usual_staleness, &measured);
  const auto add = [&all](control_api::route_table more) {
    for (auto& each : more)
      all.push_back(std::move(each));
  };
  const control_api::history_sources from{past, board, desk};
  add(control_api::daemon_routes(link));
  add(control_api::hours_routes(link, clock));
  add(control_api::backup_routes(backups));
  add(control_api::recording_routes(recordings));
  add(control_api::history_routes(from));
  add(control_api::why_routes(from, clock));
  add(control_api::story_routes({stories, desk}));
  add(control_api::day_routes({stories, link, clock, desk}));
  add(control_api::diagnosis_routes(ways));
  add(control_api::shutdown_routes(ending));
  add(control_api::notify_routes(notifications));
  add(control_api::refusal_routes(refusals));
  add(control_api::openapi_routes());
  return all;
}

control_api::server_options operator_side::options(const config::configuration& settings) {
  control_api::server_options api;
  api.socket = settings.operators.socket;
  api.admin_group = settings.operators.admin_group;
  api.trader_group = settings.operators.trader_group;
  api.metrics_port = settings.metrics_port;
  api.on_refusal = control_api::note_refusals(refusals);
  return api;
}

void operator_side::stop() {
  ending.disconnect();
  refusals.disconnect();
  link.disconnect();
  recordings.disconnect();
  backups.stop();
  ways.stop();
  desk.stop();
}

} // namespace riskd::app
