#define CAF_SUITE riskctl.watch_screens

#include "apps/riskctl/watch_frame.hpp"
#include "tests/unit/control_api/golden_file.hpp"
#include "tests/unit/control_api/sample_status.hpp"
#include "tests/unit/watch/watched_daemon.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace riskctl_watch_screens {

using namespace riskd;
using namespace riskd::riskctl::watch;
using terminal::canvas;
using terminal::screen_size;
using terminal::tone;

namespace {

constexpr screen_size usual{24, 80};

/// A letter for each place, in capitals where it is inverse.
std::string tones_of(const canvas& picture) {
  constexpr std::string_view letters{".hgwbf"};
  std::string out;
  for (std::size_t row = 0; row < picture.size().rows; ++row) {
    std::string line;
    for (std::size_t column = 0; column < picture.size().columns; ++column) {
      const auto looks = picture.at(row, column).looks;
      const auto letter = letters[static_cast<std::size_t>(looks.what)];
      line += !looks.inverse ? letter : letter == '.' ? 'P' : static_cast<char>(letter - 'a' + 'A');
    }
    line.erase(line.find_last_not_of('.') + 1);
    out += line + "\n";
  }
  return out;
}

/// The screen after some keys.
canvas screen(const knowledge& known, screen_size size = usual, std::u32string_view keys = U"",
              charset characters = charset::unicode) {
  view_state state;
  test::press_all(state, keys, known, size.rows);
  return frame(state, known, size, characters);
}

bool shows(const canvas& picture, const std::string& golden) {
  return test::equals_golden_text("watch_" + golden + ".txt", picture.text());
}

knowledge without_answers(std::int64_t old) {
  auto known = test::knowing(test::busy_status(), old);
  known.trouble = "UNPROTECTED: riskd is not running";
  known.detail = "cannot connect to /run/riskd/riskd.sock: Connection refused";
  return known;
}

std::string first_line(const canvas& picture) {
  const auto text = picture.text();
  return text.substr(0, text.find('\n'));
}

} // namespace

CAF_TEST(screens of all sizes show any number of accounts) {
  // R-O-4.
  for (const std::size_t accounts : {0U, 1U, 50U}) {
    const auto known = test::knowing(test::status_of_many(accounts));
    for (const auto size : {screen_size{24, 80}, screen_size{40, 120}, screen_size{10, 40}})
      CAF_CHECK(shows(screen(known, size), std::to_string(accounts) + "_accounts_"
                                             + std::to_string(size.columns) + "x"
                                             + std::to_string(size.rows)));
  }
}

CAF_TEST(each page has its screen) {
  const auto known = test::knowing(test::busy_status());
  CAF_CHECK(shows(screen(known), "overview"));
  CAF_CHECK(shows(screen(known, usual, U"\n"), "account_locked"));
  CAF_CHECK(shows(screen(known, usual, U"j\n"), "account_holding"));
  CAF_CHECK(shows(screen(known, usual, U"j\nG"), "account_scrolled"));
  CAF_CHECK(shows(screen(known, usual, U"?"), "help"));
  CAF_CHECK(shows(screen(known, usual, U"/b"), "filter"));
  CAF_CHECK(shows(screen(known, usual, U"", charset::ascii), "ascii"));
}

CAF_TEST(trouble has a screen of its own) {
  // R-O-4, R-O-6.
  CAF_CHECK(shows(screen(test::knowing(test::troubled_status())), "troubled"));
  CAF_CHECK(shows(screen(without_answers(75)), "without_answers"));
  knowledge nothing;
  CAF_CHECK(shows(screen(nothing), "asking"));
  nothing.trouble = "UNPROTECTED: riskd is not running";
  nothing.detail = "cannot connect to /run/riskd/riskd.sock: No such file or directory";
  CAF_CHECK(shows(screen(nothing), "never_answered"));
}

CAF_TEST(colours say what the words say) {
  const auto known = test::knowing(test::busy_status());
  CAF_CHECK(test::equals_golden_text("watch_overview_tones.txt", tones_of(screen(known))));
  CAF_CHECK(test::equals_golden_text("watch_without_answers_tones.txt",
                                     tones_of(screen(without_answers(75)))));
}

CAF_TEST(the headline is the first line of every page) {
  // R-O-4.
  const auto headline = std::string{"READY: 2 PROTECTED, 1 SHADOW, 1 locked"};
  const auto known = test::knowing(test::busy_status());
  for (const auto* keys : {U"", U"\n", U"?", U"\n?", U"/x"})
    CAF_CHECK_EQUAL(first_line(screen(known, usual, keys)), headline);
  for (const auto* keys : {U"", U"\n", U"?"})
    CAF_CHECK_EQUAL(first_line(screen(without_answers(5), usual, keys)),
                    "UNPROTECTED: riskd is not running");
}

CAF_TEST(a screen of any size can be drawn) {
  const auto known = test::knowing(test::troubled_status());
  for (std::size_t rows = 0; rows < 30; ++rows)
    for (const std::size_t columns : {0U, 1U, 2U, 5U, 13U, 39U, 200U})
      for (const auto* keys : {U"", U"\n", U"?"}) {
        const auto picture = screen(known, {rows, columns}, keys);
        CAF_REQUIRE(picture.size() == (screen_size{rows, columns}));
        if (rows > 0 && columns > 0)
          CAF_REQUIRE(picture.at(0, 0).character == U'U');
      }
}

CAF_TEST(names from elsewhere cannot drive the screen) {
  auto status = test::ready_status();
  status.accounts = {test::account_builder{"A\x1b[2J\nB", 1}.built()};
  const auto text = screen(test::knowing(status)).text();
  CAF_CHECK(text.find("A?[2J?B") != std::string::npos);
  CAF_CHECK(text.find('\x1b') == std::string::npos);
}

CAF_TEST(an account that is gone is said to be gone) {
  const auto before = test::knowing(test::busy_status());
  view_state state;
  test::press_all(state, U"\n", before);
  const auto after = test::knowing(test::ready_status());
  const auto text = frame(state, after, usual, charset::unicode).text();
  CAF_CHECK(text.find("not watched any more") != std::string::npos);
}

CAF_TEST(a page is scrolled no further than to its end) {
  const auto known = test::knowing(test::busy_status());
  view_state state;
  test::press_all(state, U"j\nG", known);
  CAF_CHECK(state.scroll > 1000U);
  CAF_CHECK(frame(state, known, usual, charset::unicode).text().find("more lines")
            == std::string::npos);
  CAF_CHECK(state.scroll < 30U);
}

} // namespace riskctl_watch_screens
