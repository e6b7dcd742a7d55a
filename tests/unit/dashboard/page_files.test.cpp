#define CAF_SUITE dashboard.page_files

#include "adapters/dashboard/page_files.hpp"

#include "tests/unit/dashboard/private_folder.hpp"

#include <caf/test/unit_test.hpp>

#include <filesystem>
#include <string>

namespace dashboard_page_files {

using namespace riskd;
using namespace riskd::dashboard;

namespace {

std::string field(const reply& x, const std::string& name) {
  for (const auto& [each, value] : x.fields)
    if (each == name)
      return value;
  return {};
}

} // namespace

CAF_TEST(a folder without a page is refused) {
  const test::private_folder folder;
  CAF_CHECK(!page_files::read(folder.path() / "nothing").has_value());
  CAF_CHECK(!page_files::read(folder.path()).has_value());
  CAF_CHECK(!page_files::read(folder.put("file", "x")).has_value());
}

CAF_TEST(files have the types that browsers insist on) {
  const test::private_folder folder;
  static_cast<void>(folder.put("index.html", "page"));
  struct row {
    const char* name;
    const char* type;
  };
  const row rows[] = {
    {"a.js", "text/javascript; charset=utf-8"},
    {"a.css", "text/css; charset=utf-8"},
    {"a.svg", "image/svg+xml"},
    {"a.woff2", "font/woff2"},
    {"a.json", "application/json"},
    {"a.b.html", "text/html; charset=utf-8"},
    {"a", "application/octet-stream"},
    {"a.exe", "application/octet-stream"},
  };
  for (const auto& each : rows)
    static_cast<void>(folder.put(each.name, "x"));
  const auto files = page_files::read(folder.path()).value();
  for (const auto& each : rows) {
    CAF_MESSAGE(each.name);
    const auto found = files.answer({each.name}, {});
    CAF_CHECK_EQUAL(found.media_type, each.type);
  }
}

CAF_TEST(only what lies in the folder itself is served) {
  const test::private_folder folder;
  static_cast<void>(folder.put("secret", "secret"));
  static_cast<void>(folder.put("page/index.html", "page"));
  static_cast<void>(folder.put("page/.hidden", "secret"));
  static_cast<void>(folder.put("page/.git/config", "secret"));
  std::filesystem::create_symlink(folder.path() / "secret", folder.path() / "page/link");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "page/up");
  const auto files = page_files::read(folder.path() / "page").value();
  for (const auto& path : std::vector<std::vector<std::string>>{{".hidden"},
                                                                {".git", "config"},
                                                                {"link"},
                                                                {"up", "secret"},
                                                                {"..", "secret"},
                                                                {"../secret"},
                                                                {"", "index.html"},
                                                                {"index.html", ""}}) {
    const auto found = files.answer(path, {});
    CAF_CHECK_EQUAL(found.status, 404u);
  }
  const auto page = files.answer({""}, {});
  CAF_CHECK_EQUAL(page.body, "page");
}

CAF_TEST(what a browser has already is sent no more) {
  const test::private_folder folder;
  static_cast<void>(folder.put("index.html", "page"));
  const auto before = page_files::read(folder.path()).value();
  const auto first = before.answer({"index.html"}, {});
  CAF_CHECK_EQUAL(first.status, 200u);
  const auto tag = field(first, "ETag");
  for (const auto& known : {tag, "\"x\", W/" + tag, std::string{"*"}}) {
    const auto again = before.answer({"index.html"}, known);
    CAF_CHECK_EQUAL(again.status, 304u);
    CAF_CHECK(again.body.empty());
    CAF_CHECK_EQUAL(field(again, "ETag"), tag);
  }
  static_cast<void>(folder.put("index.html", "another page"));
  const auto after = page_files::read(folder.path()).value();
  const auto changed = after.answer({"index.html"}, tag);
  CAF_CHECK_EQUAL(changed.status, 200u);
  CAF_CHECK_EQUAL(changed.body, "another page");
}

} // namespace dashboard_page_files
