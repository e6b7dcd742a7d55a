#define CAF_SUITE terminal.table

#include "adapters/terminal/table.hpp"
#include "domain/contract_check.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace terminal_table {

using namespace riskd::terminal;

namespace {

table sample() {
  table out{{{"Name"}, {"Size", alignment::right}, {"Note"}}};
  out.add_row({"short", "5", ""});
  out.add_row({{"much longer", tone::bad}, "1234567", "x\ny"});
  out.add_row({"\xc3\xa9", "-1", "last"});
  return out;
}

} // namespace

CAF_TEST(columns are as wide as their widest cell) {
  CAF_CHECK_EQUAL(sample().render({}), "Name            Size  Note\n"
                                       "short              5\n"
                                       "much longer  1234567  x?y\n"
                                       "\xc3\xa9                 -1  last\n");
}

CAF_TEST(an indented table moves as a whole) {
  table one{{{"A"}, {"B"}}};
  one.add_row({"", "b"});
  CAF_CHECK_EQUAL(one.render({}, 3), "   A  B\n      b\n");
}

CAF_TEST(colours leave the widths alone) {
  CAF_CHECK_EQUAL(sample().render(style{true}),
                  "\x1b[1mName\x1b[0m            \x1b[1mSize\x1b[0m  \x1b[1mNote\x1b[0m\n"
                  "short              5\n"
                  "\x1b[1;31mmuch longer\x1b[0m  1234567  x?y\n"
                  "\xc3\xa9                 -1  last\n");
}

CAF_TEST(a row of another length is a mistake) {
  table one{{{"A"}, {"B"}}};
  bool refused = false;
  try {
    one.add_row({"only"});
  } catch (const riskd::domain::contract_violation&) {
    refused = true;
  }
  CAF_CHECK(refused);
  CAF_CHECK(one.empty());
}

} // namespace terminal_table
