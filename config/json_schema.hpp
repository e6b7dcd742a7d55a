#pragma once

#include <string>

namespace riskd::config {

/// Writes `docs/riskd-config.schema.json`: the JSON Schema (draft 2020-12) of the configuration
/// file, from the tree of keys that loading uses (R-C-1). It says what can be said of the file as
/// it is written; what several values say together, and whether zones, references and accounts
/// exist, only loading knows.
[[nodiscard]] std::string json_schema();

} // namespace riskd::config
