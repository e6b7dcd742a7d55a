#pragma once

#include "domain/replay.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace riskd::fuzz {

/// Checks that an account's payload says the same after it went through the journal, and through a
/// recording. What a recording leaves out on purpose is not compared.
void check_stored(domain::account_id account, const domain::account_payload& payload);

/// Checks that a report says the same after it went through a recording.
void check_recorded(const domain::replay_report& what, domain::time_point at);

/// True if `read` says what `written` said, as far as a recording keeps it. Half a surrogate pair
/// becomes another character in it; reports that have one are not compared.
[[nodiscard]] bool is_same_recorded(const domain::replay_report& written,
                                    const domain::replay_report& read);

/// Reads a whole recording. @throws domain::contract_violation if it cannot be read to its end
[[nodiscard]] std::vector<domain::replay_event> read_recording(const std::string& lines);

} // namespace riskd::fuzz
