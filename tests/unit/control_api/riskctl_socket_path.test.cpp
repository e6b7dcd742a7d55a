#define CAF_SUITE riskctl.socket_path

#include "apps/riskctl/socket_path.hpp"
#include "tests/unit/control_api/running_server.hpp"

#include <caf/test/unit_test.hpp>

namespace riskctl_socket_path {

using namespace riskd::riskctl;

namespace fs = std::filesystem;

namespace {

const fs::path of_service = "/run/riskd/riskd.sock";

bool everything(const fs::path&) {
  return true;
}

bool nothing(const fs::path&) {
  return false;
}

} // namespace

CAF_TEST(the socket is the first of option variable service working folder) {
  CAF_CHECK(find_socket("/a", "/b", everything) == "/a");
  CAF_CHECK(find_socket("", "/b", everything) == "/b");
  CAF_CHECK(find_socket("", std::nullopt, everything) == of_service);
  CAF_CHECK(find_socket("", std::nullopt, nothing) == "riskd.sock");
}

CAF_TEST(a socket that was named is taken even if missing) {
  CAF_CHECK(find_socket("/a", "/b", nothing) == "/a");
  CAF_CHECK(find_socket("", "/b", nothing) == "/b");
}

CAF_TEST(an empty variable counts as unset) {
  CAF_CHECK(find_socket("", "", everything) == of_service);
}

CAF_TEST(whatever is there in doubt counts as existing) {
  const riskd::test::temporary_folder folder;
  CAF_CHECK(!may_exist(folder.path() / "none"));
  CAF_CHECK(may_exist(folder.path()));
  // A loop of links cannot be looked at.
  fs::create_symlink(folder.path() / "a", folder.path() / "b");
  fs::create_symlink(folder.path() / "b", folder.path() / "a");
  CAF_CHECK(may_exist(folder.path() / "a"));
}

} // namespace riskctl_socket_path
