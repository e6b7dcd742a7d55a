#pragma once

#include "domain/ids.hpp"
#include "domain/result.hpp"

#include <filesystem>
#include <optional>
#include <set>

namespace riskd::sqlite {

// The marker lies outside the store and survives it: it says that a store existed and which
// accounts were ever guarded (R-P-4).

/// Returns the accounts in the marker, or nothing if there is no marker. Lines that are no account
/// are passed over: a damaged marker still says that there was a store.
[[nodiscard]] domain::result<std::optional<std::set<domain::account_id>>>
read_marker(const std::filesystem::path& file);

/// Replaces the marker at once: readers and crashes see the old or the new one.
[[nodiscard]] domain::result<void> write_marker(const std::filesystem::path& file,
                                                const std::set<domain::account_id>& accounts);

} // namespace riskd::sqlite
