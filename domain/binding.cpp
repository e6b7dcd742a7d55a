#include "domain/binding.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

/// Safe mode that is entered again sooner than this did not heal what it was entered for (R-F-19).
constexpr duration relapse_window = std::chrono::minutes{10};

/// What is held when a `keep` lock begins (R-L-9).
lock_baselines baseline_of(const account_state& state, lock_policy policy) {
  lock_baselines baseline;
  if (policy == lock_policy::keep)
    for (const auto& [contract, held] : state.positions->open())
      baseline.emplace(contract, lock_baseline{held.held, held.size});
  return baseline;
}

void engage(binding_change& change, const lock_request& request, breach_id cause,
            const binding_context& context) {
  const auto wanted = lock{
    request.rule,  request.kind, request.policy,       context.now,
    request.until, cause,        context.state.day.id, baseline_of(context.state, request.policy)};
  const auto effect = change.next.locks.engage(wanted);
  if (effect == lock_change::unchanged)
    return;
  const auto& now_binding = *change.next.locks.find(request.rule);
  change.intents.push_back(lock_stored{now_binding});
  change.entries.push_back(lock_stored{now_binding});
  change.has_lock = true;
  // A lock that only became stricter has no record of its own (R-L-3).
  if (effect != lock_change::tightened)
    change.records.push_back(lock_record{now_binding, effect == lock_change::extended});
}

void record_breach(binding_change& change, const rules::found_breach& found,
                   const binding_context& context) {
  const auto id = breach_id{context.ids.next(context.now)};
  change.records.push_back(breach_record{id, found.what});
  const auto opened = breach_opened{
    id, context.now, found.what, found.episode, context.cause, context.settings.config_hash};
  change.entries.push_back(opened);
  change.intents.push_back(opened);
  if (found.episode)
    change.next.episodes[*found.episode] = id;
  if (found.directive)
    open_directive(change, *found.directive, id, context.now);
  if (found.what.lock)
    engage(change, *found.what.lock, id, context);
}

class finding_visitor {
public:
  finding_visitor(binding_change& change, const binding_context& context)
    : change_(change), context_(context) {
  }

  void operator()(const rules::found_breach& found) const {
    record_breach(change_, found, context_);
  }

  void operator()(const lock_request& request) const {
    engage(change_, request, breach_id{context_.ids.next(context_.now)}, context_);
  }

  void operator()(const rules::condition_over& over) const {
    release_lock(change_, over.rule, context_.now);
  }

  void operator()(const alert_record& alert) const {
    change_.records.emplace_back(alert);
  }

private:
  binding_change& change_;
  const binding_context& context_;
};

/// The rule to blame for orders left over in a contract (R-X-10).
rule_id first_directive_rule(const standing& current, const contract_id& contract) {
  auto each = current.directives.lower_bound(directive_key{contract, rule_id{}});
  RISKD_EXPECTS(each != current.directives.end() && each->first.contract == contract);
  auto best = each->first.rule;
  for (; each != current.directives.end() && each->first.contract == contract; ++each)
    if (command_rank(each->first.rule) < command_rank(best))
      best = each->first.rule;
  return best;
}

void end_directives(standing& current, const contract_id& contract, time_point now,
                    std::vector<journal_entry>& entries) {
  std::erase_if(current.directives, [&](const auto& row) {
    if (row.first.contract != contract)
      return false;
    entries.push_back(directive_closed{row.first, now});
    return true;
  });
}

void join_cleanup(standing& current, const account_state& state, const contract_id& contract) {
  const auto blamed = first_directive_rule(current, contract);
  for (const auto& [id, order] : state.orders.live())
    if (order.contract == contract)
      current.cleanup.emplace(id, blamed);
}

void follow_baselines(standing& current, const position_delta& delta) {
  if (delta.change == position_change::decrease)
    current.locks.shrink_baselines(delta.contract, delta.after->held, delta.after->size);
  else if (begins_instance(delta.change) || ends_instance(delta.change))
    current.locks.drop_baselines(delta.contract);
  if (!current.safe)
    return;
  auto& baseline = current.safe->baseline;
  const auto kept = baseline.find(delta.contract);
  if (kept == baseline.end())
    return;
  if (delta.change == position_change::decrease)
    kept->second.size = std::min(kept->second.size, delta.after->size);
  else if (begins_instance(delta.change) || ends_instance(delta.change))
    baseline.erase(kept);
}

/// Belongs to the end of the directive, and so into the same batch as it (R-X-10, R-X-11).
void store_cleanup(const standing& before, const standing& after,
                   std::vector<journal_entry>& entries) {
  for (const auto& [order, rule] : after.cleanup)
    if (!before.cleanup.contains(order))
      entries.push_back(cleanup_joined{order, rule});
  for (const auto& [order, rule] : before.cleanup)
    if (!after.cleanup.contains(order))
      entries.push_back(cleanup_left{order});
}

/// What may be kept became less: a restart must not find it as it was.
void store_baselines(const standing& before, const standing& after,
                     std::vector<journal_entry>& entries) {
  for (const auto& each : after.locks.all())
    if (const auto* old = before.locks.find(each.rule); old && *old != each)
      entries.push_back(lock_stored{each});
  if (after.safe != before.safe)
    entries.push_back(safe_mode_stored{after.safe, std::nullopt});
}

} // namespace

bool concerns(const step_deltas& deltas, const standing& current) {
  return deltas.changed && (deltas.position || deltas.order) && !current.is_idle();
}

bool follow(standing& current, const account_state& state, const step_deltas& deltas,
            time_point now, std::vector<journal_entry>& entries) {
  const auto before = current;
  if (deltas.position) {
    const auto& delta = *deltas.position;
    follow_baselines(current, delta);
    // A flip leaves directives in force: a closing race can flip the position (R-X-9).
    if (current.has_directive(delta.contract)
        && (delta.change == position_change::flat || delta.change == position_change::reopen)) {
      if (delta.change == position_change::flat)
        join_cleanup(current, state, delta.contract);
      end_directives(current, delta.contract, now, entries);
    }
  }
  std::erase_if(current.cleanup,
                [&](const auto& row) { return !state.orders.find_live(row.first); });
  store_cleanup(before, current, entries);
  store_baselines(before, current, entries);
  return current != before;
}

binding_change bind(standing current, const rules::judgement& found,
                    const binding_context& context) {
  binding_change change;
  change.next = std::move(current);
  const auto visitor = finding_visitor{change, context};
  for (const auto& each : found.findings)
    std::visit(visitor, each);
  for (const auto& key : found.ended)
    if (const auto episode = change.next.episodes.find(key);
        episode != change.next.episodes.end()) {
      change.entries.push_back(breach_closed{episode->second, context.now});
      change.next.episodes.erase(episode);
    }
  return change;
}

binding_change bind_system_lock(standing current, rule_id cause, const binding_context& context) {
  binding_change change;
  change.next = std::move(current);
  // The state may still be of an earlier day.
  const auto end = day_at(context.settings.reset, context.now).end;
  engage(change, lock_request{cause, lock_kind::hard, lock_policy::flatten, end},
         breach_id{context.ids.next(context.now)}, context);
  return change;
}

binding_change bind_safe_mode(standing current, const account_settings& settings,
                              const account_state& state, time_point now) {
  binding_change change;
  change.next = std::move(current);
  auto entered
    = safe_mode{settings.safe_mode, now, baseline_of(state, lock_policy::keep), std::nullopt};
  // The state may still be of an earlier day. A clock that was set back shows no pause at all.
  if (const auto left = std::exchange(change.next.safe_mode_left, std::nullopt);
      left && now - *left < relapse_window)
    entered.held_until = day_at(settings.reset, now).end;
  change.next.safe = std::move(entered);
  change.entries.push_back(safe_mode_stored{change.next.safe, std::nullopt});
  change.intents.push_back(safe_mode_stored{change.next.safe, std::nullopt});
  return change;
}

bool may_leave_safe_mode(const standing& current, const account_state& state) {
  return current.safe
         && (!current.safe->held_until || *current.safe->held_until <= state.day.begin);
}

binding_change end_safe_mode(standing current, time_point now) {
  binding_change change;
  change.next = std::move(current);
  change.next.safe.reset();
  change.next.safe_mode_left = now;
  change.entries.push_back(safe_mode_stored{std::nullopt, now});
  return change;
}

void open_directive(binding_change& change, const directive_key& key, breach_id cause,
                    time_point now) {
  if (!change.next.directives.emplace(key, cause).second)
    return;
  const auto opened = directive_opened{key, cause, now};
  change.entries.push_back(opened);
  change.intents.push_back(opened);
}

void release_lock(binding_change& change, rule_id rule, time_point now) {
  const auto released = change.next.locks.release(rule);
  if (!released)
    return;
  const auto reason = end_of(released->kind);
  change.records.push_back(unlock_record{*released, reason});
  change.entries.push_back(lock_ended{rule, now, reason});
}

lock_end end_of(lock_kind kind) {
  switch (kind) {
    case lock_kind::hard:
      return lock_end::reset;
    case lock_kind::cooldown:
      return lock_end::expired;
    case lock_kind::session:
      return lock_end::session_start;
    case lock_kind::condition:
      return lock_end::condition;
  }
  return lock_end::expired;
}

} // namespace riskd::domain
