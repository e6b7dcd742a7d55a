#include "adapters/sqlite/staged_intents.hpp"

#include "adapters/sqlite/write_queue.hpp"

#include <algorithm>
#include <cstddef>
#include <variant>

namespace riskd::sqlite {

using domain::account_id;
using domain::journal_entry;

namespace {

constexpr std::ptrdiff_t kept_per_account = 1000;

} // namespace

journal_entry as_journal_entry(const domain::intent_entry& x) {
  return std::visit([](const auto& each) { return journal_entry{each}; }, x);
}

void staged_intents::add(account_id account, const std::vector<journal_entry>& entries) {
  auto& kept = waiting_[account];
  kept.insert(kept.end(), entries.begin(), entries.end());
  const auto excess = std::ssize(kept) - kept_per_account;
  if (excess > 0)
    kept.erase(kept.begin(), kept.begin() + excess);
}

void staged_intents::remove_known(account_id account, std::vector<journal_entry>& entries) {
  const auto place = waiting_.find(account);
  if (place == waiting_.end())
    return;
  auto& known = place->second;
  std::erase_if(entries, [&](const journal_entry& each) {
    if (!is_binding(each))
      return false;
    const auto found = std::find(known.begin(), known.end(), each);
    if (found == known.end())
      return false;
    known.erase(found);
    return true;
  });
  if (known.empty())
    waiting_.erase(place);
}

} // namespace riskd::sqlite
