#include "tests/support/scenario.hpp"

#include "tests/support/scenario_value.hpp"

#include <algorithm>

namespace riskd::test {

namespace {

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

std::string side_by_side(std::vector<std::string> expected, std::vector<std::string> actual) {
  const auto rows = std::max(expected.size(), actual.size());
  expected.resize(rows);
  actual.resize(rows);
  auto width = std::string_view{"expected"}.size();
  for (const auto& each : expected)
    width = std::max(width, each.size());
  auto text = padded("  expected", width + 2) + " | actual\n";
  for (std::size_t i = 0; i < rows; ++i)
    text += (expected[i] == actual[i] ? "  " : "* ") + padded(expected[i], width) + " | "
            + actual[i] + "\n";
  return text;
}

} // namespace

std::vector<std::string> records_of(std::string_view configuration, std::string_view input) {
  const auto settings = parse_configuration(configuration);
  const auto lines = parse_input(input, settings.describes_contracts);
  auto engine = scenario_engine{settings};
  for (const auto& line : lines.lines)
    engine.feed(line);
  std::vector<std::string> out;
  for (const auto& each : engine.records())
    out.push_back(render(each, lines.start, lines.names_accounts));
  return out;
}

std::string differences(const scenario& row) {
  auto expected
    = row.records == "-" ? std::vector<std::string>{} : split_outside_brackets(row.records, ';');
  auto actual = records_of(row.configuration, row.input);
  if (expected == actual)
    return {};
  return "\n" + std::string{row.id} + ": " + std::string{row.title} + "\n  configuration: "
         + std::string{row.configuration} + "\n  input: " + std::string{row.input} + "\n"
         + side_by_side(std::move(expected), std::move(actual));
}

} // namespace riskd::test
