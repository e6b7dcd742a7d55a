#pragma once

#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/daemon_query.hpp"

#include <filesystem>
#include <string>

namespace riskd::riskctl {

/// Something that the daemon is asked to do with every account, and the member of an account in the
/// status that tells when it was last done.
struct account_work {
  std::string path;
  std::string done_at;
};

/// Asks for the work and waits until the status shows that every account did it. Returns that
/// status, or why there is none; failures are printed already.
[[nodiscard]] query_outcome await_outcome(const wish& wanted, const std::filesystem::path& socket,
                                          const account_work& work);

} // namespace riskd::riskctl
