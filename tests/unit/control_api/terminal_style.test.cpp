#define CAF_SUITE terminal.style

#include "adapters/terminal/style.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace terminal_style {

using namespace riskd::terminal;

CAF_TEST(colours need a capable terminal that nobody forbade them on) {
  CAF_CHECK(wants_colours(true, std::nullopt, "xterm-256color"));
  CAF_CHECK(wants_colours(true, "", "xterm"));
  CAF_CHECK(!wants_colours(false, std::nullopt, "xterm"));
  CAF_CHECK(!wants_colours(true, "1", "xterm"));
  CAF_CHECK(!wants_colours(true, "0", "xterm"));
  CAF_CHECK(!wants_colours(true, std::nullopt, "dumb"));
  CAF_CHECK(!wants_colours(true, std::nullopt, std::nullopt));
}

CAF_TEST(painting wraps text in one escape sequence) {
  CAF_CHECK_EQUAL(style{true}.paint(tone::bad, "x"), "\x1b[1;31mx\x1b[0m");
  CAF_CHECK_EQUAL(style{true}.paint(tone::plain, "x"), "x");
  CAF_CHECK_EQUAL(style{true}.paint(tone::bad, ""), "");
  CAF_CHECK_EQUAL(style{false}.paint(tone::bad, "x"), "x");
}

CAF_TEST(control characters are made harmless) {
  CAF_CHECK_EQUAL(printable("a\x1b[2J\n\t\x7f z"), "a?[2J??? z");
  CAF_CHECK_EQUAL(printable("\xc2\x9b"), "?");
  CAF_CHECK_EQUAL(printable("\xc2\xa0\xc3\xa9"), "\xc2\xa0\xc3\xa9");
  CAF_CHECK_EQUAL(printable(std::string("\0", 1)), "?");
}

CAF_TEST(width counts characters) {
  CAF_CHECK_EQUAL(width_of(""), 0u);
  CAF_CHECK_EQUAL(width_of("abc"), 3u);
  CAF_CHECK_EQUAL(width_of("\xc3\xa9\xe2\x82\xac"), 2u);
}

CAF_TEST(lengths of time have two units) {
  CAF_CHECK_EQUAL(describe_seconds(0), "0 s");
  CAF_CHECK_EQUAL(describe_seconds(59), "59 s");
  CAF_CHECK_EQUAL(describe_seconds(60), "1 min 0 s");
  CAF_CHECK_EQUAL(describe_seconds(3599), "59 min 59 s");
  CAF_CHECK_EQUAL(describe_seconds(3600), "1 h 0 min");
  CAF_CHECK_EQUAL(describe_seconds(86399), "23 h 59 min");
  CAF_CHECK_EQUAL(describe_seconds(86400), "1 d 0 h");
  CAF_CHECK_EQUAL(describe_seconds(9 * 86400 + 7200), "9 d 2 h");
}

} // namespace terminal_style
