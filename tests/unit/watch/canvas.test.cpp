#define CAF_SUITE terminal.canvas

#include "adapters/terminal/canvas.hpp"

#include "domain/contract_check.hpp"

#include <caf/test/unit_test.hpp>

namespace terminal_canvas {

using namespace riskd::terminal;

CAF_TEST(text is written where it belongs) {
  canvas screen{{3, 10}, charset::unicode};
  CAF_CHECK_EQUAL(screen.write(1, 2, "abc", {tone::bad, true}), 5U);
  CAF_CHECK_EQUAL(screen.text(), "\n  abc\n\n");
  CAF_CHECK(screen.at(1, 2).looks == (appearance{tone::bad, true}));
  CAF_CHECK(screen.at(1, 5).looks == appearance{});
}

CAF_TEST(text beyond the edge is cut off) {
  canvas screen{{2, 4}, charset::unicode};
  CAF_CHECK_EQUAL(screen.write(0, 2, "abcdef"), 8U);
  screen.write(5, 0, "below");
  screen.write(1, 3, "\u4e2d");
  CAF_CHECK_EQUAL(screen.text(), "  ab\n\n");
}

CAF_TEST(wide characters take up two places) {
  canvas screen{{1, 6}, charset::unicode};
  screen.write(0, 0,
               "\u4e2d"
               "a");
  CAF_CHECK(screen.at(0, 0).character == U'\u4e2d');
  CAF_CHECK(screen.at(0, 1).character == 0);
  CAF_CHECK(screen.at(0, 2).character == U'a');
  CAF_CHECK_EQUAL(screen.text(), "\u4e2d"
                                 "a\n");
}

CAF_TEST(marks on characters are left out) {
  canvas screen{{1, 6}, charset::unicode};
  screen.write(0, 0, "e\u0301x");
  CAF_CHECK_EQUAL(screen.text(), "ex\n");
}

CAF_TEST(an ASCII terminal gets ASCII) {
  canvas screen{{1, 6}, charset::ascii};
  screen.write(0, 0, "a\u00e9\u2588z");
  CAF_CHECK_EQUAL(screen.text(), "a??z\n");
}

CAF_TEST(a row can be painted) {
  canvas screen{{2, 3}, charset::unicode};
  screen.write(0, 0, line{{"a", tone::good}, "b"});
  screen.paint(0, {tone::faint, true});
  screen.paint(7, {tone::bad, true});
  CAF_CHECK_EQUAL(screen.text(), "ab\n\n");
  CAF_CHECK(screen.at(0, 2).looks == (appearance{tone::faint, true}));
  CAF_CHECK(screen.at(1, 0).looks == appearance{});
}

CAF_TEST(places beyond the edge are a mistake) {
  const canvas screen{{1, 1}, charset::ascii};
  bool refused = false;
  try {
    CAF_CHECK(screen.at(0, 1).character == U' ');
  } catch (const riskd::domain::contract_violation&) {
    refused = true;
  }
  CAF_CHECK(refused);
}

CAF_TEST(a screen without room holds nothing) {
  canvas screen{{0, 0}, charset::ascii};
  screen.write(0, 0, "abc");
  CAF_CHECK_EQUAL(screen.text(), "");
}

} // namespace terminal_canvas
