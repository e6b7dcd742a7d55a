#include "apps/riskctl/notify_command.hpp"

#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/report_parts.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>

namespace riskd::riskctl {

namespace {

constexpr auto test_target = "/v1/notify/test";

/// An attempt takes at most ten seconds, and one may be under way already.
constexpr auto test_patience = std::chrono::seconds{30};

std::string test_line(const json& channel, const terminal::style& look) {
  const auto state = text_of(channel, "state");
  const bool is_good = state == "delivered";
  const auto reason
    = channel.at("reason").is_null() ? std::string{} : " (" + text_of(channel, "reason") + ")";
  return "channel " + text_of(channel, "channel") + ", " + text_of(channel, "kind") + ": "
         + look.paint(is_good ? terminal::tone::good : terminal::tone::bad,
                      (is_good ? "delivered" : "NOT DELIVERED") + terminal::printable(reason))
         + "\n";
}

} // namespace

exit_code test_notifications(const wish& wanted, const std::filesystem::path& socket,
                             const terminal::style& look) {
  const auto begun = request(socket, test_target);
  if (begun.code != exit_code::ok)
    return report_failure(begun, wanted.as_json);
  const auto ended = ask_until_over(socket, test_target, test_patience);
  if (ended.code != exit_code::ok)
    return report_failure(ended, wanted.as_json);
  const auto& channels = ended.answer.at("channels");
  if (wanted.as_json)
    std::cout << ended.body;
  else
    for (const auto& each : channels)
      std::cout << test_line(each, look);
  const bool all = std::all_of(channels.begin(), channels.end(),
                               [](const json& each) { return each.at("state") == "delivered"; });
  return all ? exit_code::ok : exit_code::failure;
}

} // namespace riskd::riskctl
