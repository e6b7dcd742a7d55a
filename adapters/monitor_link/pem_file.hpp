#pragma once

#include "domain/result.hpp"

#include <string>

namespace riskd::monitor_link {

/// Whether a file's owner must be the only one who can read it.
enum class file_privacy : bool { open, secret };

/// Reads a small file whole. Fails with `storage_failed`, naming the file and the reason, if it
/// cannot be read, is no regular file, is larger than any list of certificates, or is a secret that
/// others can read. A file that root gave to a service (systemd's credentials) may show the
/// service's own access as a permission of the group.
[[nodiscard]] domain::result<std::string> read_pem_file(const std::string& path,
                                                        file_privacy privacy);

/// The failure of a file that was read and cannot be used: `storage_failed`, path and reason.
[[nodiscard]] domain::failure unusable_file(const std::string& path, const std::string& reason);

} // namespace riskd::monitor_link
