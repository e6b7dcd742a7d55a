#include "apps/riskd/configuration_keeper.hpp"

#include "config/stored_settings.hpp"
#include "config/typed_value.hpp"

#include <algorithm>
#include <utility>

namespace riskd::app {

namespace {

using config::account_entry;

bool names_same_account(const account_entry& a, const account_entry& b) {
  if (a.settings.id && b.settings.id)
    return a.settings.id == b.settings.id;
  return !a.settings.name.empty() && a.settings.name == b.settings.name;
}

std::string label_of(const account_entry& account) {
  return account.settings.name.empty() ? domain::to_string(*account.settings.id)
                                       : account.settings.name;
}

/// The entry of the file for an account, unless it is switched off or was taken already.
const account_entry* find_wanted(const config::configuration& settings,
                                 const account_entry& account, std::vector<bool>& taken) {
  for (std::size_t i = 0; i < settings.accounts.size(); ++i) {
    const auto& each = settings.accounts[i];
    if (taken[i] || !each.enabled || !names_same_account(each, account))
      continue;
    taken[i] = true;
    return &each;
  }
  return nullptr;
}

std::vector<std::string> sentences(const std::vector<config::problem>& problems) {
  std::vector<std::string> out;
  for (const auto& each : problems)
    out.push_back(to_string(each));
  return out;
}

settings_ptr shared_settings(const account_entry& from, std::chrono::seconds reconcile_interval) {
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
  for (std::size_t i = 0; i < taken.size(); ++i)
    if (!taken[i] && settings_.accounts[i].enabled)
      add(settings_.accounts[i], context_.now.value());
}

/// An account whose configuration was in force earlier on the same trading day goes on with it, as
/// far as the file is not stricter; also if the file has no such account any more.
void configuration_keeper::take_up(const domain::restored_account& stored,
                                   std::vector<bool>& taken) {
  const auto read = config::succeed(stored.configuration->effective, nullptr, context_);
  if (!read) {
    faults_.push_back("account " + domain::to_string(stored.account) + ": "
                      + read.error().sentence);
    return;
  }
  const auto day = domain::day_at(read->now.settings.reset, context_.now.value());
  if (day.id != stored.configuration->day)
    return;
  const auto* wanted = find_wanted(settings_, read->now, taken);
  auto change = config::succeed(stored.configuration->effective, wanted, context_);
  const auto login = index_of_login(change->now.gateway);
  if (!login) {
    faults_.push_back("account " + label_of(change->now) + ": the file has no login "
                      + change->now.gateway);
    if (wanted)
      add(*wanted, context_.now.value());
    return;
  }
  add(change->now, context_.now.value());
  follow(accounts_.back(), std::move(*change));
}

void configuration_keeper::add(const account_entry& wanted, domain::time_point now) {
  guarded_account out;
  out.gateway = index_of_login(wanted.gateway).value();
  out.entry = static_cast<std::size_t>(
    std::count_if(accounts_.begin(), accounts_.end(),
                  [&](const guarded_account& x) { return x.gateway == out.gateway; }));
  out.now = wanted;
  out.day = domain::day_at(wanted.settings.reset, now);
  accounts_.push_back(std::move(out));
}

void configuration_keeper::follow(guarded_account& account, config::succession change) const {
  account.now = std::move(change.now);
  account.next = std::move(change.next);
  account.tightened = std::move(change.tightened);
  account.waiting = std::move(change.waiting);
}

/// At the reset, what was pending took effect.
void configuration_keeper::begin_day_if_due(guarded_account& account,
                                            domain::time_point now) const {
  if (now < account.day.end)
    return;
  if (account.next) {
    account.now = *std::exchange(account.next, std::nullopt);
    account.waiting.clear();
  }
  account.tightened.clear();
  account.day = domain::day_at(account.now.settings.reset, now);
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
    begin_day_if_due(each, now);
    const auto* entry = find_wanted(settings_, each.now, taken);
    follow(each, config::succeed(each.now.stored, entry, context_).value());
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const auto& each = settings_.accounts[i];
    if (taken[i] || !each.enabled)
      continue;
    if (index_of_login(each.gateway))
      add(each, now);
    else
      out.report.after_restart.push_back("account " + label_of(each));
  }
  out.report.config_hash = settings_.hash;
  out.change.config_hash = settings_.hash;
  for (const auto& each : accounts_) {
    out.change.accounts.push_back({each.gateway, each.entry, settings_of(each)});
    out.report.accounts.push_back(describe(each));
  }
  return out;
}

std::vector<domain::configuration_of_account> configuration_keeper::report(domain::time_point now) {
  std::vector<domain::configuration_of_account> out;
  for (auto& each : accounts_) {
    begin_day_if_due(each, now);
    out.push_back(describe(each));
  }
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

follow_settings configuration_keeper::settings_of(const guarded_account& account) const {
  follow_settings out;
  out.settings = shared_settings(account.now, settings_.reconcile_interval);
  if (!account.waiting.empty())
    out.pending = domain::pending_settings{
      account.next ? shared_settings(*account.next, settings_.reconcile_interval) : nullptr,
      account.waiting};
  out.day = account.day.id;
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
  out.pending_from = account.day.end;
  return out;
}

} // namespace riskd::app
