#pragma once

#include "tests/bench/breached_account.hpp"

#include <array>
#include <string_view>

namespace riskd::bench {

/// Under which circumstances breaches are measured.
struct latency_scene {
  std::string_view name;
  /// What its members of the JSON object begin with.
  std::string_view prefix;
  std::string_view title;
  breach_kind kind{};
  /// Quotes and events of other accounts come in meanwhile.
  bool has_load = false;
};

/// In the order in which they are measured and told.
constexpr std::array<latency_scene, 4> latency_scenes{{
  {"idle", "", "idle, RULE-001 reduces and makes no lock", breach_kind::size, false},
  {"lock", "lock_", "idle, RULE-007 makes a lock and closes", breach_kind::loss, false},
  {"load", "load_", "under load, RULE-001 reduces and makes no lock", breach_kind::size, true},
  {"load_lock", "load_lock_", "under load, RULE-007 makes a lock and closes", breach_kind::loss,
   true},
}};

} // namespace riskd::bench
