#pragma once

#include "config/effective.hpp"
#include "domain/result.hpp"

#include <string>
#include <string_view>

namespace riskd::config {

/// An effective configuration as the journal keeps it (`rules.md` section 10): the account and the
/// addresses of its login, every setting, and which layer each comes from.
struct stored_settings {
  /// Name, id, mode and the name of the login; settings in `tree`.
  effective_account account;
  /// `rest_url`, `user_hub_url` and `market_hub_url`, references resolved.
  value login;
};

[[nodiscard]] std::string stored_text(const stored_settings& from);

/// Reads what `stored_text` wrote, maybe by an older program.
[[nodiscard]] domain::result<stored_settings> read_stored(std::string_view text);

} // namespace riskd::config
