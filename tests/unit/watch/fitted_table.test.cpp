#define CAF_SUITE terminal.fitted_table

#include "adapters/terminal/fitted_table.hpp"

#include "domain/contract_check.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace terminal_fitted_table {

using namespace riskd::terminal;

namespace {

fitted_table sample() {
  fitted_table out{{{"NAME", alignment::left, 0, 0, 8},
                    {"SIZE", alignment::right, 2, 6},
                    {"NOTE", alignment::left, 1}}};
  out.add_row({"50K-123456", "5", "first"});
  out.add_row({{"b", tone::bad}, "1234", ""});
  return out;
}

std::string text_of(const fitted_table& rows, std::size_t width, bool with_titles = true) {
  std::string out;
  for (const auto& each : rows.lines(width, charset::ascii, with_titles)) {
    for (const auto& piece : each)
      out += piece.text;
    out += "\n";
  }
  return out;
}

} // namespace

CAF_TEST(everything is shown where there is room) {
  CAF_CHECK_EQUAL(text_of(sample(), 25), "NAME          SIZE  NOTE\n"
                                         "50K-123456       5  first\n"
                                         "b             1234\n");
}

CAF_TEST(a column that may be cut gives way first) {
  CAF_CHECK_EQUAL(text_of(sample(), 24), "NAME         SIZE  NOTE\n"
                                         "50K..3456       5  first\n"
                                         "b            1234\n");
}

CAF_TEST(columns of the highest rank are left out next) {
  CAF_CHECK_EQUAL(text_of(sample(), 22), "NAME        NOTE\n"
                                         "50K-123456  first\n"
                                         "b\n");
  CAF_CHECK_EQUAL(text_of(sample(), 14), "NAME\n50K-123456\nb\n");
  CAF_CHECK_EQUAL(text_of(sample(), 8), "NAME\n50K..456\nb\n");
  CAF_CHECK_EQUAL(text_of(sample(), 7), "NAME\n50..456\nb\n");
}

CAF_TEST(titles can be left out) {
  CAF_CHECK_EQUAL(text_of(sample(), 25, false), "50K-123456       5  first\n"
                                                "b             1234\n");
}

CAF_TEST(pieces keep their colours) {
  const auto lines = sample().lines(25, charset::ascii);
  CAF_REQUIRE_EQUAL(lines.size(), 3U);
  CAF_CHECK(lines[0].front().what == tone::heading);
  CAF_CHECK(lines[2].front().what == tone::bad);
}

CAF_TEST(a row of another length than the columns is a mistake) {
  fitted_table one{{{"A"}, {"B"}}};
  bool refused = false;
  try {
    one.add_row({"only"});
  } catch (const riskd::domain::contract_violation&) {
    refused = true;
  }
  CAF_CHECK(refused);
  CAF_CHECK(one.empty());
}

} // namespace terminal_fitted_table
