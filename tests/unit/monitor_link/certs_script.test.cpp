#define CAF_SUITE monitor_link.certs_script

#include "adapters/monitor_link/tls_identity.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace monitor_link_certs_script {

using namespace riskd;
using namespace riskd::monitor_link;

namespace {

/// A directory in which the script made an authority.
struct fixture {
  fixture() {
    CAF_REQUIRE_EQUAL(run("init " + folder), 0);
  }

  /// The exit code of `scripts/certs` with those arguments. Its output goes to a file.
  int run(const std::string& arguments) {
    const auto command
      = std::string{RISKD_SOURCE_DIR} + "/scripts/certs " + arguments + " >" + output + " 2>&1";
    return WEXITSTATUS(std::system(command.c_str()));
  }

  [[nodiscard]] tls_files files_of(const std::string& name) const {
    return {folder + "/ca.crt", folder + "/nodes/" + name + ".crt",
            folder + "/nodes/" + name + ".key", folder + "/revoked.crl"};
  }

  /// Why a node cannot use its files; empty if it can.
  [[nodiscard]] std::string refusal_of(const std::string& name, link_side side) const {
    const auto out = tls_identity::load(files_of(name), side);
    return out ? "" : out.error().sentence;
  }

  test::temporary_directory where;
  const std::string folder = (where.path() / "authority").string();
  const std::string output = (where.path() / "output").string();
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(certs_script_tests, fixture)

CAF_TEST(nodes can use what the script makes on their side) {
  CAF_REQUIRE_EQUAL(run("node " + folder + " hub-1 --role hub"), 0);
  CAF_REQUIRE_EQUAL(run("node " + folder + " agent-1 --role agent --days 2"), 0);
  CAF_CHECK_EQUAL(refusal_of("hub-1", link_side::hub), "");
  CAF_CHECK_EQUAL(refusal_of("agent-1", link_side::agent), "");
  CAF_CHECK_NOT_EQUAL(refusal_of("agent-1", link_side::hub), "");
  CAF_CHECK_NOT_EQUAL(refusal_of("hub-1", link_side::agent), "");
}

CAF_TEST(keys are for their owner only) {
  CAF_REQUIRE_EQUAL(run("node " + folder + " hub-1 --role hub"), 0);
  CAF_CHECK_EQUAL(test::mode_of(folder + "/ca.key"), 0600);
  CAF_CHECK_EQUAL(test::mode_of(folder + "/nodes/hub-1.key"), 0600);
  CAF_CHECK_EQUAL(test::mode_of(folder), 0700);
}

CAF_TEST(a revoked certificate is of no use while a new one of its name is) {
  CAF_REQUIRE_EQUAL(run("node " + folder + " agent-1 --role agent"), 0);
  const auto kept = where.path() / "kept";
  test::write_file(kept, test::read_file(files_of("agent-1").certificate));
  const auto key = where.path() / "key";
  test::write_file(key, test::read_file(files_of("agent-1").key));
  std::filesystem::permissions(key, std::filesystem::perms::owner_read);
  CAF_REQUIRE_EQUAL(run("revoke " + folder + " agent-1"), 0);
  const tls_files old{folder + "/ca.crt", kept.string(), key.string(), folder + "/revoked.crl"};
  const auto refused = tls_identity::load(old, link_side::agent);
  CAF_REQUIRE(!refused);
  CAF_CHECK_EQUAL(refused.error().sentence, kept.string() + ": certificate revoked");
  CAF_CHECK_EQUAL(run("revoke " + folder + " agent-1"), 1);
  CAF_CHECK_EQUAL(run("node " + folder + " agent-1 --role agent"), 0);
  CAF_CHECK_EQUAL(refusal_of("agent-1", link_side::agent), "");
}

CAF_TEST(nothing is overwritten) {
  CAF_REQUIRE_EQUAL(run("node " + folder + " hub-1 --role hub"), 0);
  const auto key = test::read_file(files_of("hub-1").key);
  CAF_CHECK_EQUAL(run("node " + folder + " hub-1 --role hub"), 1);
  CAF_CHECK_EQUAL(run("init " + folder), 1);
  CAF_CHECK(test::read_file(files_of("hub-1").key) == key);
}

CAF_TEST(all certificates are listed with their state) {
  CAF_REQUIRE_EQUAL(run("node " + folder + " hub-1 --role hub"), 0);
  CAF_REQUIRE_EQUAL(run("node " + folder + " agent-1 --role agent"), 0);
  CAF_REQUIRE_EQUAL(run("revoke " + folder + " agent-1"), 0);
  CAF_REQUIRE_EQUAL(run("show " + folder), 0);
  auto shown = test::read_file(output);
  shown.erase(
    std::unique(shown.begin(), shown.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
    shown.end());
  CAF_CHECK_NOT_EQUAL(shown.find("\nhub-1 hub valid "), std::string::npos);
  CAF_CHECK_NOT_EQUAL(shown.find("\nagent-1 agent revoked "), std::string::npos);
}

CAF_TEST(what cannot be meant is refused) {
  for (const auto* each : {"node DIR ../up --role hub", "node DIR -x --role hub", "node DIR hub",
                           "node DIR hub --role king", "node DIR hub --role hub --days 0",
                           "node DIR", "revoke DIR", "show", "burn DIR", ""}) {
    auto arguments = std::string{each};
    if (const auto at = arguments.find("DIR"); at != std::string::npos)
      arguments.replace(at, 3, folder);
    if (run(arguments) != 2)
      CAF_ERROR("accepted: " << each);
  }
  CAF_CHECK_EQUAL(run("--help"), 0);
  CAF_CHECK_EQUAL(run("node " + where.path().string() + " hub --role hub"), 1);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_link_certs_script
