#define CAF_SUITE replay.csv_table

#include "adapters/replay/csv_table.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace replay_csv_table {

using riskd::replay::csv_table;

namespace {

/// Cells as `line:column=text`, rows by line.
std::string read(std::string_view text) {
  const auto table = csv_table::parse({"f.csv", text});
  if (!table)
    return table.error().sentence;
  std::string out;
  for (const auto& row : table->rows()) {
    for (const auto& cell : row)
      out += std::to_string(cell.line) + ":" + std::to_string(cell.column) + "=" + cell.text + " ";
    out += "\n";
  }
  return out;
}

} // namespace

CAF_TEST(cells keep their place) {
  CAF_CHECK_EQUAL(read("a,b\n1,22\n,\n"), "2:1=1 2:3=22 \n3:1= 3:2= \n");
  CAF_CHECK_EQUAL(read("a,b\r\n\r\n1,\xc3\xa9\xc3\xa9\r\n\xc3\xa9,2"),
                  "3:1=1 3:3=\xc3\xa9\xc3\xa9 \n4:1=\xc3\xa9 4:3=2 \n");
  CAF_CHECK_EQUAL(read("\xef\xbb\xbf"
                       "a\n1\n"),
                  "2:1=1 \n");
  CAF_CHECK_EQUAL(read("a\n"), "");
}

CAF_TEST(quotes hold commas with line ends) {
  CAF_CHECK_EQUAL(read("a,b\n\"1,5\",\"x \"\"y\"\"\"\n"), "2:1=1,5 2:7=x \"y\" \n");
  CAF_CHECK_EQUAL(read("a,b\n\"1\r\n2\",3\n4,5\n"), "2:1=1\r\n2 3:4=3 \n4:1=4 4:3=5 \n");
  CAF_CHECK_EQUAL(read("a,b\n\"\",\"\"\n"), "2:1= 2:4= \n");
}

CAF_TEST(what is no table is refused at its place) {
  CAF_CHECK_EQUAL(read(""), "f.csv:1:1: expected a line of titles, found an empty file");
  CAF_CHECK_EQUAL(read("\r\n\n"), "f.csv:1:1: expected a line of titles, found an empty file");
  CAF_CHECK_EQUAL(read("a,b\n1,2\n3\n"), "f.csv:3:1: expected 2 cells, found 1");
  CAF_CHECK_EQUAL(read("a,b\n1,2,\n"), "f.csv:2:1: expected 2 cells, found 3");
  CAF_CHECK_EQUAL(read("a,b\n1,\"2\n3,4"),
                  "f.csv:2:3: expected a closing quote, found the end of the file");
  CAF_CHECK_EQUAL(read("a,b\n1,2\"3\n"),
                  "f.csv:2:4: expected a cell that begins with its quote, found a quote inside the "
                  "cell");
  CAF_CHECK_EQUAL(read("a,b\n\"1\"2,3\n"), "f.csv:2:4: expected a comma or the end of the line, "
                                           "found other characters behind a closing quote");
}

CAF_TEST(titles are found by their text) {
  const auto table = csv_table::parse({"f.csv", "a,\"b c\"\n1,2\n"});
  CAF_REQUIRE(table.has_value());
  CAF_CHECK(table->find("b c") == 1u);
  CAF_CHECK(!table->find("B c"));
  CAF_CHECK_EQUAL(table->failure_of_titles("a column d").sentence,
                  "f.csv:1:1: expected a column d, found a, b c");
}

} // namespace replay_csv_table
