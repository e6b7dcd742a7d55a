#pragma once

#include "adapters/logging/logger.hpp"
#include "domain/daemon_status.hpp"
#include "messages/account_events.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace riskd {

/// Tells the technical log what an account received and what its rules made of it (R-P-9). What
/// comes in floods is told at most once a second for each contract and for each rule.
class account_checkpoints {
public:
  /// @param sequence The journal's number of the event, 0 if it is not kept there
  void received(const logging::logger& log, const account_input& input, std::uint64_t sequence,
                const domain::clock_reading& now);

  /// Figures of the rules that are not broken; a breach is told with its record.
  void passed(const logging::logger& log, const std::vector<domain::rule_status>& rules,
              domain::duration now);

private:
  std::map<domain::contract_id, domain::duration> quotes_;
  std::map<domain::rule_id, domain::duration> passes_;
};

} // namespace riskd
