#include "apps/riskd/notify_link.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::app {

namespace {

using domain::severity;

constexpr std::array all_severities{severity::info, severity::warning, severity::critical,
                                    severity::emergency};

std::vector<severity> severities_of(const std::vector<std::string>& words) {
  std::vector<severity> out;
  for (const auto each : all_severities)
    if (std::find(words.begin(), words.end(), to_string(each)) != words.end())
      out.push_back(each);
  return out;
}

control_api::tested_channel describe(const notify::notification_sender::tested& x) {
  control_api::tested_channel out;
  out.kind = x.kind;
  if (!x.outcome)
    return out;
  out.state = !x.outcome->is_over ? "waiting" : x.outcome->delivered ? "delivered" : "failed";
  out.reason = x.outcome->reason;
  return out;
}

} // namespace

notify::sender_options sender_options_of(const config::notification_settings& settings,
                                         const domain::wall_clock& clock,
                                         const domain::status_port& status,
                                         const logging::logger& log) {
  notify::sender_options out;
  for (const auto& each : settings.channels)
    out.channels.push_back(
      {each.kind, each.url.reveal(), each.token.reveal(), severities_of(each.severities)});
  if (settings.heartbeat_url)
    out.heartbeat_url = settings.heartbeat_url->reveal();
  out.clock = &clock;
  out.status = &status;
  out.log = log;
  return out;
}

notify_link::notify_link(notify::notification_sender& sender, domain::journal_port& journal,
                         const domain::wall_clock& clock)
  : sender_(sender), journal_(journal), clock_(clock) {
}

domain::result<void> notify_link::send_test(const std::string& by) {
  const auto count = sender_.latest_test().size();
  domain::audit_entry entry;
  entry.at = clock_.now().wall;
  entry.type = "admin_request";
  entry.text = "Test messages asked for by " + by
               + (count == 0 ? ": refused, nobody is configured to be told."
                             : ": " + std::to_string(count) + " to be sent.");
  journal_.append({std::nullopt, 0, {std::move(entry)}});
  if (count == 0)
    return domain::failure{domain::failure_code::refused,
                           "notifications.channels is empty: nobody is to be told"};
  sender_.test();
  return {};
}

std::vector<control_api::tested_channel> notify_link::latest_test() {
  std::vector<control_api::tested_channel> out;
  for (const auto& each : sender_.latest_test())
    out.push_back(describe(each));
  return out;
}

} // namespace riskd::app
