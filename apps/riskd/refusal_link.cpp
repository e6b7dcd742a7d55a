#include "apps/riskd/refusal_link.hpp"

#include <utility>

namespace riskd::app {

using logging::field;

refusal_link::refusal_link(domain::journal_port& journal, const domain::wall_clock& clock,
                           logging::logger log)
  : journal_(journal), clock_(clock), log_(std::move(log)) {
}

void refusal_link::note_refusal(const std::string& by, const std::string& what) {
  const std::lock_guard held{guard_};
  if (!is_connected_)
    return;
  const auto now = clock_.now();
  if (recorded_ && now.monotonic - *recorded_ < refusal_interval) {
    ++left_out_;
    return;
  }
  recorded_ = now.monotonic;
  const auto left_out = std::exchange(left_out_, 0);
  domain::audit_entry entry;
  entry.at = now.wall;
  entry.type = "admin_request";
  entry.text = "Refused to " + by + ": " + what + ". Nothing changed.";
  if (left_out > 0)
    entry.text += " Refusals since the last such record: " + std::to_string(left_out) + ".";
  journal_.append({std::nullopt, 0, {std::move(entry)}});
  log_.warn("operator.refused", field("by", by), field("what", what), field("left_out", left_out));
}

void refusal_link::disconnect() {
  const std::lock_guard held{guard_};
  is_connected_ = false;
}

} // namespace riskd::app
