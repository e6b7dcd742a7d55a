#pragma once

#include "config/schema.hpp"
#include "config/settings.hpp"

namespace riskd::config {

/// The section `calendar` (R-T-11, R-T-12).
[[nodiscard]] node calendar_section();

/// Removes the default lists if an exchange calendar replaces them (R-T-12).
void let_exchange_replace_defaults(value& calendar);

/// @pre nothing in the section was refused
[[nodiscard]] calendar_settings build_calendar(const value& calendar);

} // namespace riskd::config
