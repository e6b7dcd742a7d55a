#include "adapters/replay/event_reader.hpp"
#include "adapters/replay/event_writer.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/round_trip.hpp"

#include <sstream>
#include <string>
#include <vector>

// A file of recorded events.

namespace riskd::fuzz {

using namespace domain;

namespace {

/// Small, so that a short input can exceed it.
constexpr std::size_t line_bytes_max = 2048;

void check_order(const std::vector<replay_event>& events) {
  for (std::size_t i = 1; i < events.size(); ++i)
    RISKD_ENSURES(events[i - 1].line < events[i].line && events[i - 1].at <= events[i].at);
}

std::string recording_of(const std::vector<replay_event>& events) {
  std::string out;
  for (const auto& each : events)
    replay::append_event(out, each.what, each.at);
  return out;
}

} // namespace

void try_input(std::string_view input) {
  std::istringstream stream{std::string{input}};
  replay::event_reader reader{stream, line_bytes_max};
  std::vector<replay_event> events;
  while (auto next = reader.next())
    events.push_back(std::move(*next));
  RISKD_ENSURES(!reader.next());
  if (const auto& error = reader.error())
    RISKD_ENSURES(error->line > 0 && error->column > 0 && !error->reason.empty());
  check_order(events);
  const auto written = recording_of(events);
  const auto again = read_recording(written);
  RISKD_ENSURES(again.size() == events.size());
  for (std::size_t i = 0; i < events.size(); ++i)
    RISKD_ENSURES(events[i].at == again[i].at && is_same_recorded(events[i].what, again[i].what));
  RISKD_ENSURES(recording_of(again) == written);
}

} // namespace riskd::fuzz
