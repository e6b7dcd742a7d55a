#include "domain/rules/evaluation.hpp"

#include "domain/contract_check.hpp"
#include "domain/rules/evaluate.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

namespace riskd::domain::rules {

void verdicts::breach(verdict what) {
  found_.breaches.push_back({std::move(what), std::nullopt});
}

void verdicts::violation(episode_key key, verdict what) {
  if (!binding_.episodes.contains(key))
    found_.breaches.push_back({std::move(what), key});
  reported_.push_back(std::move(key));
}

void verdicts::finish(rule_id rule) {
  for (const auto& [key, cause] : binding_.episodes)
    if (key.rule == rule && std::find(reported_.begin(), reported_.end(), key) == reported_.end())
      found_.ended.push_back(key);
  reported_.clear();
}

void verdicts::fail(rule_id rule, std::string reason) {
  std::erase_if(found_.breaches, [rule](const found_breach& x) { return x.what.rule == rule; });
  reported_.clear();
  found_.failures.push_back({rule, std::move(reason)});
}

judgement verdicts::take() {
  return std::move(found_);
}

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
