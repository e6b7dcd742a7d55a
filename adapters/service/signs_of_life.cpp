#include "adapters/service/signs_of_life.hpp"

namespace riskd::service {

namespace {

constexpr auto board = "status board";

} // namespace

signs_of_life::signs_of_life(domain::duration now) {
  parts_[board].heard = now;
}

void signs_of_life::observe(const domain::daemon_status& latest, domain::duration now) {
  note(board, latest.taken, now);
}

std::vector<std::string> signs_of_life::silent_parts(domain::duration now) const {
  std::vector<std::string> silent;
  for (const auto& [part, latest] : parts_)
    if (now - latest.heard > silence_max)
      silent.push_back(part);
  return silent;
}

void signs_of_life::note(const std::string& part, domain::time_point stamp, domain::duration now) {
  const auto [known, is_new] = parts_.try_emplace(part, sign{stamp, now});
  if (!is_new && known->second.stamp != stamp)
    known->second = {stamp, now};
}

} // namespace riskd::service
