#pragma once

#include <string>

namespace riskd::config {

/// Writes `docs/CONFIG.md`: every key with type, default and meaning, from the tree of keys that
/// loading uses.
[[nodiscard]] std::string reference_markdown();

} // namespace riskd::config
