#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace riskd::config {

/// True for `scheme://host[:port][/path]` with one of the schemes. A user, a query and a fragment
/// are refused: they could carry a secret, and the gateway's addresses have none.
[[nodiscard]] bool is_address(std::string_view text, const std::vector<std::string>& schemes);

} // namespace riskd::config
