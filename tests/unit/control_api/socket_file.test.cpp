#define CAF_SUITE control_api.socket_file

#include "adapters/control_api/socket_file.hpp"

#include "tests/unit/control_api/running_server.hpp"

#include <caf/test/unit_test.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <string>

namespace control_api_socket_file {

using namespace riskd;
using control_api::socket_file;

namespace fs = std::filesystem;

namespace {

struct fixture {
  [[nodiscard]] struct stat look() const {
    struct stat found {};
    CAF_REQUIRE_EQUAL(::lstat(place.c_str(), &found), 0);
    return found;
  }

  /// Leaves a socket file behind that nobody answers on, like a process that was killed.
  void leave_stale_file() const {
    const auto aside = folder.path() / "aside";
    {
      auto left = socket_file::listen(place, std::nullopt).value();
      fs::rename(place, aside);
    }
    fs::rename(aside, place);
  }

  test::temporary_folder folder;
  fs::path place = folder.path() / "s";
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(socket_file_tests, fixture)

CAF_TEST(only owner together with group may connect) {
  const auto made = socket_file::listen(place, ::getegid());
  CAF_REQUIRE(made.has_value());
  CAF_CHECK(S_ISSOCK(look().st_mode));
  CAF_CHECK_EQUAL(look().st_mode & 0777U, 0660U);
  CAF_CHECK_EQUAL(look().st_gid, ::getegid());
  CAF_CHECK(made->has_group());
}

CAF_TEST(the file goes with the socket) {
  {
    const auto made = socket_file::listen(place, std::nullopt);
    CAF_CHECK(fs::exists(place));
  }
  CAF_CHECK(!fs::exists(place));
}

CAF_TEST(the file of a process that died is replaced) {
  leave_stale_file();
  CAF_CHECK(fs::exists(place));
  const auto made = socket_file::listen(place, std::nullopt);
  CAF_CHECK(made.has_value());
  CAF_CHECK(test::raw_connection{place}.send("x"));
}

CAF_TEST(a socket that answers is left alone) {
  const auto first = socket_file::listen(place, std::nullopt);
  CAF_REQUIRE(first.has_value());
  const auto second = socket_file::listen(place, std::nullopt);
  CAF_REQUIRE(!second);
  CAF_CHECK_EQUAL(second.error().sentence, "another program already answers on " + place.string());
  CAF_CHECK(test::raw_connection{place}.send("x"));
}

CAF_TEST(a file that is no socket is left alone) {
  std::ofstream{place} << "precious";
  const auto made = socket_file::listen(place, std::nullopt);
  CAF_REQUIRE(!made);
  CAF_CHECK_EQUAL(made.error().sentence, place.string() + " exists and is not a socket");
  CAF_CHECK_EQUAL(fs::file_size(place), 8u);
}

CAF_TEST(a link to a socket is left alone) {
  const auto other = folder.path() / "other";
  fs::create_symlink(other, place);
  CAF_CHECK(!socket_file::listen(place, std::nullopt));
  CAF_CHECK(fs::is_symlink(place));
}

CAF_TEST(the file of a successor stays) {
  std::optional first = socket_file::listen(place, std::nullopt).value();
  fs::remove(place);
  const auto second = socket_file::listen(place, std::nullopt);
  CAF_REQUIRE(second.has_value());
  first.reset();
  CAF_CHECK(fs::exists(place));
}

CAF_TEST(a path too long for an address is a failure) {
  const auto made = socket_file::listen(folder.path() / std::string(120, 'x'), std::nullopt);
  CAF_REQUIRE(!made);
  CAF_CHECK(made.error().sentence.find("1 to 107 characters") != std::string::npos);
}

CAF_TEST(a missing folder is a failure) {
  CAF_CHECK(!socket_file::listen(folder.path() / "none" / "s", std::nullopt));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace control_api_socket_file
