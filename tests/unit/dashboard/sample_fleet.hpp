#pragma once

#include "domain/fleet/fleet_status.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::test {

/// When the samples were taken.
[[nodiscard]] domain::time_point fleet_time();

/// An account that is guarded, flat, and says so in a small document.
[[nodiscard]] domain::fleet_account small_account(const std::string& name);

/// A live daemon with a small document and these accounts.
[[nodiscard]] domain::fleet_daemon small_daemon(const std::string& name,
                                                const std::vector<std::string>& accounts);

/// A live daemon that tells what a riskd with all kinds of accounts would, from
/// tests/golden/control_api/<golden>.json.
[[nodiscard]] domain::fleet_daemon told_daemon(const std::string& name, const std::string& golden);

/// A daemon that was configured and never heard.
[[nodiscard]] domain::fleet_daemon unseen_daemon(const std::string& name);

/// A daemon that is heard no more and whose documents cannot be read.
[[nodiscard]] domain::fleet_daemon garbled_daemon(const std::string& name);

[[nodiscard]] domain::fleet_alarm an_alarm(std::uint64_t id, domain::fleet_alarm_kind kind,
                                           const std::string& daemon, const std::string& account);

/// Daemons in the order of their names, and alarms, the newest first.
[[nodiscard]] std::shared_ptr<const domain::fleet_status>
a_fleet(const std::vector<domain::fleet_daemon>& daemons,
        std::vector<domain::fleet_alarm> alarms = {});

/// Something of everything: `desk` in trouble, `home` busy, `spare` never seen, `vps` garbled; one
/// alarm that goes on, one that is over.
[[nodiscard]] std::shared_ptr<const domain::fleet_status> whole_fleet();

/// The same fleet, in which one daemon is another object with other content.
template <class Change>
std::shared_ptr<const domain::fleet_status> changed(const domain::fleet_status& from,
                                                    std::size_t daemon, Change change) {
  auto made = std::make_shared<domain::fleet_status>(from);
  auto other = std::make_shared<domain::fleet_daemon>(*from.daemons.at(daemon));
  change(*other);
  made->daemons.at(daemon) = std::move(other);
  return made;
}

} // namespace riskd::test
