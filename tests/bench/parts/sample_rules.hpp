#pragma once

#include "domain/rules/rule_set.hpp"
#include "tests/bench/parts/sample_account.hpp"

#include <vector>

namespace riskd::bench {

/// A rule, and what becomes of an account that keeps it. The last event is the one to be judged.
struct sample_rule {
  domain::rules::any_rule rule;
  void (*keeping)(sample_account&) = nullptr;
  void (*breaking)(sample_account&) = nullptr;
};

/// Each of the rules once, in ascending order of number. What a `sample_account` did before keeps
/// all of them.
[[nodiscard]] std::vector<sample_rule> sample_rules();

/// The settings of a `sample_account` that has them all.
[[nodiscard]] domain::account_settings settings_with_all_rules();

} // namespace riskd::bench
