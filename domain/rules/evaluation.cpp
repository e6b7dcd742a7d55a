#include "domain/rules/evaluation.hpp"

#include "domain/contract_check.hpp"
#include "domain/rules/evaluate.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <set>
#include <utility>

namespace riskd::domain::rules {

bool begins_lock(const judgement& found, const lock_set& in_force) {
  const auto is_new = [&](const lock_request& x) {
    return in_force.find(x.rule) == nullptr;
  };
  return std::any_of(found.findings.begin(), found.findings.end(), [&](const finding& x) {
    if (const auto* request = std::get_if<lock_request>(&x))
      return is_new(*request);
    const auto* breach = std::get_if<found_breach>(&x);
    return breach != nullptr && breach->what.lock && is_new(*breach->what.lock);
  });
}

void verdicts::breach(verdict what) {
  found_.findings.emplace_back(found_breach{std::move(what), std::nullopt, std::nullopt});
}

void verdicts::violation(episode_key key, verdict what) {
  if (!binding_.episodes.contains(key))
    found_.findings.emplace_back(found_breach{std::move(what), key, std::nullopt});
  reported_.push_back(std::move(key));
}

void verdicts::close(verdict what) {
  RISKD_EXPECTS(what.contract.has_value());
  const auto key = directive_key{*what.contract, what.rule};
  found_.findings.emplace_back(found_breach{std::move(what), std::nullopt, key});
}

void verdicts::lock(lock_request what) {
  found_.findings.emplace_back(std::move(what));
}

void verdicts::condition_over(rule_id rule) {
  found_.findings.emplace_back(rules::condition_over{rule});
}

void verdicts::alert(alert_record what) {
  found_.findings.emplace_back(std::move(what));
}

void verdicts::finish(rule_id rule) {
  for (const auto& [key, cause] : binding_.episodes)
    if (key.rule == rule && std::find(reported_.begin(), reported_.end(), key) == reported_.end())
      found_.ended.push_back(key);
  reported_.clear();
  before_ = found_.findings.size();
}

void verdicts::fail(rule_id rule, std::string reason) {
  found_.findings.resize(before_);
  reported_.clear();
  found_.failures.push_back({rule, std::move(reason)});
}

judgement verdicts::take() {
  return std::move(found_);
}

namespace {

bool is_active(const account_settings& settings, rule_id rule) {
  const auto& rules = settings.rules.all();
  return std::any_of(rules.begin(), rules.end(),
                     [rule](const any_rule& x) { return id_of(x) == rule; });
}

/// A rule that was switched off can neither end its episodes nor see its condition pass.
void end_without_rule(const account_view& view, verdicts& found) {
  std::set<rule_id> off;
  for (const auto& [key, cause] : view.binding.episodes)
    if (!is_active(view.settings, key.rule))
      off.insert(key.rule);
  for (const auto rule : off)
    found.finish(rule);
  const auto guard = rule_id::auth_loss_guard;
  if (view.state.can_trade && view.binding.locks.find(guard) && !is_active(view.settings, guard))
    found.condition_over(guard);
}

} // namespace

judgement judge(const account_view& view, const step_deltas& deltas, time_point now) {
  verdicts found{view.binding};
  for (const auto& each : view.settings.rules.all()) {
    try {
      std::visit([&](const auto& rule) { evaluate(rule, view, deltas, now, found); }, each);
      found.finish(id_of(each));
    } catch (const std::exception& error) {
      found.fail(id_of(each), error.what());
    }
  }
  end_without_rule(view, found);
  return found.take();
}

int percent_of(std::int64_t figure, std::int64_t limit) {
  RISKD_EXPECTS(limit != 0);
  // Figures that dwarf the limit only need to look like it.
  constexpr std::int64_t percent_max = 1'000'000;
  constexpr auto largest = std::numeric_limits<std::int64_t>::max() / 100;
  if (figure > largest || figure < -largest)
    return percent_max;
  return static_cast<int>(std::min(figure * 100 / limit, percent_max));
}

std::optional<rule_reading> read_rule(const any_rule& which, const account_view& view) {
  return std::visit([&](const auto& each) { return read(each, view); }, which);
}

} // namespace riskd::domain::rules
