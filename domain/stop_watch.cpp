#include "domain/stop_watch.hpp"

namespace riskd::domain {

stop_watch::verdict stop_watch::judge(const position& held, duration now) {
  const auto [known, is_new] = looks_.try_emplace(held.contract, look{held.instance, now, false});
  auto& current = known->second;
  if (!is_new && current.instance == held.instance) {
    if (!current.answered && now - current.asked < deadline)
      return verdict::wait;
    looks_.erase(known);
    return verdict::close;
  }
  current = {held.instance, now, false};
  return verdict::ask;
}

void stop_watch::answered(duration begun) {
  for (auto& [contract, each] : looks_)
    each.answered = each.answered || begun >= each.asked;
}

} // namespace riskd::domain
