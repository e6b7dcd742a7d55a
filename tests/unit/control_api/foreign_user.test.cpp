#define CAF_SUITE control_api.foreign_user

#include "adapters/control_api/peer.hpp"
#include "tests/unit/control_api/process.hpp"
#include "tests/unit/control_api/running_server.hpp"

#include <caf/test/unit_test.hpp>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>

namespace control_api_foreign_user {

using namespace riskd;

namespace fs = std::filesystem;

namespace {

/// A user in no group that matters.
const std::string nobody = "65534";

struct fixture : test::running_server {
  fixture() {
    // Where that user can read it, whatever the permissions around the build are.
    fs::copy_file(fs::path{RISKD_BIN_DIR} / "riskctl", program);
    fs::permissions(folder.path(), fs::perms::all);
  }

  /// Runs riskctl as that user; `setpriv` belongs to every Debian system.
  [[nodiscard]] test::finished run_as_nobody(std::vector<std::string> words) const {
    words.insert(words.begin(), {"setpriv", "--reuid=" + nobody, "--regid=" + nobody,
                                 "--clear-groups", program.string()});
    return test::run_process(words, {"RISKD_SOCKET=" + socket().string()});
  }

  /// Only root can become somebody else.
  [[nodiscard]] static bool cannot_test() {
    if (::geteuid() == 0)
      return false;
    std::cout << "SKIPPED: needs root to become another user\n";
    return true;
  }

  fs::path program = folder.path() / "riskctl";
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(foreign_user_tests, fixture)

CAF_TEST(a user without a role is refused by the daemon) {
  // R-O-1, R-O-7.
  CAF_CHECK(fs::exists(socket()));
  if (cannot_test())
    return;
  // Lets everybody connect, so that the server has to refuse.
  fs::permissions(socket(), fs::perms::all);
  const auto done = run_as_nobody({"status"});
  CAF_CHECK_EQUAL(done.code, 4);
  CAF_CHECK_EQUAL(done.out, "");
  CAF_CHECK(done.error.starts_with("riskctl: riskd answers: your user is neither"));
  CAF_CHECK(run_as_nobody({"status", "--json"}).out.find("\"forbidden\"") != std::string::npos);
  CAF_CHECK_EQUAL(run_as_nobody({"version"}).code, 4);
}

CAF_TEST(a user outside the group of the socket cannot connect) {
  CAF_CHECK(fs::exists(socket()));
  if (cannot_test())
    return;
  const auto done = run_as_nobody({"status"});
  CAF_CHECK_EQUAL(done.code, 4);
  CAF_CHECK(done.error.find("Permission denied") != std::string::npos);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace control_api_foreign_user
