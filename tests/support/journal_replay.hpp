#pragma once

#include "domain/journal_entries.hpp"

namespace riskd::test {

/// Applies one entry to what a start finds about its account, entries coming in the order in which
/// they were handed over.
void apply_entry(domain::restored_account& to, const domain::journal_entry& entry);
void apply_entry(domain::restored_account& to, const domain::intent_entry& entry);

} // namespace riskd::test
