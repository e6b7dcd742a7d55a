#include "domain/contract_facts.hpp"
#include "domain/rules/blocked_products.hpp"
#include "domain/trading_day.hpp"
#include "tests/simulation/witness.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>

// What the rules demand of an account, worked out from the venue's books alone.

namespace riskd::simulation {

using namespace domain;
using namespace std::chrono_literals;

namespace {

/// Timers that are due at the end of a run may still be on their way.
constexpr duration lateness_max = 10s;

/// REST shows what happened longer ago than this.
constexpr duration rest_delay = 1s;

const lock* find_lock(const account_status& status, rule_id rule) {
  const auto found = std::find_if(status.locks.begin(), status.locks.end(),
                                  [rule](const lock& x) { return x.rule == rule; });
  return found == status.locks.end() ? nullptr : &*found;
}

money result_of(const trade_row& row) {
  return row.profit_and_loss.value_or(money{}) - row.fees.value_or(money{});
}

std::vector<trade_row> trades_of(const venue_book& book, const trading_day& day) {
  std::vector<trade_row> rows;
  for (const auto& each : book.trades())
    if (day.contains(*each.created))
      rows.push_back(each);
  std::sort(rows.begin(), rows.end(), [](const trade_row& a, const trade_row& b) {
    return std::tie(a.created, a.id) < std::tie(b.created, b.id);
  });
  return rows;
}

} // namespace

void witness::on_event(account_notes& notes, const account_payload& payload) {
  const auto* told = std::get_if<position_row>(&payload);
  if (!told)
    return;
  if (told->size.count() == 0 || !told->created)
    notes.known.erase(told->contract);
  else
    notes.known.insert_or_assign(told->contract, *told->created);
}

void witness::on_directive_opened(account_notes& notes, const directive_key& key) {
  const auto known = notes.known.find(key.contract);
  open_directive opened{venue_.now(), std::nullopt};
  if (known != notes.known.end())
    opened.position = known->second;
  notes.directives.try_emplace(key, opened);
}

/// A directive ends with its position, not before (R-X-9). One that was opened behind riskd's back,
/// by a stop that filled when the position was closed already, is another matter.
void witness::on_directive_closed(account_id account, account_notes& notes,
                                  const directive_key& key) {
  const auto opened = notes.directives.extract(key);
  // While the stream is down, lists that lag by different lengths contradict each other.
  if (!opened || is_disturbed(notes))
    return;
  const auto& about = opened.mapped();
  for (const auto& each : venue_.book(account).positions())
    if (each.contract == key.contract
        && (about.position ? *each.created == *about.position : *each.created < about.seen))
      accuse(account, std::string{"a breach of "} + to_string(key.rule)
                        + " was given up with the position still open");
}

/// R-T-8
void witness::on_reset(account_id account, account_notes& notes, const day_started& reset) {
  if (notes.last_reset && reset.boundary <= *notes.last_reset)
    accuse(account, "the reset of " + domain::to_string(reset.day) + " was performed twice");
  notes.last_reset = reset.boundary;
}

/// The day is that of the venue's clock, and it began with its reset (R-T-8).
void witness::judge_time(const account_status& status, const account_notes& notes) {
  const auto id = *status.id;
  const auto day = day_at(notes.settings->reset, venue_.now());
  if (*status.day != day)
    accuse(id, "shown is the day " + domain::to_string(status.day->id) + " on "
                 + domain::to_string(day.id));
  const auto events = store_.all<stored_event>(id);
  const bool was_guarded = std::any_of(events.begin(), events.end(),
                                       [&](const auto& x) { return x.received < day.begin; });
  if (was_guarded && (!notes.last_reset || *notes.last_reset < day.begin))
    accuse(id, "the reset of " + domain::to_string(day.id) + " was never performed");
}

/// Locks that must be there are, and those that are over are not (R-L-4, R-010-2).
void witness::judge_locks(const account_status& status, const account_notes& notes) {
  const auto id = *status.id;
  for (const auto& each : status.locks)
    if (each.until && *each.until + lateness_max < venue_.now())
      accuse(id, std::string{"the lock of "} + to_string(each.rule) + " outlived its end");
  const bool may_trade = venue_.book(id).row().can_trade.value_or(true);
  const bool is_barred = find_lock(status, rule_id::auth_loss_guard);
  if (notes.settings->rules.find<rules::auth_loss_guard>() && may_trade == is_barred)
    accuse(id, is_barred ? "it is locked by RULE-010 but may trade"
                         : "it may not trade but is not locked by RULE-010");
  if (notes.settings->mode == account_mode::shadow)
    return;
  for (const auto& [rule, known] : notes.locks)
    for (const auto& held : venue_.book(id).positions()) {
      if (known.what.policy != lock_policy::keep)
        continue;
      const auto kept = known.what.baseline.find(held.contract);
      if (kept == known.what.baseline.end() || kept->second.held != held.held
          || kept->second.size < held.size)
        accuse(id, std::string{"the lock of "} + to_string(rule) + " does not keep the "
                     + domain::to_string(held.size) + " contracts of "
                     + domain::to_string(held.contract));
    }
}

/// Nothing is beyond its limit for long (RULE-001, 002, 011).
void witness::judge_limits(account_id account, const account_settings& settings) {
  const auto& book = venue_.book(account);
  std::int64_t net = 0;
  std::int64_t gross = 0;
  const auto* blocks = settings.rules.find<rules::symbol_blocks>();
  const auto* each_limit = settings.rules.find<rules::max_contracts_per_instrument>();
  for (const auto& each : traded_contracts()) {
    const auto held = book.net(each.id);
    net += held;
    gross += std::abs(held);
    if (each_limit && std::abs(held) > each_limit->default_limit.count())
      accuse(account, "RULE-002 allows fewer than " + std::to_string(held) + " of "
                        + domain::to_string(each.id));
    if (blocks && held != 0 && rules::is_blocked(*blocks, *make_contract_facts(each.id, &each)))
      accuse(account, "RULE-011 blocks " + domain::to_string(each.id));
  }
  const auto* limit = settings.rules.find<rules::max_contracts>();
  if (!limit)
    return;
  const auto count
    = limit->count_type == rules::max_contracts::counting::net ? std::abs(net) : gross;
  if (count > limit->limit.count())
    accuse(account, "RULE-001 allows fewer than " + std::to_string(count) + " contracts");
}

/// The venue's trades lock the account, also those of a time without a daemon (R-L-14).
void witness::judge_derivation(const account_status& status, const account_notes& notes) {
  const auto id = *status.id;
  const auto* rule = notes.settings->rules.find<rules::daily_realized_loss>();
  if (!rule || find_lock(status, rules::daily_realized_loss::id))
    return;
  const auto rows = trades_of(venue_.book(id), *status.day);
  // Whether a trade was voided before the start or after it cannot be told from its row.
  const bool is_final
    = std::none_of(rows.begin(), rows.end(), [](const auto& x) { return x.voided == true; });
  const auto started = venue_.now() - (elapsed() - started_);
  money sum;
  for (const auto& row : rows) {
    sum += row.voided.value_or(false) ? money{} : result_of(row);
    if (is_final && sum <= rule->limit && *row.created + rest_delay < started)
      return accuse(id, "its trades reached the daily loss before the start, and it is not locked");
  }
  // Open results count as well where they are included, and make up for realized ones.
  const bool is_whole = !rule->include_unrealized || venue_.book(id).positions().empty();
  if (is_whole && sum <= rule->limit)
    accuse(id, "its trades make " + domain::to_string(sum) + ", and it is not locked");
}

} // namespace riskd::simulation
