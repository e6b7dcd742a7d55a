#include "apps/riskctl/socket_path.hpp"

#include <system_error>

namespace riskd::riskctl {

namespace fs = std::filesystem;

fs::path find_socket(const std::string& option, const std::optional<std::string>& environment,
                     const std::function<bool(const fs::path&)>& exists) {
  if (!option.empty())
    return option;
  if (environment && !environment->empty())
    return *environment;
  const auto of_service = fs::path{"/run/riskd/riskd.sock"};
  return exists(of_service) ? of_service : fs::path{"riskd.sock"};
}

bool may_exist(const fs::path& path) {
  std::error_code error;
  return fs::status(path, error).type() != fs::file_type::not_found;
}

} // namespace riskd::riskctl
