#define CAF_SUITE dashboard.token_file

#include "adapters/dashboard/token_file.hpp"

#include "tests/unit/dashboard/private_folder.hpp"

#include <caf/test/unit_test.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

namespace dashboard_token_file {

using namespace riskd;
using namespace riskd::dashboard;

namespace {

constexpr auto token = "0123456789abcdef";

} // namespace

CAF_TEST(a token is read without the blanks around it) {
  const test::private_folder folder;
  const auto read = read_token(folder.put("token", " 0123456789abcdef\r\n"));
  CAF_REQUIRE(read.has_value());
  CAF_CHECK(read->matches(token));
  CAF_CHECK(!read->matches("0123456789abcdeg"));
  CAF_CHECK(!read->matches("0123456789abcde"));
  CAF_CHECK(!read->matches("0123456789abcdef\n"));
  CAF_CHECK(!read->matches(""));
}

CAF_TEST(a token has a least length as well as a greatest) {
  const test::private_folder folder;
  struct row {
    const char* label;
    std::string content;
    bool is_good;
  };
  const row rows[] = {
    {"empty", "", false},
    {"blanks", std::string(40, ' '), false},
    {"one byte short", std::string(15, 'x'), false},
    {"just long enough", std::string(16, 'x'), true},
    {"just short enough", std::string(token_bytes_max, 'x'), true},
    {"one byte long", std::string(token_bytes_max + 1, 'x'), false},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    CAF_CHECK_EQUAL(read_token(folder.put("token", each.content)).has_value(), each.is_good);
  }
}

CAF_TEST(a token that others can read is refused) {
  const test::private_folder folder;
  const bool is_root = ::geteuid() == 0;
  struct row {
    unsigned rights;
    bool is_good;
  };
  const row rows[]
    = {{0600, true},  {0400, true},  {0604, false}, {0602, false},
       {0601, false}, {0644, false}, {0620, false}, {0640, is_root && ::getegid() == 0}};
  for (const auto& each : rows) {
    CAF_MESSAGE(each.rights);
    const auto read = read_token(folder.put("token", token, each.rights));
    CAF_CHECK_EQUAL(read.has_value(), each.is_good);
  }
}

CAF_TEST(what is no file is refused) {
  const test::private_folder folder;
  CAF_CHECK(!read_token(folder.path() / "nothing").has_value());
  CAF_CHECK(!read_token(folder.path()).has_value());
  const auto pipe = folder.path() / "pipe";
  CAF_REQUIRE_EQUAL(::mkfifo(pipe.c_str(), 0600), 0);
  CAF_CHECK(!read_token(pipe).has_value());
}

CAF_TEST(a stamp tells when a file is another one) {
  const test::private_folder folder;
  const auto file = folder.put("token", token);
  const auto first = file_stamp::of(file);
  CAF_CHECK(file_stamp::of(file) == first);
  CAF_CHECK(file_stamp::of(folder.path() / "nothing") != first);
  CAF_CHECK(file_stamp::of(folder.put("token", "0123456789abcdef0")) != first);
}

} // namespace dashboard_token_file
