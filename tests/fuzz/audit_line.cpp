#include "adapters/sqlite/audit_chain.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <cstddef>
#include <string>

// A line of an audit file; and an audit record whose texts are anything.

namespace riskd::fuzz {

using namespace sqlite;

namespace {

void check_any_line(std::string_view line) {
  const auto intact = parse_audit_line(line);
  const auto claims = read_audit_claims(line);
  RISKD_ENSURES(!intact || claims);
  if (!claims)
    return;
  RISKD_ENSURES(claims->link.n > 0);
  RISKD_ENSURES(misfit_of(claims->link, *claims));
  const auto misfit = misfit_of({claims->link.n - 1, claims->previous}, *claims);
  RISKD_ENSURES(!misfit || claims->link.n == 1);
}

/// Every change of a written line is noticed.
void check_changed(const audit_line& written, std::size_t place) {
  auto text = written.text;
  text[place % text.size()] ^= 1;
  const auto intact = parse_audit_line(text);
  RISKD_ENSURES(!intact);
}

void check_own_line(std::string_view text, std::size_t place) {
  domain::audit_entry entry;
  entry.at = *domain::parse_time("2026-03-03T15:00:00Z");
  entry.type = text.substr(0, 16);
  entry.rule = domain::rule_id::daily_realized_loss;
  entry.text = text;
  entry.data = {{"key", std::string{text}}};
  const auto written = next_audit_line({41, std::string(64, 'a')}, domain::account_id{7}, entry);
  RISKD_ENSURES(written.text.find('\n') == std::string::npos);
  const auto read = parse_audit_line(written.text);
  RISKD_ENSURES(read && read->link == written.link && read->previous == std::string(64, 'a'));
  RISKD_ENSURES(read->at == domain::to_string(entry.at));
  RISKD_ENSURES(!misfit_of({41, std::string(64, 'a')}, *read));
  check_changed(written, place);
}

} // namespace

void try_input(std::string_view input) {
  check_any_line(input);
  check_own_line(input, take_choice(input, 256));
}

} // namespace riskd::fuzz
