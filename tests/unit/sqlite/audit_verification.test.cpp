#define CAF_SUITE sqlite.verified_audit

#include "adapters/sqlite/audit_verification.hpp"

#include "adapters/sqlite/stored_history.hpp"
#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace sqlite_verified_audit {

using namespace riskd;
using namespace riskd::sqlite;

namespace {

struct fixture : test::store_fixture {
  std::vector<std::filesystem::path> files;

  /// Lines of one chain, each with its newline; the first one at index 0.
  static std::vector<std::string> chain(int count, const std::string& first_type = "breach") {
    std::vector<std::string> lines;
    audit_link link;
    for (int n = 1; n <= count; ++n) {
      auto entry = test::an_audit_entry(std::to_string(n));
      entry.at = test::instant(n);
      if (n == 1) {
        entry.type = first_type;
        // A chain that replaces another one is younger.
        entry.at = test::instant(first_type == "audit_broken" ? 1000 : 1);
      }
      auto next = next_audit_line(link, std::nullopt, entry);
      link = next.link;
      lines.push_back(next.text + "\n");
    }
    return lines;
  }

  /// Lines `first` to `last`, counted from 1.
  static std::string part(const std::vector<std::string>& lines, std::size_t first,
                          std::size_t last) {
    std::string text;
    for (auto i = first; i <= last; ++i)
      text += lines.at(i - 1);
    return text;
  }

  void give(const std::string& content) {
    files.push_back(directory.path() / ("audit-" + std::to_string(files.size())));
    test::write_file(files.back(), content);
  }

  /// Each finding as `file:line n fault`, for example `0:2 n2 changed`.
  std::vector<std::string> findings() const {
    std::vector<std::string> out;
    const auto found = verify_audit_files(files).value();
    for (const auto& each : found.findings) {
      const auto index = std::find(files.begin(), files.end(), each.file) - files.begin();
      out.push_back(std::to_string(index) + ":" + std::to_string(each.line)
                    + (each.n ? " n" + std::to_string(*each.n) : "") + " "
                    + to_string(each.what.fault));
    }
    return out;
  }

  using texts = std::vector<std::string>;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(audit_verification_tests, fixture)

// R-P-5
CAF_TEST(files of one chain are whole in any order) {
  const auto lines = chain(9);
  give(part(lines, 7, 9));
  give(part(lines, 1, 2));
  give(part(lines, 3, 6));
  CAF_CHECK_EQUAL(findings(), texts{});
  const auto found = verify_audit_files(files).value();
  CAF_CHECK_EQUAL(found.records(), 9);
  CAF_REQUIRE_EQUAL(found.chains.size(), 1u);
  const auto& only = found.chains.front();
  CAF_CHECK((only.files == std::vector{files[1], files[2], files[0]}));
  CAF_CHECK_EQUAL(only.first.link.n, 1);
  CAF_CHECK_EQUAL(only.last.link.n, 9);
  CAF_CHECK_EQUAL(only.last.at, "2026-03-03T15:00:00.000009Z");
}

//
CAF_TEST(any changed byte of any line is found) {
  const auto lines = chain(3);
  const auto intact = part(lines, 1, 3);
  give(intact);
  CAF_CHECK_EQUAL(findings(), texts{});
  for (std::size_t i = 0; i < intact.size(); ++i) {
    auto changed = intact;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    test::write_file(files.front(), changed);
    if (findings().empty())
      CAF_FAIL("byte " << i << " changed");
  }
}

CAF_TEST(a changed record is told once while the others are checked on) {
  auto lines = chain(6);
  lines[1].replace(lines[1].find("\"2\""), 3, "\"3\"");
  lines[4].replace(lines[4].find("\"5\""), 3, "\"6\"");
  give(part(lines, 1, 6));
  CAF_CHECK_EQUAL(findings(), (texts{"0:2 n2 changed", "0:5 n5 changed"}));
  CAF_CHECK_EQUAL(verify_audit_files(files).value().records(), 4);
}

CAF_TEST(what is no record at all is told with its line) {
  auto lines = chain(4);
  lines[2] = "nonsense\n";
  give(part(lines, 1, 4));
  CAF_CHECK_EQUAL(findings(), texts{"0:3 unreadable"});
}

CAF_TEST(missing records are told where they are missing) {
  const auto lines = chain(9);
  give(part(lines, 1, 2) + part(lines, 4, 5));
  give(part(lines, 8, 9));
  CAF_CHECK_EQUAL(findings(), (texts{"0:3 n4 number", "1:1 n8 number"}));
}

CAF_TEST(a record from elsewhere breaks the reference) {
  const auto lines = chain(3);
  const auto others = chain(3, "other");
  give(part(lines, 1, 1));
  give(part(others, 2, 3));
  CAF_CHECK_EQUAL(findings(), texts{"1:1 n2 reference"});
}

CAF_TEST(a forged record that is hashed anew breaks the reference of the next one) {
  auto lines = chain(4);
  auto forged = test::an_audit_entry("forged");
  const auto before = parse_audit_line(std::string_view{lines[0]}.substr(0, lines[0].size() - 1));
  CAF_REQUIRE(before.has_value());
  lines[1] = next_audit_line(before->link, std::nullopt, forged).text + "\n";
  give(part(lines, 1, 4));
  CAF_CHECK_EQUAL(findings(), texts{"0:3 n3 reference"});
}

CAF_TEST(a line without its end is cut off) {
  auto text = part(chain(3), 1, 3);
  text.pop_back();
  give(text);
  CAF_CHECK_EQUAL(findings(), texts{"0:3 cut_off"});
}

CAF_TEST(files from the middle of a chain are no finding) {
  give(part(chain(9), 4, 9));
  CAF_CHECK_EQUAL(findings(), texts{});
  const auto found = verify_audit_files(files).value();
  CAF_CHECK_EQUAL(found.chains.front().first.link.n, 4);
}

CAF_TEST(a new chain that names the break is accepted yet told) {
  give(part(chain(3, "audit_broken"), 1, 3));
  give(part(chain(5), 1, 5));
  CAF_CHECK_EQUAL(findings(), texts{});
  const auto found = verify_audit_files(files).value();
  CAF_REQUIRE_EQUAL(found.chains.size(), 2u);
  CAF_CHECK_EQUAL(found.chains[0].begins_anew, "");
  CAF_CHECK_EQUAL(found.chains[1].begins_anew, "1");
  CAF_CHECK_EQUAL(found.chains[1].records, 3);
}

CAF_TEST(a new chain within a file is accepted if it names the break) {
  give(part(chain(2), 1, 2) + part(chain(2, "audit_broken"), 1, 2));
  CAF_CHECK_EQUAL(findings(), texts{});
  CAF_CHECK_EQUAL(verify_audit_files(files).value().chains.size(), 2u);
  give(part(chain(2), 1, 2) + part(chain(2, "other"), 1, 2));
  CAF_CHECK((findings() == texts{"1:3 n1 number", "1:1 n1 second_chain"}));
}

CAF_TEST(the same file given twice is one file) {
  give(part(chain(2), 1, 2));
  files.push_back(files.front());
  CAF_CHECK_EQUAL(findings(), texts{});
  CAF_CHECK_EQUAL(verify_audit_files(files).value().files, 1u);
}

CAF_TEST(an empty file is whole) {
  give("");
  CAF_CHECK_EQUAL(findings(), texts{});
  CAF_CHECK_EQUAL(verify_audit_files(files).value().records(), 0);
}

CAF_TEST(a file that is missing is told by name just as a directory is) {
  files = {directory.path() / "absent.ndjson"};
  const auto found = verify_audit_files(files);
  CAF_REQUIRE(found.has_error());
  CAF_CHECK(found.error().sentence.find("absent.ndjson") != std::string::npos);
  files = {directory.path()};
  CAF_CHECK(verify_audit_files(files).has_error());
}

CAF_TEST(records cut off at the end show in the store) {
  open();
  for (const char* each : {"one", "two", "three"})
    commit({test::an_audit_entry(each)});
  // The store is read while riskd has it open.
  auto store = stored_history::open(options.directory).value();
  files = {file("audit.ndjson")};
  const auto compared = [&] {
    auto found = verify_audit_files(files).value();
    compare_with_store(found, newest_end(store).value(), store).value();
    std::vector<std::string> sentences;
    for (const auto& each : found.findings)
      sentences.push_back(each.what.sentence);
    return sentences;
  };
  close();
  CAF_CHECK_EQUAL(compared(), texts{});
  const auto content = test::read_file(files.front());
  test::write_file(files.front(), content.substr(0, content.find("\n{\"n\":3,") + 1));
  CAF_CHECK_EQUAL(compared(), texts{"the chain ends with record 2, the store goes on to 3"});
  test::write_file(files.front(), "");
  CAF_CHECK_EQUAL(compared(), texts{"the chain ends with record 0, the store goes on to 3"});
  test::write_file(files.front(), part(chain(4), 1, 4));
  CAF_CHECK_EQUAL(compared(), texts{"the store has no record 4"});
  test::write_file(files.front(), part(chain(3), 1, 3));
  CAF_CHECK_EQUAL(compared(), texts{"record 3 is another one than in the store"});
}

CAF_TEST(a store that is missing is never created) {
  const auto absent = directory.path() / "absent.db";
  CAF_CHECK(stored_history::open(absent).has_error());
  CAF_CHECK(!std::filesystem::exists(absent));
  test::write_file(absent, std::string(5000, 'x'));
  CAF_CHECK(stored_history::open(absent).has_error());
  CAF_CHECK_EQUAL(test::read_file(absent), std::string(5000, 'x'));
}

CAF_TEST(a store in a folder that cannot be written is read nevertheless) {
  open();
  commit({test::an_audit_entry("one")});
  close();
  std::filesystem::permissions(options.directory, std::filesystem::perms{0500});
  auto store = stored_history::open(options.directory).value();
  const auto end = newest_end(store).value();
  std::filesystem::permissions(options.directory, std::filesystem::perms{0700});
  CAF_CHECK_EQUAL(end.last.n, 1);
  CAF_CHECK_EQUAL(end.chain, 1);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_verified_audit
