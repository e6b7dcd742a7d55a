#include "apps/riskctl/notify_part.hpp"

#include "apps/riskctl/report_parts.hpp"

#include <cstdint>

namespace riskd::riskctl {

namespace {

std::string channel_line(const json& channel) {
  const auto error = text_of(channel, "last_error");
  const auto lost = channel.at("given_up").get<std::uint64_t>();
  if (error.empty() && lost == 0)
    return "";
  auto out = "Notifications to channel " + text_of(channel, "channel") + " ("
             + text_of(channel, "kind") + ")";
  out += error.empty() ? " arrive again" : " do not arrive: " + error;
  if (const auto waiting = channel.at("waiting").get<std::uint64_t>(); waiting > 0)
    out += ", " + std::to_string(waiting) + " waiting";
  if (lost > 0)
    out += ", " + std::to_string(lost) + " given up";
  return out + ", last success "
         + (channel.at("last_success").is_null()
              ? std::string{"never"}
              : seconds_of(channel, "last_success_age_seconds") + " ago");
}

std::string heartbeat_line(const json& heartbeat) {
  if (heartbeat.is_null() || text_of(heartbeat, "last_error").empty())
    return "";
  return "The heartbeat does not arrive: " + text_of(heartbeat, "last_error");
}

} // namespace

std::string notifications_part(const json& notifications, const terminal::style& look) {
  std::string out;
  const auto add = [&](const std::string& line) {
    if (!line.empty())
      out += look.paint(terminal::tone::warning, terminal::printable(line)) + "\n";
  };
  for (const auto& each : notifications.at("channels"))
    add(channel_line(each));
  add(heartbeat_line(notifications.at("heartbeat")));
  return out;
}

} // namespace riskd::riskctl
