#define CAF_SUITE monitor.hub_token

#include "adapters/hub_client/hub_token.hpp"

#include "adapters/dashboard/token_file.hpp"
#include "tests/unit/dashboard/private_folder.hpp"

#include <caf/test/unit_test.hpp>
#include <sys/stat.h>

#include <sstream>
#include <string>

namespace monitor_hub_token {

using namespace riskd;

namespace {

constexpr auto token = "0123456789abcdef";

/// Whether riskctl reads the file, which the hub must judge alike.
bool is_read(const std::filesystem::path& file) {
  const auto read = hub_client::read_hub_token(file);
  const auto of_hub = dashboard::read_token(file);
  CAF_CHECK_EQUAL(read.has_value(), of_hub.has_value());
  if (read && of_hub)
    CAF_CHECK(of_hub->matches(read->reveal()));
  return read.has_value();
}

} // namespace

CAF_TEST(one file serves hub as well as riskctl) {
  const test::private_folder folder;
  for (const auto* content : {token, " 0123456789abcdef\r\n", "the token of all tests\n"})
    CAF_CHECK(is_read(folder.put("token", content)));
  for (const std::size_t length : {16U, 4096U})
    CAF_CHECK(is_read(folder.put("token", std::string(length, 'x'))));
  for (const std::size_t length : {0U, 15U, 4097U})
    CAF_CHECK(!is_read(folder.put("token", std::string(length, 'x'))));
  CAF_CHECK(!is_read(folder.put("token", std::string(40, ' '))));
}

CAF_TEST(what others may read is refused by both) {
  const test::private_folder folder;
  for (const unsigned rights : {0600U, 0400U})
    CAF_CHECK(is_read(folder.put("token", token, rights)));
  for (const unsigned rights : {0604U, 0602U, 0601U, 0644U, 0620U})
    CAF_CHECK(!is_read(folder.put("token", token, rights)));
  // Readable only where root's own group is the group of the file.
  static_cast<void>(is_read(folder.put("token", token, 0640)));
}

CAF_TEST(what is no file is refused by both) {
  const test::private_folder folder;
  CAF_CHECK(!is_read(folder.path() / "nothing"));
  CAF_CHECK(!is_read(folder.path()));
  const auto pipe = folder.path() / "pipe";
  CAF_REQUIRE_EQUAL(::mkfifo(pipe.c_str(), 0600), 0);
  CAF_CHECK(!is_read(pipe));
}

CAF_TEST(a token cannot add to the request) {
  const test::private_folder folder;
  for (const auto* content : {"0123456789\r\nX-More: abcdef", "0123456789\nabcdef",
                              "0123456789\x7f"
                              "abcdef",
                              "0123456789\x1b"
                              "abcdef"})
    CAF_CHECK(!hub_client::read_hub_token(folder.put("token", content)).has_value());
}

CAF_TEST(a token is never printed) {
  const test::private_folder folder;
  const auto read = hub_client::read_hub_token(folder.put("token", token));
  std::ostringstream out;
  out << read.value();
  CAF_CHECK_EQUAL(out.str(), "***");
}

} // namespace monitor_hub_token
