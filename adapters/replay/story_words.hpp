#pragma once

#include "adapters/terminal/style.hpp"
#include "domain/records.hpp"
#include "domain/time_zone.hpp"

#include <string>
#include <string_view>

namespace riskd::replay {

/// A decision in plain English, and how loud it is.
struct told {
  terminal::tone tone{};
  std::string text;
};

/// @param zone In which zone times are told.
[[nodiscard]] told tell(const domain::decision& what, const domain::time_zone& zone);

/// What a rule is about, in a few words: `daily loss`.
[[nodiscard]] const char* subject_of(domain::rule_id rule);

/// Returns a name of the program as words: `close_position` gives `close position`.
[[nodiscard]] std::string as_words(std::string_view name);

} // namespace riskd::replay
