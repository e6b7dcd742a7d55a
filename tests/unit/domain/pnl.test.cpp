#define CAF_SUITE domain.pnl

#include "domain/pnl.hpp"

#include "domain/contract_check.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_pnl {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

struct contract_numbers {
  std::string_view tick_size;
  std::string_view tick_value;
};

constexpr auto mnq = contract_numbers{"0.25", "0.5"};
constexpr auto es = contract_numbers{"0.25", "12.5"};

account_settings settings(std::string_view configuration = "003") {
  return parse_configuration(configuration).base;
}

/// An account that holds `held` (for example `L2@21000`) in a contract with these numbers, last
/// traded at `mark`.
account_state holding(const contract_numbers& numbers, std::string_view held,
                      std::string_view mark) {
  auto row = position_called("MNQ " + std::string{held});
  const auto contract = contract_row{row.contract, "", "", *parse_price(numbers.tick_size),
                                     *parse_price(numbers.tick_value)};
  quote market;
  market.last = parse_price(mark);
  market.last_received = market.received = start_time();
  auto out = new_account(account_id{1}, settings(), start_time());
  apply(out, row, {start_time(), &contract, &market});
  return out;
}

std::string unrealized(const account_state& state, const account_settings& with) {
  const auto amount = unrealized_of(state, state.positions->open().begin()->second, with);
  return amount ? to_string(*amount) : "unknown";
}

struct valuation_row {
  std::string_view position;
  contract_numbers numbers;
  std::string_view mark;
  std::string_view unrealized;
};

/// The mark that a configuration finds in a quote, given as in `Q`, 10 s after its last price.
std::string mark(std::string_view configuration, std::string_view quoted, side held,
                 std::string_view later = {}) {
  quote market;
  if (!quoted.empty())
    apply(market, quote_called(quoted), at("0"));
  if (!later.empty())
    apply(market, quote_called(later), at("10"));
  const auto found = mark_of(market, held, settings(configuration));
  return found ? to_string(*found) : "unknown";
}

} // namespace

// R-V-15: the table of section 1.4
CAF_TEST(unrealized results are exact) {
  const auto rows = std::vector<valuation_row>{
    {"L2@21000", mnq, "20925", "-300.00"},
    {"L2@21000", mnq, "20925.25", "-299.00"},
    {"S2@21000", mnq, "21075", "-300.00"},
    {"S2@21000", mnq, "20950", "200.00"},
    {"L1@6000", es, "6019.75", "987.50"},
    {"L1@6000", es, "6020", "1000.00"},
    {"S1@5800", es, "5790", "500.00"},
    {"L1@21500", {"0.25", "5"}, "21497.5", "-50.00"},
    {"L1@110.515625", {"0.015625", "15.625"}, "110.484375", "-31.25"},
    {"L2@110.5078125", {"0.015625", "15.625"}, "110.53125", "46.875"},
    {"L1@103.5", {"0.00390625", "7.8125"}, "103.50390625", "7.8125"},
    {"S3@0.0066985", {"0.0000005", "6.25"}, "0.0066935", "187.50"},
    {"S3@0.0066986667", {"0.0000005", "6.25"}, "0.0066935", "193.7513"},
    {"S2@71.255", {"0.01", "1"}, "71.31", "-11.00"},
    // Half a unit is rounded away from zero, on both sides of it.
    {"L1@1", {"1", "0.0001"}, "1.5", "0.0001"},
    {"S1@1", {"1", "0.0001"}, "1.5", "-0.0001"},
    {"L1@1", {"1", "0.0001"}, "1.4999999999", "0.00"},
    {"S1@1", {"1", "0.0001"}, "1.4999999999", "0.00"},
    {"L2@21000", mnq, "21000", "0.00"},
  };
  for (const auto& row : rows) {
    const auto label = std::string{row.position} + " at " + std::string{row.mark} + ": ";
    CAF_CHECK_EQUAL(label + unrealized(holding(row.numbers, row.position, row.mark), settings()),
                    label + std::string{row.unrealized});
  }
}

CAF_TEST(a result that fits no number is a violation) {
  const auto state = holding({"0.0000000001", "900000000"}, "L900000000@1", "2");
  CAF_CHECK_EQUAL(state.positions->open().size(), 1u);
  bool thrown = false;
  try {
    static_cast<void>(unrealized_of(state, settings()));
  } catch (const contract_violation&) {
    thrown = true;
  }
  CAF_CHECK(thrown);
}

// R-V-13
CAF_TEST(the mark is the last price unless it is too old) {
  const auto long_mark
    = [](std::string_view configuration, std::string_view first, std::string_view later = {}) {
        return mark(configuration, first, side::buy, later);
      };
  CAF_CHECK_EQUAL(long_mark("003", "MNQ 21000 b20990 a20991"), "21000");
  CAF_CHECK_EQUAL(long_mark("003", "MNQ 21000", "MNQ b20990 a20991"), "21000");
  CAF_CHECK_EQUAL(long_mark("003; stale 10", "MNQ 21000", "MNQ b20990 a20991"), "21000");
  CAF_CHECK_EQUAL(long_mark("003; stale 9", "MNQ 21000", "MNQ b20990 a20991"), "20990.5");
  CAF_CHECK_EQUAL(long_mark("003; stale 9", "MNQ 21000", "MNQ b20990 a20990"), "20990");
  CAF_CHECK_EQUAL(long_mark("003; stale 9", "MNQ 21000", "MNQ b20991 a20990"), "21000");
  CAF_CHECK_EQUAL(long_mark("003; stale 9", "MNQ 21000", "MNQ b20990"), "21000");
  CAF_CHECK_EQUAL(long_mark("003", "MNQ b20990 a20991"), "20990.5");
  CAF_CHECK_EQUAL(long_mark("003", "MNQ b20990"), "unknown");
  CAF_CHECK_EQUAL(long_mark("003", ""), "unknown");
}

CAF_TEST(the mid is exact where there is a market) {
  constexpr auto mid = "003; market.mark: mid";
  CAF_CHECK_EQUAL(mark(mid, "MNQ 21000 b20990 a20990.25", side::buy), "20990.125");
  CAF_CHECK_EQUAL(mark(mid, "MNQ 21000 b20990.25 a20990", side::buy), "21000");
  CAF_CHECK_EQUAL(mark(mid, "MNQ 21000 a20990", side::sell), "21000");
  CAF_CHECK_EQUAL(mark(mid, "MNQ a20990", side::sell), "unknown");
  quote market;
  market.bid = price{1};
  market.ask = price{2};
  CAF_CHECK_EQUAL(to_string(*mark_of(market, side::buy, settings(mid))), "0.00000000015");
}

CAF_TEST(the exit side is where the position could be closed) {
  constexpr auto exit = "003; market.mark: exit_side";
  CAF_CHECK_EQUAL(mark(exit, "MNQ 21000 b20990 a20991", side::buy), "20990");
  CAF_CHECK_EQUAL(mark(exit, "MNQ 21000 b20990 a20991", side::sell), "20991");
  CAF_CHECK_EQUAL(mark(exit, "MNQ 21000 a20991", side::buy), "21000");
  CAF_CHECK_EQUAL(mark(exit, "MNQ 21000 b20990", side::sell), "21000");
  CAF_CHECK_EQUAL(mark(exit, "MNQ b20990", side::sell), "unknown");
}

// R-V-14
CAF_TEST(a position is valued only if everything about it is known) {
  const auto known = holding(mnq, "L2@21000", "21010");
  CAF_CHECK_EQUAL(unrealized(known, settings()), "40.00");
  CAF_CHECK_EQUAL(unrealized(holding(mnq, "L2@0", "21010"), settings()), "unknown");
  auto without_quote = known;
  without_quote.quotes.edit().clear();
  CAF_CHECK_EQUAL(unrealized(without_quote, settings()), "unknown");
  auto without_row = known;
  const auto contract = known.positions->open().begin()->first;
  without_row.contracts.edit()[contract] = make_contract_facts(contract, nullptr);
  CAF_CHECK_EQUAL(unrealized(without_row, settings()), "unknown");
  const auto total = unrealized_of(without_row, settings());
  CAF_CHECK_EQUAL(to_string(total.amount), "0.00");
  CAF_CHECK(!total.complete);
  CAF_CHECK(unrealized_of(known, settings()).complete);
}

CAF_TEST(a quote from long before the entry makes no result) {
  const auto valued
    = [](std::string_view configuration, std::string_view quoted, std::string_view entered) {
        auto state = holding(mnq, "L2@21000", "21010");
        const auto contract = state.positions->open().begin()->first;
        state.quotes.edit()[contract].received = at(quoted);
        auto grown = position_called("MNQ L3@21000");
        apply(state, grown, {at(entered), nullptr, nullptr});
        return unrealized(state, settings(configuration));
      };
  CAF_CHECK_EQUAL(valued("003; stale 5", "10", "15"), "60.00");
  CAF_CHECK_EQUAL(valued("003; stale 5", "10", "15.000001"), "unknown");
  CAF_CHECK_EQUAL(valued("003", "10", "9999"), "60.00");
}

// R-V-16
CAF_TEST(a mark stays until the next quote) {
  const auto account = account_after("003; stale 5", "+0 P MNQ L2@21000; +1 Q MNQ 21010; +9999 K");
  CAF_CHECK_EQUAL(unrealized(account.state, account.settings), "40.00");
}

CAF_TEST(the sum adds rounded results) {
  const auto account
    = account_after("003", "+0 P MNQ L2@21000; +0 P ES S1@6000; +1 Q MNQ 21010; +1 Q ES 6001");
  const auto total = unrealized_of(account.state, account.settings);
  CAF_CHECK_EQUAL(to_string(total.amount), "-10.00");
  CAF_CHECK(total.complete);
}

// R-V-17
CAF_TEST(realized results are those of the current day) {
  const auto account = account_after("003; pnl_basis: gross",
                                     "+0 T #1 -30 fee1; +28801 T #2 -20 fee1; +28802 T #3 -7 at5");
  CAF_CHECK_EQUAL(to_string(realized_today(account.state, account.settings)), "-20.00");
}

} // namespace domain_pnl
