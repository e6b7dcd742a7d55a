#include "apps/riskmon/fleet_node.hpp"

#include "actors/fleet_hub.hpp"
#include "actors/spawn.hpp"
#include "actors/stop_actor.hpp"
#include "apps/riskmon/page_folder.hpp"

#include <caf/all.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace riskd::riskmon {

namespace {

using namespace std::chrono_literals;
using logging::field;

constexpr domain::duration hub_grace = 5s;
constexpr domain::duration store_grace = 5s;
constexpr domain::duration notification_grace = 3s;

domain::failure named(const std::string& what, const domain::failure& why) {
  return {why.code, what + ": " + why.sentence};
}

std::vector<domain::severity> severities_of(const std::vector<std::string>& words) {
  std::vector<domain::severity> out;
  for (const auto each : {domain::severity::info, domain::severity::warning,
                          domain::severity::critical, domain::severity::emergency})
    if (std::find(words.begin(), words.end(), to_string(each)) != words.end())
      out.push_back(each);
  return out;
}

} // namespace

fleet_node::fleet_node(const hub_choice& wanted, const domain::wall_clock& clock,
                       logging::logger log)
  : clock_(clock), log_(std::move(log)), history_(wanted.common.directory) {
}

domain::result<std::unique_ptr<fleet_node>>
fleet_node::open(const hub_choice& wanted, const config::notification_settings& notifications,
                 const domain::wall_clock& clock, const logging::logger& log) {
  std::unique_ptr<fleet_node> out{new fleet_node{wanted, clock, log}};
  auto kept = out->open_store(wanted);
  if (!kept)
    return named("cannot use the history in " + wanted.common.directory.string(), kept.error());
  if (const auto opened = out->open_notifications(notifications); !opened)
    return named("cannot set up notifications", opened.error());
  if (const auto opened = out->open_web(wanted); !opened)
    return named("cannot serve the dashboard", opened.error());
  out->begin(wanted, std::move(*kept));
  return out;
}

fleet_node::~fleet_node() {
  if (hub_)
    stop_actor(system_, caf::actor_cast<caf::actor>(hub_), hub_grace);
  web_.reset();
  if (store_)
    store_->stop(store_grace);
  if (notifications_)
    notifications_->stop(notification_grace);
}

domain::result<domain::kept_fleet> fleet_node::open_store(const hub_choice& wanted) {
  fleet::fleet_store_options options{clock_, wanted.common.directory};
  options.told = [log = log_](const fleet::store_report& report) {
    if (report.is_working)
      log.info("fleet.store_works", field("dropped", report.dropped));
    else
      log.error("fleet.store_failing", field("reason", report.reason),
                field("dropped", report.dropped));
  };
  auto opened = fleet::open_fleet_store(options);
  if (!opened)
    return opened.error();
  store_ = std::move(opened->journal);
  if (!opened->what.damage.empty()) {
    const auto aside = opened->what.moved_aside;
    log_.error("fleet.store_damaged", field("reason", opened->what.damage),
               field("moved_to", aside.empty() ? std::string{} : aside.front().string()));
  }
  return store_->restore();
}

domain::result<void>
fleet_node::open_notifications(const config::notification_settings& notifications) {
  if (notifications.channels.empty())
    return {};
  notify::sender_options options;
  for (const auto& each : notifications.channels)
    options.channels.push_back(
      {each.kind, each.url.reveal(), each.token.reveal(), severities_of(each.severities)});
  options.clock = &clock_;
  options.log = log_;
  projectx::tls_contexts trusts;
  auto opened = notify::notification_sender::open(options, trusts);
  if (!opened)
    return opened.error();
  notifications_ = std::move(*opened);
  return {};
}

domain::result<void> fleet_node::open_web(const hub_choice& wanted) {
  dashboard::server_options options;
  options.address = wanted.web.address.host;
  options.port = wanted.web.address.port;
  if (wanted.web.certificate && wanted.web.key)
    options.tls = dashboard::tls_files{*wanted.web.certificate, *wanted.web.key};
  options.allows_plain = wanted.web.allows_plain;
  options.names = wanted.web.names;
  options.page = page_folder(wanted.web.page);
  options.hub = {wanted.local ? wanted.local->name : std::string{"hub"}, RISKD_VERSION,
                 wanted.silent_after, wanted.local.has_value()};
  options.logins.token_file = wanted.web.token_file;
  auto started = dashboard::server::start(options, {board_, history_, clock_}, log_);
  if (!started)
    return started.error();
  web_ = std::move(*started);
  return {};
}

void fleet_node::begin(const hub_choice& wanted, domain::kept_fleet kept) {
  hub_assignment given;
  given.log = log_;
  given.clock = &clock_;
  given.board = &board_;
  given.journal = store_.get();
  given.notifications = notifications_.get();
  given.kept = std::move(kept);
  given.expected = wanted.expected;
  given.accepted_audits = {wanted.accepted_audits.begin(), wanted.accepted_audits.end()};
  given.accepted_by = "user " + std::to_string(::geteuid());
  given.silent_after = wanted.silent_after;
  hub_ = spawn_actor(system_, log_, fleet_hub, std::move(given));
}

} // namespace riskd::riskmon
