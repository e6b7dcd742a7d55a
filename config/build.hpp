#pragma once

#include "config/effective.hpp"
#include "config/load_context.hpp"
#include "config/references.hpp"
#include "config/settings.hpp"
#include "config/stored_settings.hpp"

#include <vector>

namespace riskd::config {

/// Makes the typed configuration. Warnings are left to the caller. @pre nothing was refused
[[nodiscard]] configuration build(const value& file, const effective_account& base,
                                  const std::vector<effective_account>& accounts,
                                  const reference_resolver& references,
                                  const load_context& context);

/// Makes the typed settings of a file that only tells who is told. @pre nothing was refused
[[nodiscard]] notification_settings build_notifications(const value& file,
                                                        const reference_resolver& references);

/// Makes the typed entry of one account. @pre `from` names its login
[[nodiscard]] account_entry build_account(const stored_settings& from, const load_context& context);

} // namespace riskd::config
