#define CAF_SUITE sqlite.audit_file

#include "adapters/sqlite/audit_file.hpp"

#include "tests/unit/sqlite/samples.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>

namespace sqlite_audit_file {

using namespace riskd;
using namespace riskd::sqlite;

namespace {

struct fixture {
  test::temporary_directory directory;
  std::filesystem::path file = directory.path() / "audit.ndjson";

  /// Lines `first` to `last` of one chain.
  static std::string lines(std::int64_t first, std::int64_t last) {
    std::string text;
    audit_link link;
    for (std::int64_t n = 1; n <= last; ++n) {
      auto next = next_audit_line(link, std::nullopt, test::an_audit_entry(std::to_string(n)));
      link = next.link;
      if (n >= first)
        text += next.text + "\n";
    }
    return text;
  }

  audit_check verified(const std::string& content) {
    test::write_file(file, content);
    return verify_audit_file(file).value();
  }

  std::int64_t broken_line(const std::string& content) {
    const auto found = verified(content);
    return found.broken ? found.broken->line : 0;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(audit_file_tests, fixture)

// R-P-5
CAF_TEST(an intact chain passes) {
  const auto found = verified(lines(1, 3));
  CAF_CHECK(!found.broken.has_value());
  CAF_CHECK_EQUAL(found.records, 3);
  CAF_CHECK(found.before == audit_link{});
  CAF_CHECK_EQUAL(found.last.n, 3);
  CAF_CHECK_EQUAL(found.intact_bytes, lines(1, 3).size());
}

CAF_TEST(an empty file passes) {
  CAF_CHECK_EQUAL(broken_line(""), 0);
}

CAF_TEST(a later file of the chain tells what it goes on from) {
  const auto earlier = verified(lines(1, 2));
  const auto later = verified(lines(3, 4));
  CAF_CHECK(!later.broken.has_value());
  CAF_CHECK(later.before == earlier.last);
}

//
CAF_TEST(any changed byte is found in its line) {
  const auto intact = lines(1, 3);
  const auto second = lines(1, 1).size();
  const auto third = lines(1, 2).size();
  for (std::size_t i = second; i < third; ++i) {
    auto changed = intact;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    if (broken_line(changed) != 2)
      CAF_FAIL("byte " << i << " changed: line " << broken_line(changed));
  }
  CAF_CHECK_EQUAL(broken_line(intact), 0);
}

CAF_TEST(missing records are found like doubled ones like swapped ones) {
  const auto one = lines(1, 1);
  const auto two = lines(2, 2);
  const auto three = lines(3, 3);
  CAF_CHECK_EQUAL(broken_line(one + three), 2);
  CAF_CHECK_EQUAL(broken_line(one + one), 2);
  CAF_CHECK_EQUAL(broken_line(two + one), 2);
  CAF_CHECK_EQUAL(broken_line(one + two + "\n" + three), 3);
  CAF_CHECK_EQUAL(broken_line("{}\n"), 1);
}

CAF_TEST(a first record must go on from nothing) {
  const auto forged
    = next_audit_line({0, std::string(64, '1')}, std::nullopt, test::an_audit_entry("x"));
  CAF_CHECK_EQUAL(broken_line(forged.text + "\n"), 1);
}

CAF_TEST(a record that is rehashed breaks the reference of the next one) {
  const auto forged
    = next_audit_line({}, std::nullopt, test::an_audit_entry("something else")).text + "\n";
  CAF_CHECK_EQUAL(broken_line(forged + lines(2, 3)), 2);
}

CAF_TEST(a cut at any byte is found) {
  const auto text = lines(1, 2);
  const auto first = lines(1, 1).size();
  for (std::size_t size = first + 1; size < text.size(); ++size)
    if (broken_line(text.substr(0, size)) != 2)
      CAF_FAIL("cut at " << size);
  CAF_CHECK_EQUAL(scan_audit_file(file)->fragment.size(), text.size() - first - 1);
}

CAF_TEST(a file that cannot be read is told with its name) {
  const auto found = verify_audit_file(directory.path() / "absent.ndjson");
  CAF_REQUIRE(found.has_error());
  CAF_CHECK(found.error().code == domain::failure_code::storage_failed);
  CAF_CHECK(found.error().sentence.find("absent.ndjson") != std::string::npos);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_audit_file
