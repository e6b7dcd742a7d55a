#pragma once

#include "config/value.hpp"
#include "domain/listed_rule.hpp"

#include <vector>

namespace riskd::config {

using domain::listed_parameter;
using domain::listed_rule;
using domain::parameter_source;

/// All thirteen rules of an effective configuration, by number. @pre nothing was refused
[[nodiscard]] std::vector<listed_rule> list_rules(const value& tree);

} // namespace riskd::config
