#pragma once

#include <string>

namespace riskd::test {

/// Compares a JSON body with tests/golden/control_api/<name>.json, member for member and in order,
/// and prints both if they differ. With RISKD_UPDATE_GOLDEN=1 in the environment the file is
/// written instead, to be reviewed like code.
[[nodiscard]] bool equals_golden(const std::string& name, const std::string& body);

/// The same for a plain text, compared byte by byte with tests/golden/control_api/<name>.
[[nodiscard]] bool equals_golden_text(const std::string& name, const std::string& text);

} // namespace riskd::test
