#include "adapters/dashboard/past_json.hpp"

#include "adapters/dashboard/fleet_json.hpp"

#include <functional>
#include <map>

namespace riskd::dashboard {

namespace {

/// The id of the account is not told to hubs; its place stays, as in what riskd answers.
json record_json(const domain::audit_report& x) {
  return {{"chain", x.place.chain},
          {"n", x.place.number},
          {"ts", domain::to_string(x.at)},
          {"name", x.account.empty() ? json(nullptr) : json(x.account)},
          {"id", nullptr},
          {"type", x.type},
          {"rule", x.rule.empty() ? json(nullptr) : json(x.rule)},
          {"text", x.text}};
}

std::string list_text(const char* name, json rows) {
  return written({{"schema", 1}, {name, std::move(rows)}});
}

} // namespace

std::string timelines_text(const std::vector<domain::story_report>& stories) {
  auto rows = json::array();
  for (const auto& each : stories)
    rows.push_back(story_document(each));
  return list_text("timelines", std::move(rows));
}

std::string log_text(const std::vector<domain::audit_report>& records) {
  auto rows = json::array();
  for (const auto& each : records)
    rows.push_back(record_json(each));
  return list_text("records", std::move(rows));
}

std::string alarms_text(const std::vector<domain::fleet_alarm>& kept,
                        const std::vector<domain::fleet_alarm>& known, std::size_t count) {
  std::map<std::uint64_t, const domain::fleet_alarm*, std::greater<>> newest_first;
  for (const auto* list : {&kept, &known})
    for (const auto& each : *list)
      newest_first[each.id] = &each;
  auto rows = json::array();
  for (const auto& [id, alarm] : newest_first)
    if (rows.size() < count)
      rows.push_back(alarm_json(*alarm));
  return list_text("alarms", std::move(rows));
}

} // namespace riskd::dashboard
