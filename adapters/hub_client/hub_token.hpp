#pragma once

#include "adapters/projectx/secret.hpp"
#include "domain/result.hpp"

#include <filesystem>
#include <string>

namespace riskd::hub_client {

/// Reads the token for a hub from a file; blanks around it do not count. The rule is the hub's own
/// (`dashboard::read_token`), so that one file can serve both: fails with `storage_failed` if that
/// is no regular file, if anybody but its owner may read or write it (root's own group may read
/// it), or if the token is shorter than 16 or longer than 4096 bytes; also if it does not fit into
/// one line of a request.
[[nodiscard]] domain::result<projectx::secret<std::string>>
read_hub_token(const std::filesystem::path& file);

} // namespace riskd::hub_client
