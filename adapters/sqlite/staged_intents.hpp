#pragma once

#include "domain/journal_entries.hpp"

#include <map>
#include <vector>

namespace riskd::sqlite {

[[nodiscard]] domain::journal_entry as_journal_entry(const domain::intent_entry& x);

/// Entries of intents that are already queued for the database, until the batch with the same
/// entries arrives.
class staged_intents {
public:
  /// Remembers the entries. Of a batch that never comes only so many are kept.
  void add(domain::account_id account, const std::vector<domain::journal_entry>& entries);

  /// Removes from `entries` what is queued already, each as often as it was added.
  void remove_known(domain::account_id account, std::vector<domain::journal_entry>& entries);

private:
  std::map<domain::account_id, std::vector<domain::journal_entry>> waiting_;
};

} // namespace riskd::sqlite
