#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::test {

/// Reads the part of YAML that docs/openapi.yaml is written in: block mappings and sequences, flow
/// sequences of scalars, literal blocks, quoted and plain scalars. Throws on anything else it
/// notices.
[[nodiscard]] nlohmann::json read_yaml(const std::string& text);

} // namespace riskd::test
