#include "domain/day_report.hpp"

#include <algorithm>

namespace riskd::domain {

namespace {

struct spread {
  std::optional<duration> median;
  std::optional<duration> longest;
};

/// The lower one of two medians, so that it is one that happened.
spread spread_of(std::vector<duration> values) {
  if (values.empty())
    return {};
  std::sort(values.begin(), values.end());
  return {values[(values.size() - 1) / 2], values.back()};
}

} // namespace

command_delays delays_of(const std::vector<past_command>& commands) {
  command_delays out;
  std::vector<duration> to_wire;
  std::vector<duration> to_reply;
  for (const auto& each : commands) {
    ++out.commands;
    out.answered += each.outcome ? 1 : 0;
    out.accepted += each.outcome == "accepted" ? 1 : 0;
    if (each.to_wire)
      to_wire.push_back(*each.to_wire);
    if (each.to_reply)
      to_reply.push_back(*each.to_reply);
  }
  const auto wire = spread_of(std::move(to_wire));
  const auto reply = spread_of(std::move(to_reply));
  out.to_wire_median = wire.median;
  out.to_wire_longest = wire.longest;
  out.to_reply_median = reply.median;
  out.to_reply_longest = reply.longest;
  return out;
}

} // namespace riskd::domain
