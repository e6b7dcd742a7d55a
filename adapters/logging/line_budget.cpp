#include "adapters/logging/line_budget.hpp"

#include "domain/contract_check.hpp"

#include <chrono>

namespace riskd::logging {

namespace {

constexpr domain::duration window_length = std::chrono::seconds{1};

} // namespace

line_budget::line_budget(std::uint32_t lines_per_second) : lines_per_second_(lines_per_second) {
  RISKD_EXPECTS(lines_per_second > 0);
}

line_budget::answer line_budget::ask(const key& line, domain::duration now) {
  const auto [place, is_new] = windows_.try_emplace(line, window{now, 0, 0});
  auto& current = place->second;
  if (now - current.begin >= window_length) {
    current.begin = now;
    current.admitted = 0;
  }
  if (current.admitted == lines_per_second_) {
    ++current.suppressed;
    return {};
  }
  ++current.admitted;
  return {true, std::exchange(current.suppressed, 0)};
}

std::vector<line_budget::leftover> line_budget::take_expired(domain::duration now) {
  std::vector<leftover> found;
  if (now < next_look_)
    return found;
  next_look_ = now + window_length;
  for (auto each = windows_.begin(); each != windows_.end();) {
    if (now - each->second.begin < window_length) {
      ++each;
      continue;
    }
    if (each->second.suppressed > 0)
      found.push_back({each->first, each->second.suppressed});
    each = windows_.erase(each);
  }
  return found;
}

std::vector<line_budget::leftover> line_budget::take_all() {
  std::vector<leftover> found;
  for (const auto& [line, current] : windows_)
    if (current.suppressed > 0)
      found.push_back({line, current.suppressed});
  windows_.clear();
  return found;
}

} // namespace riskd::logging
