#pragma once

#include "config/problem.hpp"
#include "config/references.hpp"
#include "config/rule_listing.hpp"
#include "config/secret.hpp"
#include "domain/account_settings.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::config {

/// One broker login.
struct gateway_settings {
  /// Key in `gateways`, or `gateway` for the only one.
  std::string name;
  std::string rest_url;
  std::string user_hub_url;
  std::string market_hub_url;
  /// Both are empty if their references were left open, which loading for `run` never does.
  secret<std::string> username;
  secret<std::string> api_key;
  /// The `live` flag of market data requests.
  bool live_data = false;
  /// Extra trust anchor, PEM.
  std::optional<std::string> ca_file;
  /// How long the thread of the login polls before it sleeps.
  std::chrono::microseconds spin{};
  std::int64_t inflight_max = 0;

  friend bool operator==(const gateway_settings&, const gateway_settings&) = default;
};

/// One guarded account, or the base of all of them.
struct account_entry {
  /// Name of its login; empty in the base.
  std::string gateway;
  bool enabled = true;
  domain::account_settings settings;
  /// What `settings.config_hash` is the hash of.
  std::string canonical;
  /// The same for people.
  std::string shown;
  /// The same for the journal, with who it belongs to; empty in the base.
  std::string stored;
  /// Every rule, active or not, with where its parameters come from.
  std::vector<listed_rule> rules;

  friend bool operator==(const account_entry&, const account_entry&) = default;
};

struct market_settings {
  std::chrono::milliseconds conflate{};
  /// Upper case.
  std::vector<std::string> subscribe;

  friend bool operator==(const market_settings&, const market_settings&) = default;
};

struct logging_settings {
  std::string dir;
  /// DEBUG, INFO, WARN or ERROR.
  std::string level;

  friend bool operator==(const logging_settings&, const logging_settings&) = default;
};

struct operator_settings {
  std::string socket;
  std::string admin_group;
  std::string trader_group;

  friend bool operator==(const operator_settings&, const operator_settings&) = default;
};

struct notification_channel {
  std::string kind;
  secret<std::string> url;
  secret<std::string> token;
  std::vector<std::string> severities;

  friend bool operator==(const notification_channel&, const notification_channel&) = default;
};

struct notification_settings {
  std::vector<notification_channel> channels;
  std::optional<secret<std::string>> heartbeat_url;

  friend bool operator==(const notification_settings&, const notification_settings&) = default;
};

/// A configuration in which nothing was refused.
struct configuration {
  std::vector<gateway_settings> gateways;
  std::vector<account_entry> accounts;
  /// The file without any override: what replay applies to every account if none is listed (R-J-5).
  account_entry base;
  market_settings market;
  std::vector<domain::rule_id> required_rules;
  std::chrono::seconds reconcile_interval{};
  std::string storage_dir;
  logging_settings logging;
  operator_settings operators;
  /// Ascending.
  std::vector<int> warn_at_percent;
  std::optional<std::uint16_t> metrics_port;
  std::optional<std::string> record_file;
  notification_settings notifications;
  /// Doubts that refuse nothing (R-C-11).
  std::vector<problem> warnings;
  /// Pointers of the keys that the file leaves to their defaults.
  std::vector<std::string> defaulted_keys;
  std::vector<reference_use> references;
  /// SHA-256 of the effective configuration as canonical JSON, references unresolved (R-C-5).
  std::string hash;
  /// The effective configuration for people: secrets are `***` (R-C-4).
  std::string shown;
};

} // namespace riskd::config
