#include "domain/account_fold.hpp"
#include "tests/simulation/witness.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace riskd::simulation {

using namespace domain;

namespace {

std::string told(const std::vector<position_row>& rows) {
  std::string out;
  for (const auto& each : rows)
    out
      += " " + to_string(each.contract) + " " + std::to_string(sign(each.held) * each.size.count());
  return out.empty() ? " nothing" : out;
}

std::vector<position_row> rows_of(const std::vector<position_status>& shown) {
  std::vector<position_row> out;
  for (const auto& each : shown) {
    position_row row;
    row.contract = each.held.contract;
    row.held = each.held.held;
    row.size = each.held.size;
    out.push_back(row);
  }
  return out;
}

std::set<order_id> ids_of(const std::vector<order_row>& rows) {
  std::set<order_id> out;
  for (const auto& each : rows)
    out.insert(each.id);
  return out;
}

/// An account whose supervision failed is shown so until its lock has ended (R-L-16), and one that
/// needed safe mode again until the next reset (R-F-19).
bool is_given_up(const account_status& status) {
  return (status.safe && status.safe->held_until)
         || std::any_of(status.locks.begin(), status.locks.end(),
                        [](const lock& x) { return x.rule == rule_id::system_supervision; });
}

} // namespace

void witness::judge_calm(const daemon_status& status) {
  look_at(status);
  if (status.phase != daemon_phase::ready
      && std::none_of(status.accounts.begin(), status.accounts.end(), is_given_up)) {
    std::string reasons;
    for (const auto& each : status.reasons)
      reasons += "; " + each;
    accuse({}, std::string{"the daemon is "} + to_string(status.phase) + reasons);
  }
  for (const auto& [id, notes] : accounts_) {
    const auto shown = std::find_if(status.accounts.begin(), status.accounts.end(),
                                    [id = id](const account_status& x) { return x.id == id; });
    if (shown == status.accounts.end()) {
      accuse(id, "nobody guards it");
      continue;
    }
    judge_account(*shown, notes);
    judge_ledger(*shown);
    judge_journal(*shown);
    judge_time(*shown, notes);
    judge_locks(*shown, notes);
    judge_derivation(*shown, notes);
    if (notes.settings->mode == account_mode::enforce)
      judge_limits(id, *notes.settings);
  }
}

/// What is shown is what the venue knows, and what binds was enforced.
void witness::judge_account(const account_status& status, const account_notes& notes) {
  const auto id = *status.id;
  const auto& book = venue_.book(id);
  if (!is_given_up(status) && status.state != protection::protected_
      && status.state != protection::shadow) {
    std::string reasons;
    for (const auto& each : status.reasons)
      reasons += "; " + each;
    accuse(id, std::string{"it is "} + to_string(status.state) + reasons);
  }
  const auto shown = told(rows_of(status.positions));
  if (const auto held = told(book.positions()); shown != held)
    accuse(id, "shown are" + shown + ", held are" + held);
  if (ids_of(status.live_orders) != ids_of(book.live_orders()))
    accuse(id, "other orders are shown than are live");
  if (notes.settings->mode == account_mode::shadow)
    return;
  const auto demands = [](const auto& x) {
    return x.second.what.policy == lock_policy::flatten;
  };
  if (std::any_of(notes.locks.begin(), notes.locks.end(), demands) && !is_flat(id))
    accuse(id, "it is locked but holds" + told(book.positions()) + " and "
                 + std::to_string(book.live_orders().size()) + " orders");
  const auto left = store_.restored(id).binding.directives;
  for (const auto& [key, cause] : left)
    accuse(id, "a breach of " + std::string{to_string(key.rule)} + " is still being worked on");
}

/// Every trade of the day counts, and counts once.
void witness::judge_ledger(const account_status& status) {
  const auto id = *status.id;
  money wanted;
  for (const auto& each : venue_.book(id).trades())
    if (!each.voided && status.day->contains(*each.created))
      wanted += each.profit_and_loss.value_or(money{}) - each.fees.value_or(money{});
  if (status.realized != wanted)
    accuse(id, "realized is " + to_string(status.realized) + " but the venue's trades make "
                 + to_string(wanted));
}

/// The state that was in memory is the one that its journal makes.
void witness::judge_journal(const account_status& status) {
  const auto id = *status.id;
  const auto stored = store_.restored(id);
  const auto state = restore_state(stored, *accounts_.at(id).settings, venue_.now());
  std::vector<position_row> rows;
  for (const auto& [contract, each] : state.positions->open()) {
    position_row row;
    row.contract = each.contract;
    row.held = each.held;
    row.size = each.size;
    rows.push_back(row);
  }
  if (const auto journal = told(rows); journal != told(rows_of(status.positions)))
    accuse(id, "the journal makes" + journal + ", shown are" + told(rows_of(status.positions)));
  const auto& locks = stored.binding.locks.all();
  if (locks.size() != status.locks.size()
      || !std::equal(locks.begin(), locks.end(), status.locks.begin(),
                     [](const lock& a, const lock& b) {
                       return a.rule == b.rule && a.until == b.until && a.policy == b.policy;
                     }))
    accuse(id, "the journal has " + std::to_string(locks.size()) + " locks, shown are "
                 + std::to_string(status.locks.size()));
}

} // namespace riskd::simulation
