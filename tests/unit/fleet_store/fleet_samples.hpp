#pragma once

#include "domain/ports/fleet_history_port.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskd::test {

/// So many seconds after the beginning of the time of these tests.
[[nodiscard]] domain::time_point fleet_time(std::int64_t seconds);

/// Amounts in dollars.
[[nodiscard]] domain::kept_point a_point(std::int64_t second, std::int64_t realized,
                                         std::optional<std::int64_t> unrealized = 0,
                                         const std::string& account = "A-1",
                                         const std::string& daemon = "home");

/// A record whose hash is made from its place, following the one before it.
[[nodiscard]] domain::audit_report a_record(std::int64_t n, const std::string& account = "A-1",
                                            std::int64_t chain = 1);

[[nodiscard]] domain::story_report a_story(std::int64_t breach, std::int64_t second,
                                           const std::string& account = "A-1");

[[nodiscard]] domain::fleet_alarm an_alarm(std::uint64_t id, bool goes_on = false);

[[nodiscard]] domain::account_report an_account(const std::string& name);

/// A daemon that has reported these accounts.
[[nodiscard]] std::shared_ptr<domain::fleet_daemon>
a_daemon(const std::string& name, const std::vector<std::string>& accounts);

} // namespace riskd::test
