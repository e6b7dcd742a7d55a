#include "apps/riskd/configuration_keeper.hpp"

#include "config/stored_settings.hpp"
#include "config/typed_value.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace riskd::app {

namespace {

using config::account_entry;

bool names(const account_entry& entry, const std::optional<domain::account_id>& id,
           const std::string& name) {
  if (entry.settings.id && id)
    return entry.settings.id == id;
  return !entry.settings.name.empty() && entry.settings.name == name;
}

std::string label_of(const account_entry& account) {
  return account.settings.name.empty() ? domain::to_string(*account.settings.id)
                                       : account.settings.name;
}

/// The entry of the file for an account, unless it is switched off or was taken already.
const account_entry* find_wanted(const config::configuration& settings,
                                 const std::optional<domain::account_id>& id,
                                 const std::string& name, std::vector<bool>& taken) {
  for (std::size_t i = 0; i < settings.accounts.size(); ++i) {
    const auto& each = settings.accounts[i];
    if (taken[i] || !each.enabled || !names(each, id, name))
      continue;
    taken[i] = true;
    return &each;
  }
  return nullptr;
}

void follow(guarded_account& account, config::succession change) {
  account.now = std::move(change.now);
  account.next = std::move(change.next);
  account.tightened = std::move(change.tightened);
  account.waiting = std::move(change.waiting);
}

/// True for an account that the file does not list any more.
bool leaves(const guarded_account& account) {
  return !account.waiting.empty() && !account.next;
}

std::vector<std::string> sentences(const std::vector<config::problem>& problems) {
  std::vector<std::string> out;
  for (const auto& each : problems)
    out.push_back(to_string(each));
  return out;
}

std::shared_ptr<const domain::account_settings>
shared_settings(const account_entry& from, std::chrono::seconds reconcile_interval) {
  auto settings = from.settings;
  settings.reconcile_interval = reconcile_interval;
  settings.stored_text = from.stored;
  return std::make_shared<const domain::account_settings>(std::move(settings));
}

/// Parts that no rule reads and that were taken up at the start.
std::vector<std::string> parts_after_restart(const config::configuration& before,
                                             const config::configuration& after) {
  std::vector<std::string> out;
  const auto compare = [&](const char* name, bool same) {
    if (!same)
      out.emplace_back(name);
  };
  compare("gateways", before.gateways == after.gateways);
  compare("market", before.market == after.market);
  compare("storage", before.storage_dir == after.storage_dir);
  compare("logging", before.logging == after.logging);
  compare("operator", before.operators == after.operators);
  compare("alerts", before.warn_at_percent == after.warn_at_percent);
  compare("metrics", before.metrics_port == after.metrics_port);
  compare("record", before.record_file == after.record_file);
  compare("notifications", before.notifications == after.notifications);
  return out;
}

} // namespace

configuration_keeper::configuration_keeper(std::filesystem::path file, config::load_context context,
                                           config::configuration settings,
                                           const std::vector<domain::restored_account>& stored)
  : file_(std::move(file)), context_(std::move(context)), settings_(std::move(settings)) {
  std::vector<bool> taken(settings_.accounts.size(), false);
  for (const auto& each : stored)
    if (each.configuration)
      take_up(each, taken);
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const auto& each = settings_.accounts[i];
    if (!taken[i] && each.enabled)
      add(each, index_of_login(each.gateway).value(),
          domain::day_at(each.settings.reset, context_.now.value()).id);
  }
}

/// An account goes on with the configuration of its latest day, as far as the file is not stricter;
/// also if the file has no such account any more.
void configuration_keeper::take_up(const domain::restored_account& stored,
                                   std::vector<bool>& taken) {
  const auto& kept = *stored.configuration;
  const auto refuse = [&](const std::string& reason) {
    faults_.push_back({stored.account, reason});
  };
  const auto alone = config::succeed(kept.effective, nullptr, context_);
  if (!alone)
    return refuse(alone.error().sentence);
  const auto& before = alone->now;
  const bool is_over = domain::day_at(before.settings.reset, context_.now.value()).id > kept.day;
  const auto* wanted = find_wanted(settings_, stored.account, before.settings.name, taken);
  // Where to look for an account is no limit of it: a new login counts from the next day on by the
  // clock of this machine.
  auto login = index_of_login(wanted && is_over ? wanted->gateway : before.gateway);
  if (!login) {
    if (!is_over)
      refuse("the file has no login " + before.gateway);
    if (!wanted)
      return;
    login = index_of_login(wanted->gateway);
  }
  auto change = config::succeed(kept.effective, wanted, context_);
  if (!change)
    return refuse(change.error().sentence);
  auto& account = add(change->now, login.value(), kept.day);
  account.id = stored.account;
  follow(account, std::move(*change));
}

guarded_account& configuration_keeper::add(account_entry entry, std::size_t gateway,
                                           std::chrono::year_month_day day) {
  guarded_account out;
  out.id = entry.settings.id;
  out.gateway = gateway;
  out.entry = static_cast<std::size_t>(
    std::count_if(accounts_.begin(), accounts_.end(),
                  [&](const guarded_account& x) { return x.gateway == gateway; }));
  out.now = std::move(entry);
  out.day = day;
  return accounts_.emplace_back(std::move(out));
}

void configuration_keeper::observe(const domain::daemon_status& status) {
  for (const auto& seen : status.accounts) {
    if (!seen.id || !seen.day)
      continue;
    const auto found = std::find_if(accounts_.begin(), accounts_.end(), [&](const auto& x) {
      return x.id ? x.id == seen.id : names(x.now, seen.id, seen.name);
    });
    if (found == accounts_.end())
      continue;
    found->id = seen.id;
    found->day_end = seen.day->end;
    if (seen.day->id <= found->day)
      continue;
    // Not before the account follows it: its step of the reset comes first.
    if (found->next && seen.config_hash == found->next->settings.config_hash) {
      found->now = *std::exchange(found->next, std::nullopt);
      found->waiting.clear();
    }
    if (!found->next) {
      found->tightened.clear();
      found->day = seen.day->id;
    }
  }
}

reading configuration_keeper::read_again(domain::time_point now) {
  context_.now = now;
  auto outcome = config::load(file_, context_);
  reading out;
  out.report.problems = sentences(outcome.errors);
  out.report.warnings = sentences(outcome.warnings);
  out.report.config_hash = settings_.hash;
  if (!outcome.settings)
    return out;
  auto& wanted = *outcome.settings;
  out.report.after_restart = parts_after_restart(settings_, wanted);
  std::vector<bool> taken(wanted.accounts.size(), false);
  // The logins in use stay what they are until the next start.
  wanted.gateways = settings_.gateways;
  settings_ = std::move(wanted);
  for (auto& each : accounts_) {
    const auto* entry = find_wanted(settings_, each.id, each.now.settings.name, taken);
    follow(each, config::succeed(each.now.stored, entry, context_).value());
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const auto& each = settings_.accounts[i];
    if (taken[i] || !each.enabled)
      continue;
    if (const auto login = index_of_login(each.gateway))
      add(each, *login, domain::day_at(each.settings.reset, now).id);
    else
      out.report.after_restart.push_back("account " + label_of(each));
  }
  out.report.config_hash = settings_.hash;
  out.change.config_hash = settings_.hash;
  for (const auto& each : accounts_)
    out.change.accounts.push_back({each.gateway, each.entry, {plan_of(each), {}}});
  out.report.accounts = report();
  return out;
}

std::vector<domain::configuration_of_account> configuration_keeper::report() const {
  std::vector<domain::configuration_of_account> out;
  for (const auto& each : accounts_)
    if (!leaves(each) || each.day_end)
      out.push_back(describe(each));
  return out;
}

std::vector<config::gateway_settings> configuration_keeper::logins() const {
  auto out = settings_.gateways;
  for (const auto& account : accounts_) {
    const auto stored = config::read_stored(account.now.stored).value();
    auto& login = out.at(account.gateway);
    login.rest_url = config::text_at(stored.login, "rest_url");
    login.user_hub_url = config::text_at(stored.login, "user_hub_url");
    login.market_hub_url = config::text_at(stored.login, "market_hub_url");
  }
  return out;
}

domain::settings_plan configuration_keeper::plan_of(const guarded_account& account) const {
  domain::settings_plan out;
  out.now = shared_settings(account.now, settings_.reconcile_interval);
  if (!account.waiting.empty())
    out.pending = domain::pending_settings{
      account.next ? shared_settings(*account.next, settings_.reconcile_interval) : nullptr,
      account.waiting};
  out.day = account.day;
  return out;
}

std::optional<std::size_t> configuration_keeper::index_of_login(const std::string& name) const {
  const auto found
    = std::find_if(settings_.gateways.begin(), settings_.gateways.end(),
                   [&](const config::gateway_settings& x) { return x.name == name; });
  if (found == settings_.gateways.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - settings_.gateways.begin());
}

domain::configuration_of_account
configuration_keeper::describe(const guarded_account& account) const {
  domain::configuration_of_account out;
  out.name = account.now.settings.name;
  out.id = account.now.settings.id;
  out.mode = account.now.settings.mode;
  out.config_hash = account.now.settings.config_hash;
  out.rules = account.now.rules;
  out.tightened = account.tightened;
  out.pending = account.waiting;
  out.pending_from = account.day_end.value_or(
    domain::day_at(account.now.settings.reset, context_.now.value()).end);
  return out;
}

} // namespace riskd::app
