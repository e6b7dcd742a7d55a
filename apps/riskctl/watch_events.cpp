#include "apps/riskctl/watch_events.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace riskd::riskctl::watch {

namespace {

using terminal::cell;
using terminal::line;
using terminal::tone;

struct event {
  std::int64_t age = 0;
  line text;
};

tone tone_of_alert(const std::string& severity) {
  if (severity == "critical" || severity == "emergency")
    return tone::bad;
  return severity == "warning" ? tone::warning : tone::plain;
}

/// Alerts without a name are of riskd or of an account that is not watched.
std::string subject_of(const json& alert) {
  if (!alert.at("name").is_null())
    return name_of(alert);
  return alert.at("id").is_null() ? "riskd" : text_of(alert, "id");
}

void add_alerts(std::vector<event>& to, const knowledge& known) {
  const auto& alerts = known.answer->at("alerts");
  for (auto next = alerts.rbegin(); next != alerts.rend(); ++next) {
    const auto& each = *next;
    line text{subject_of(each) + "  ",
              {text_of(each, "code"), tone_of_alert(text_of(each, "severity"))}};
    for (const auto* key : {"contract", "detail"})
      if (const auto more = text_of(each, key); !more.empty() && more != "-")
        text.emplace_back("  " + more);
    to.push_back({known.age(each, "age_seconds").value_or(0), std::move(text)});
  }
}

void add_locks(std::vector<event>& to, const json& account, const knowledge& known) {
  for (const auto& each : account.at("locks"))
    to.push_back({known.since(each, "since").value_or(0),
                  {name_of(account) + "  ",
                   {"locked by " + text_of(each, "rule"), tone::warning},
                   "  " + text_of(each, "reason")}});
}

void add_enforcement(std::vector<event>& to, const json& account, const knowledge& known) {
  const auto& last = account.at("enforcement");
  const auto begun = known.since(last, "started");
  if (!begun)
    return;
  const auto commands = "  " + text_of(last, "commands_sent") + " commands, "
                        + text_of(last, "commands_failed") + " failed";
  const auto subject = name_of(account) + "  ";
  if (const auto flat = known.since(last, "verified_flat"))
    to.push_back({*flat, {subject, {"verified flat", tone::good}, commands}});
  else if (last.at("active").get<bool>())
    to.push_back({*begun, {subject, {"enforcement ACTIVE", tone::warning}, commands}});
  else
    to.push_back({*begun, {subject, "enforcement", commands}});
}

} // namespace

std::vector<line> events_of(const knowledge& known, const std::string& account) {
  std::vector<event> found;
  for (const auto& each : known.answer->at("accounts")) {
    if (!account.empty() && name_of(each) != account)
      continue;
    add_enforcement(found, each, known);
    add_locks(found, each, known);
  }
  std::vector<event> alerts;
  add_alerts(alerts, known);
  for (auto& each : alerts)
    if (account.empty() || each.text.front().text == account + "  ")
      found.push_back(std::move(each));
  std::stable_sort(found.begin(), found.end(),
                   [](const event& a, const event& b) { return a.age < b.age; });
  std::vector<line> out;
  constexpr std::size_t age_width = 11;
  for (auto& each : found) {
    auto age = terminal::describe_seconds(each.age);
    age.insert(0, age.size() < age_width ? age_width - age.size() : 0, ' ');
    each.text.insert(each.text.begin(), cell{age + " ago  ", tone::faint});
    out.push_back(std::move(each.text));
  }
  return out;
}

} // namespace riskd::riskctl::watch
