#define CAF_SUITE monitor.token

#include "apps/riskmon/token.hpp"

#include "adapters/dashboard/token_file.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>
#include <sys/stat.h>

#include <fstream>
#include <string>

namespace monitor_token {

using namespace riskd;
using namespace riskd::riskmon;

namespace {

struct fixture {
  test::temporary_directory folder;
  std::filesystem::path file = folder.path() / "below" / "token";
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(token_tests, fixture)

CAF_TEST(a token is made for its owner alone) {
  CAF_REQUIRE(make_token_file(file).has_value());
  struct stat facts {};
  CAF_REQUIRE_EQUAL(::stat(file.c_str(), &facts), 0);
  CAF_CHECK_EQUAL(facts.st_mode & 0777U, 0600U);
  const auto token = token_in(file);
  CAF_CHECK_EQUAL(token.size(), 64u);
  const auto digest = dashboard::read_token(file);
  CAF_REQUIRE(digest.has_value());
  CAF_CHECK(digest->matches(token));
  // Another one is another.
  const auto second = folder.path() / "second";
  CAF_REQUIRE(make_token_file(second).has_value());
  CAF_CHECK(token_in(second) != token);
}

CAF_TEST(a token that is there stays) {
  CAF_REQUIRE(make_token_file(file).has_value());
  const auto token = token_in(file);
  CAF_REQUIRE(make_token_file(file).has_value());
  CAF_CHECK_EQUAL(token_in(file), token);
}

CAF_TEST(a place that cannot be written to is named) {
  std::ofstream{folder.path() / "below"} << "a file in the way";
  const auto made = make_token_file(file);
  CAF_REQUIRE(!made.has_value());
  CAF_CHECK(made.error().sentence.find(file.string()) != std::string::npos);
  CAF_CHECK_EQUAL(token_in(file), "");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_token
