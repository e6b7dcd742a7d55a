#include "domain/time_zone.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

time_point shifted(local_time local, std::chrono::seconds offset) {
  return time_point{local.time_since_epoch()} - offset;
}

} // namespace

time_zone::time_zone() {
  // Every state is made with zones of its own before it gets those that it needs.
  static const auto utc = std::make_shared<const table>(table{"UTC", {span{}}});
  table_ = utc;
}

time_zone::time_zone(std::string name, std::vector<span> spans) {
  RISKD_EXPECTS(!spans.empty());
  RISKD_EXPECTS(std::is_sorted(spans.begin(), spans.end(),
                               [](const span& a, const span& b) { return a.begin < b.begin; }));
  table_ = std::make_shared<const table>(table{std::move(name), std::move(spans)});
}

local_time time_zone::to_local(time_point instant) const {
  const auto& spans = table_->spans;
  const auto next = std::upper_bound(spans.begin(), spans.end(), instant,
                                     [](time_point t, const span& s) { return t < s.begin; });
  const auto& current = next == spans.begin() ? *next : *std::prev(next);
  return local_time{instant.time_since_epoch() + current.offset};
}

time_point time_zone::to_utc(local_time wanted) const {
  const auto& spans = table_->spans;
  // Offsets stay below a day, so only spans that begin within a day of the wanted time can apply.
  const auto from = time_point{wanted.time_since_epoch()} - std::chrono::days{1};
  auto current = std::upper_bound(spans.begin(), spans.end(), from,
                                  [](time_point t, const span& s) { return t < s.begin; });
  if (current != spans.begin())
    --current;
  for (;; ++current) {
    const auto candidate = shifted(wanted, current->offset);
    const auto next = std::next(current);
    if (next == spans.end() || candidate < next->begin)
      // Before the span's own begin means that the span's first local time lies beyond: a gap.
      return current == spans.begin() ? candidate : std::max(candidate, current->begin);
  }
}

} // namespace riskd::domain
