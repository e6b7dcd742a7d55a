#include "domain/account_watch.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain {

namespace {

constexpr int whole_limit = 100;

const lock* find_lock(const account_status& account, rule_id rule) {
  const auto found = std::find_if(account.locks.begin(), account.locks.end(),
                                  [rule](const lock& x) { return x.rule == rule; });
  return found == account.locks.end() ? nullptr : &*found;
}

/// True if the account is held more tightly or for longer; a baseline that shrinks is no news.
bool is_changed(const lock& before, const lock& after) {
  return before.until != after.until || before.policy != after.policy;
}

std::string warning_text(const rule_status& rule, int percent) {
  auto out = told_rule(rule.rule) + " is at " + std::to_string(percent) + " % of its limit";
  if (rule.observed && rule.limit)
    out += ": " + to_string(*rule.observed) + " of " + to_string(*rule.limit);
  return out;
}

} // namespace

account_watch::account_watch(std::vector<int> steps, time_point since,
                             const std::vector<limit_announced>& announced)
  : steps_(std::move(steps)), since_(since) {
  for (const auto& each : announced)
    rules_[each.rule] = {each.step, each.day, false};
}

watch_findings account_watch::observe(const account_status& latest, time_point now,
                                      const told_account& who) {
  watch_findings out;
  look_at_locks(latest, now, who, out);
  // What has not been compared with the broker may be yesterday's figures.
  if (latest.state != protection::starting)
    for (const auto& rule : latest.rules)
      if (rule.enabled)
        look_at_rule(rule, latest, now, who, out);
  look_at_enforcement(latest, now, who, out);
  seen_ = true;
  return out;
}

void account_watch::look_at_locks(const account_status& latest, time_point now,
                                  const told_account& who, watch_findings& out) {
  for (const auto& [rule, known] : locks_)
    if (!find_lock(latest, rule))
      out.notices.push_back(notice_of_end(known, now, who));
  for (const auto& each : latest.locks) {
    const auto known = locks_.find(each.rule);
    const bool is_new = known == locks_.end();
    const bool is_old_story = !seen_ && each.created < since_;
    if (is_new ? !is_old_story : is_changed(known->second, each))
      out.notices.push_back(notice_of(each, !is_new, now, who));
  }
  locks_.clear();
  for (const auto& each : latest.locks)
    locks_.emplace(each.rule, each);
}

/// Each step is told once per trading day.
void account_watch::look_at_rule(const rule_status& rule, const account_status& latest,
                                 time_point now, const told_account& who, watch_findings& out) {
  auto& known = rules_[rule.rule];
  const bool was_in_breach = std::exchange(known.in_breach, rule.in_breach);
  // Its lock says it better.
  if (rule.in_breach && !was_in_breach && !find_lock(latest, rule.rule))
    out.notices.push_back(notice_of_breach(rule.rule, now, who));
  const auto percent = rule.utilisation_percent.value_or(0);
  const auto step = step_below(percent);
  const auto today = latest.day ? std::optional{latest.day->id} : std::nullopt;
  if (step <= (known.told_day == today ? known.told_step : 0))
    return;
  known.told_step = step;
  known.told_day = today;
  if (today)
    out.announced.push_back({rule.rule, *today, step});
  // Whoever is told that the limit is reached need not be told that it comes near.
  if (rule.in_breach || rule.failed)
    return;
  out.warnings.push_back({alert_code::limit_warning, std::nullopt, warning_text(rule, percent)});
}

/// What was breached and put right between two looks leaves no other trace in the status. Where
/// RULE-012 is on, commands are sent on an ordinary day.
void account_watch::look_at_enforcement(const account_status& latest, time_point now,
                                        const told_account& who, watch_findings& out) {
  const auto before = std::exchange(enforcement_, latest.enforcement.started);
  const bool is_new = seen_ && enforcement_ && before != enforcement_;
  const bool is_explained
    = !latest.locks.empty()
      || std::any_of(latest.rules.begin(), latest.rules.end(), [](const rule_status& x) {
           return x.in_breach || (x.enabled && x.rule == rule_id::trade_management);
         });
  if (is_new && !is_explained)
    out.notices.push_back(notice_of_enforcement(now, who));
}

/// The highest step that is reached.
int account_watch::step_below(int percent) const {
  int out = 0;
  for (const auto each : steps_)
    if (each <= percent && each < whole_limit)
      out = std::max(out, each);
  return out;
}

} // namespace riskd::domain
