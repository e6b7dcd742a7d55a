#include "adapters/monitor_link/refusal_log.hpp"

namespace riskd::monitor_link {

void refusal_log::note(refusal_key what, const std::string& detail, domain::duration now) {
  if (entries_.size() >= keys_max_ && !entries_.contains(what))
    what.source = "others";
  const auto [found, is_new] = entries_.try_emplace(what, entry{now, 0});
  auto& known = found->second;
  if (!is_new && now - known.written < period_) {
    ++known.left_out;
    return;
  }
  write_(what, detail, std::exchange(known.left_out, 0));
  known.written = now;
}

void refusal_log::sweep(domain::duration now) {
  std::erase_if(entries_, [&](const auto& each) {
    if (now - each.second.written < period_)
      return false;
    report(each.first, each.second);
    return true;
  });
}

void refusal_log::finish() {
  for (const auto& [what, known] : entries_)
    report(what, known);
  entries_.clear();
}

void refusal_log::report(const refusal_key& what, const entry& x) const {
  if (x.left_out > 0)
    write_(what, "repeated", x.left_out);
}

} // namespace riskd::monitor_link
