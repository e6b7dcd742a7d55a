#include "actors/root_supervisor.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <string>

// What becomes of the accounts when the configuration was read again.

namespace riskd {

/// An account that was not found yet will follow the new settings once it is.
void root_supervisor_state::reload(const configuration_reloaded& change) {
  if (change.problems > 0)
    return audit("admin_request", "Configuration read again, asked for by " + change.by
                                    + ": refused, problems: " + std::to_string(change.problems)
                                    + ".");
  audit("admin_request", "Configuration read again, asked for by " + change.by + ".");
  plan_.config_hash = change.config_hash;
  for (const auto& each : change.accounts) {
    auto& planned = plan_.gateways[each.gateway].accounts;
    if (each.entry == planned.size()) {
      planned.emplace_back();
      self_->send(gateways_[each.gateway].actor, guard_account{each.what.plan});
    }
    planned[each.entry] = each.what.plan;
    guard_again(each.gateway, each.entry);
    for (auto& [id, entry] : accounts_) {
      if (!entry.settings || entry.gateway != each.gateway || entry.entry != each.entry)
        continue;
      entry.offered = each.what;
      if (entry.up)
        self_->send(entry.actor, each.what);
    }
  }
}

/// The file lists an account again that was left alone.
void root_supervisor_state::guard_again(std::size_t gateway, std::size_t entry) {
  const auto found
    = std::find_if(left_alone_.begin(), left_alone_.end(), [&](const account_resolved& x) {
        return x.gateway == gateway && x.entry == entry;
      });
  if (found == left_alone_.end() || plan_.gateways[gateway].accounts[entry].leaves())
    return;
  const auto known = *found;
  left_alone_.erase(found);
  on_resolved(known);
}

} // namespace riskd
