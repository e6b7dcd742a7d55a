#include "adapters/control_api/configuration_json.hpp"

#include "adapters/logging/field.hpp"

#include <string>

namespace riskd::control_api {

namespace {

/// `none`, as nothing stands in the file, becomes null.
json content_json(const std::string& text) {
  return json::parse(text, nullptr, false).is_discarded()
           ? text == "none" ? json(nullptr) : json(text)
           : json::parse(text);
}

json changes_json(const std::vector<domain::setting_change>& changes) {
  auto out = json::array();
  for (const auto& each : changes)
    out.push_back({{"key", each.key},
                   {"before", content_json(each.before)},
                   {"after", content_json(each.after)}});
  return out;
}

json head_of(const domain::configuration_of_account& account) {
  return {{"name", account.name.empty() ? json(nullptr) : json(account.name)},
          {"id", account.id ? json(logging::masked(*account.id)) : json(nullptr)},
          {"mode", to_string(account.mode)},
          {"config", account.config_hash}};
}

} // namespace

json listed_rule_json(const domain::listed_rule& rule) {
  json out{{"rule", to_string(rule.id)},
           {"key", domain::config_key(rule.id)},
           {"active", rule.is_active},
           {"parameters", json::array()}};
  for (const auto& each : rule.parameters)
    out["parameters"].push_back(
      {{"key", each.key}, {"value", json::parse(each.content)}, {"from", to_string(each.source)}});
  return out;
}

json pending_json(const std::vector<domain::setting_change>& pending,
                  const std::optional<domain::time_point>& from) {
  if (pending.empty())
    return nullptr;
  return {{"from", text_or_null(from)}, {"changes", changes_json(pending)}};
}

json rules_json(const std::vector<domain::configuration_of_account>& accounts) {
  json out{{"schema", 1}, {"accounts", json::array()}};
  for (const auto& account : accounts) {
    auto one = head_of(account);
    one["rules"] = json::array();
    for (const auto& each : account.rules)
      one["rules"].push_back(listed_rule_json(each));
    one["pending"] = pending_json(account.pending, account.pending_from);
    out["accounts"].push_back(std::move(one));
  }
  return out;
}

json reload_json(const domain::reload_report& report) {
  json out{{"schema", 1},
           {"accepted", report.problems.empty()},
           {"config", report.config_hash},
           {"problems", report.problems},
           {"warnings", report.warnings},
           {"accounts", json::array()},
           {"after_restart", report.after_restart}};
  for (const auto& account : report.accounts) {
    auto one = head_of(account);
    one["tightened"] = changes_json(account.tightened);
    one["pending"] = pending_json(account.pending, account.pending_from);
    out["accounts"].push_back(std::move(one));
  }
  return out;
}

} // namespace riskd::control_api
