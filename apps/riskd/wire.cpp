#include "apps/riskd/wire.hpp"

#include "actors/actor_config.hpp"
#include "actors/journal_relay.hpp"
#include "actors/root_supervisor.hpp"
#include "actors/stop_actor.hpp"
#include "adapters/control_api/server.hpp"
#include "adapters/projectx/projectx_broker.hpp"
#include "adapters/projectx/tls.hpp"
#include "adapters/sqlite/store.hpp"
#include "adapters/system_clock/random_source.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "apps/daemon/last_words.hpp"
#include "apps/daemon/open_log.hpp"
#include "apps/riskd/configuration.hpp"
#include "apps/riskd/configuration_keeper.hpp"
#include "apps/riskd/end_of_run.hpp"
#include "apps/riskd/marker_directory.hpp"
#include "apps/riskd/notify_link.hpp"
#include "apps/riskd/opening_reports.hpp"
#include "apps/riskd/operator_side.hpp"
#include "apps/riskd/service_link.hpp"

#include <caf/all.hpp>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace riskd::app {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// How long the actors may take to end (R-G-9), and the adapters after them.
constexpr domain::duration actor_grace = 16s;
constexpr domain::duration broker_grace = 5s;
constexpr domain::duration journal_grace = 5s;
constexpr domain::duration notification_grace = 3s;

std::string remark_on(const config::gateway_settings& login) {
  const bool plain = login.rest_url.starts_with("http:") || login.user_hub_url.starts_with("http:")
                     || login.market_hub_url.starts_with("http:");
  return plain ? "not encrypted" : std::string{};
}

domain::result<std::unique_ptr<domain::broker_port>>
make_broker(const config::gateway_settings& login, const domain::broker_clock& clock,
            domain::login_measurements& measures, projectx::tls_contexts& trusts) {
  projectx::options options;
  options.rest_url = login.rest_url;
  options.user_hub_url = login.user_hub_url;
  options.market_hub_url = login.market_hub_url;
  options.user_name = login.username.reveal();
  options.api_key = projectx::secret{login.api_key.reveal()};
  options.live = login.live_data;
  options.ca_file = login.ca_file;
  options.spin = login.spin;
  options.in_flight_max = static_cast<std::size_t>(login.inflight_max);
  options.clock = &clock;
  options.measures = &measures;
  options.random = adapters::make_random_fractions();
  return projectx::make_broker(std::move(options), trusts);
}

/// In the order of their entries.
std::vector<domain::settings_plan> accounts_of(const configuration_keeper& keeper,
                                               std::size_t gateway) {
  std::vector<domain::settings_plan> accounts;
  for (const auto& each : keeper.accounts())
    if (each.gateway == gateway)
      accounts.push_back(keeper.plan_of(each));
  return accounts;
}

/// What must outlive the actors of one login.
struct login_parts {
  std::unique_ptr<domain::broker_clock> clock;
  std::unique_ptr<domain::broker_port> broker;
};

/// Makes the parts of every login and plans its gateway.
domain::result<std::vector<login_parts>>
open_logins(const config::configuration& settings, const configuration_keeper& keeper,
            const domain::wall_clock& clock, projectx::tls_contexts& trusts, daemon_plan& plan) {
  std::vector<login_parts> logins;
  for (const auto& login : keeper.logins()) {
    auto own_clock = std::make_unique<domain::broker_clock>(clock);
    auto broker = make_broker(login, *own_clock, plan.measures->logins[logins.size()], trusts);
    if (!broker)
      return domain::failure{broker.error().code,
                             "gateway " + login.name + ": " + broker.error().sentence};
    plan.gateways.push_back({login.name, broker->get(), accounts_of(keeper, logins.size()),
                             own_clock.get(), settings.market.conflate, settings.market.subscribe,
                             remark_on(login)});
    logins.push_back({std::move(own_clock), std::move(*broker)});
  }
  return logins;
}

domain::result<sqlite::opened_store> open_journal(const config::configuration& settings,
                                                  const domain::wall_clock& clock,
                                                  domain::measurements& measures) {
  sqlite::store_options options{clock, settings.storage_dir, marker_directory()};
  options.measures = &measures;
  return sqlite::open_store(options);
}

void name_logins(domain::measurements& measures, const configuration_keeper& keeper) {
  for (const auto& login : keeper.logins())
    measures.logins.emplace_back(login.name);
}

exit_code code_of(end_of_run ended, bool in_time) {
  if (ended == end_of_run::nothing_to_guard) {
    std::cerr << "riskd: none of the accounts was found at its gateway\n";
    return exit_code::failure;
  }
  return ended == end_of_run::asked_to && in_time ? exit_code::ok : exit_code::internal_error;
}

exit_code fail(const logging::logger& log, const std::string& what, const domain::failure& why) {
  log.critical("daemon.start_failed", field("what", what), field("reason", why.sentence));
  std::cerr << "riskd: " << what << ": " << why.sentence << '\n';
  return exit_code::failure;
}

log_choice log_of(const config::configuration& settings, const command_line& line) {
  return {settings.logging.dir,
          logging::parse_level(settings.logging.level).value_or(logging::level::info),
          line.log_to_standard_error};
}

/// Everything that is known before the gateways are.
daemon_plan plan_of(const config::configuration& settings, const domain::wall_clock& clock,
                    const sqlite::opened_store& store, domain::status_port& board,
                    const configuration_keeper& keeper, const logging::logger& log) {
  daemon_plan plan;
  plan.log = log;
  plan.clock = &clock;
  plan.journal = store.journal.get();
  plan.status = &board;
  plan.version = RISKD_VERSION;
  plan.pid = ::getpid();
  plan.config_hash = settings.hash;
  plan.warn_at_percent = settings.warn_at_percent;
  plan.opening_alerts = alerts_of(store.what, keeper);
  plan.store_lost = locks_may_be_lost(store.what.condition);
  plan.lost_accounts = {store.what.missing_accounts.begin(), store.what.missing_accounts.end()};
  return plan;
}

/// SIGHUP asks for what `riskctl config reload` asks for.
void reload_after_hangup(operator_link& link, const logging::logger& log) {
  const auto report = link.reload_configuration("SIGHUP");
  log.info("configuration.hangup", field("problems", report ? report->problems.size() : 0));
}

/// Tells the actors how far people are reached.
domain::notification_port::sink receipts_for(const root_supervisor_actor& root) {
  return [root](domain::notification_status latest) {
    caf::anon_send(root, deliveries_changed{
                           std::make_shared<const domain::notification_status>(std::move(latest))});
  };
}

} // namespace

exit_code run_daemon(const config::configuration& settings, const command_line& line,
                     const domain::time_zone_source& zones) {
  const adapters::system_clock clock;
  const auto opened = open_log(log_of(settings, line), clock);
  if (!opened)
    return fail({}, "cannot open the log", opened.error());
  const auto& log = *opened;
  const last_words at_the_end{"riskd", log};
  log.info("checkpoint.service_start", field("version", RISKD_VERSION), field("pid", ::getpid()),
           field("config_hash", settings.hash));
  report_configuration(log, settings);

  domain::measurements measures;
  auto store = open_journal(settings, clock, measures);
  if (!store)
    return fail(log, "cannot open the store", store.error());
  report_opening(log, store->what);

  const auto stored = store->journal->restore();
  auto keeper = configuration_keeper{line.config, load_context_of(config::load_purpose::run, zones),
                                     settings, stored};
  report_keeping(log, keeper);

  name_logins(measures, keeper);
  projectx::tls_contexts trusts;
  operator_side side{settings, keeper, *store->journal, clock, log, measures, trusts};
  const auto notifications = notify::notification_sender::open(
    sender_options_of(settings.notifications, clock, side.board, log), trusts);
  if (!notifications)
    return fail(log, "cannot set up notifications", notifications.error());
  notify_link tests{**notifications, *store->journal, clock};
  auto server = control_api::server::start(side.options(settings), side.routes(tests), log);
  if (!server)
    return fail(log, "cannot serve the operator socket", server.error());

  auto plan = plan_of(settings, clock, *store, side.board, keeper, log);
  plan.stored = stored;
  plan.measures = &measures;
  const auto logins = open_logins(settings, keeper, clock, trusts, plan);
  if (!logins)
    return fail(log, "cannot use a gateway", logins.error());

  if (const auto recording = side.recordings.follow(settings.record_file); !recording)
    return fail(log, "cannot record", recording.error());
  plan.recording = &side.recordings.port();
  plan.notifications = notifications->get();

  auto config = actor_config{};
  caf::actor_system system{config};
  auto root = spawn_actor(system, log, root_supervisor, std::move(plan));
  store->journal->start(journal_relay(root, clock));
  (*notifications)->start(receipts_for(root));
  side.link.connect(root);
  const auto manager = report_to_service(side.board, clock, log);
  const auto ended = wait_for_end(root, log, [&] { reload_after_hangup(side.link, log); });
  if (manager)
    manager->stopping(to_string(ended));
  side.stop();
  log.info("daemon.stopping", field("because", ended));
  const bool in_time = stop_actor(system, caf::actor_cast<caf::actor>(root), actor_grace);
  for (const auto& login : *logins)
    login.broker->stop(broker_grace);
  store->journal->stop(journal_grace);
  (*notifications)->stop(notification_grace);
  log.info("daemon.stopped", field("in_time", in_time));
  log.finish();
  return code_of(ended, in_time);
}

} // namespace riskd::app
