#include "tests/support/scenario_rows.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace riskd::test {

namespace {

using namespace domain;

scenario_line line_of(char kind, std::string_view text) {
  auto input = parse_input(std::string{"+0 "} + kind + " " + std::string{text}, false);
  return std::move(input.lines.front());
}

template <class Row>
Row row_of(char kind, std::string_view text) {
  return std::get<Row>(std::get<account_line>(line_of(kind, text).what).payload);
}

} // namespace

time_point start_time() {
  return *parse_time("2026-03-03T15:00:00Z");
}

time_point at(std::string_view seconds) {
  return start_time() + duration{parse_decimal(seconds, 6).value()};
}

position_row position_called(std::string_view text) {
  return row_of<position_row>('P', text);
}

order_row order_called(std::string_view text) {
  return row_of<order_row>('O', text);
}

trade_row trade_called(std::string_view text) {
  return row_of<trade_row>('T', text);
}

quote_delta quote_called(std::string_view text) {
  return std::get<quote_delta>(line_of('Q', text).what);
}

scenario_engine::account account_after(std::string_view configuration, std::string_view input) {
  const auto settings = parse_configuration(configuration);
  auto engine = scenario_engine{settings};
  for (const auto& line : parse_input(input, settings.describes_contracts).lines)
    engine.feed(line);
  return engine.accounts().at(account_id{1});
}

} // namespace riskd::test
