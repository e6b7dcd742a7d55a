#pragma once

#include "tests/unit/dashboard/private_folder.hpp"

#include <filesystem>

namespace riskd::test {

/// A certificate for 127.0.0.1 that vouches for itself, and its key.
struct own_certificate {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

/// Makes one in these files of a folder. Good for an hour.
[[nodiscard]] own_certificate make_certificate(const private_folder& folder,
                                               const std::string& name);

} // namespace riskd::test
