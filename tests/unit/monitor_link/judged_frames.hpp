#pragma once

#include "adapters/monitor_link/basp_judge.hpp"
#include "tests/unit/monitor_link/frames.hpp"

#include <string>
#include <utility>

namespace riskd::test {

/// The actor that the hub of these tests publishes, and that may be reached on either side.
constexpr std::uint64_t hub_actor = 6;

inline monitor_link::judge_options judge_options_of_tests() {
  monitor_link::judge_options out;
  out.local_actors = {hub_actor};
  out.message_types = {"@<>+hello"};
  return out;
}

/// What the judge says to one frame: `pass`, `drop`, or why the link ends.
inline std::string told(monitor_link::basp_judge& judge, const bytes& frame) {
  using monitor_link::verdict;
  monitor_link::frame_reader reader{1U << 20U};
  auto input = monitor_link::bytes_view{frame};
  if (!reader.take(input) || !input.empty())
    return "not one frame";
  const auto found = judge.judge(reader.frame(), {});
  if (found.what == verdict::action::close)
    return to_string(found.reason);
  return found.what == verdict::action::pass ? "pass" : "drop";
}

/// The judge of a hub at `node`, which has heard nothing yet.
inline monitor_link::basp_judge judge_of_hub(const monitor_link::node_id& node,
                                             const monitor_link::judge_options& options
                                             = judge_options_of_tests(),
                                             monitor_link::node_claim claim = {}) {
  auto out = monitor_link::basp_judge{monitor_link::link_side::hub, options, {}, std::move(claim)};
  out.set_own_node(node);
  return out;
}

/// The judge of an agent at `node`, which has heard nothing yet.
inline monitor_link::basp_judge judge_of_agent(const monitor_link::node_id& node) {
  auto out
    = monitor_link::basp_judge{monitor_link::link_side::agent, judge_options_of_tests(), {}, {}};
  out.set_own_node(node);
  return out;
}

} // namespace riskd::test
