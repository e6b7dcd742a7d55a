#define CAF_SUITE domain.known_rows

#include "domain/known_rows.hpp"

#include "domain/account_fold.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace domain_known_rows {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

const auto settings = parse_configuration("003").base;

/// What an account that is new when a recording begins comes to by the first rows of it.
class told_account {
public:
  void operator()(const contract_row& row) {
    catalogue_[row.id] = row;
  }

  void operator()(const account_event& event) {
    fold_in(payload_input{event.payload, {}}, contract_of(event.payload));
  }

  void operator()(const quote_delta& delta) {
    apply(quotes_[delta.contract], delta, at("100"));
    fold_in(quote_input{delta.contract, quotes_[delta.contract]}, nullptr);
  }

  template <class Other>
  void operator()(const Other&) {
    CAF_FAIL("no such row is known of an account");
  }

  account_state state = new_account(account_id{1}, settings, at("100"));

private:
  static const contract_id* contract_of(const account_payload& payload) {
    if (const auto* position = std::get_if<position_row>(&payload))
      return &position->contract;
    const auto* order = std::get_if<order_row>(&payload);
    return order ? &order->contract : nullptr;
  }

  void fold_in(const state_input& input, const contract_id* contract) {
    const auto row = contract ? catalogue_.find(*contract) : catalogue_.end();
    const auto known = row == catalogue_.end() ? std::nullopt : std::optional{row->second};
    auto folded = fold(std::move(state), input, {at("100"), known, std::nullopt}, settings);
    for (const auto& each : folded.alerts)
      CAF_ERROR(to_string(each.code));
    state = std::move(folded.state);
  }

  std::map<contract_id, contract_row> catalogue_;
  std::map<contract_id, quote> quotes_;
};

told_account told_of(const account_state& known) {
  told_account out;
  for (const auto& each : known_rows(known))
    std::visit(out, each);
  return out;
}

account_state state_after(const char* input) {
  return account_after("003", input).state;
}

using money_now = std::vector<std::string>;

/// What the rules look at.
money_now figures_of(const account_state& x) {
  const auto totals = x.trades.totals_of(x.day);
  return {to_string(totals.gross), to_string(totals.costs), std::to_string(totals.trades)};
}

} // namespace

CAF_TEST(of a new account next to nothing is known) {
  const auto rows = known_rows(new_account(account_id{1}, settings, start_time()));
  CAF_REQUIRE_EQUAL(rows.size(), 1u);
  const auto& event = std::get<account_event>(rows.front());
  CAF_CHECK(event.account == account_id{1});
  CAF_CHECK(std::get<account_row>(event.payload).can_trade == true);
}

CAF_TEST(whoever is told the known rows knows as much) {
  const auto known = state_after(
    "+0 T #1 -50 id7 fee0.5; +0.5 T #2 null id8; +1 P MNQ L2@21000 id3; +2 O #11 MNQ sell stop n2 "
    "@20950; "
    "+3 O #12 MNQ buy limit @20900; +4 O #12 MNQ buy limit @20900 st3; +5 Q MNQ 20990 "
    "b20989.75 a20990.25; +6 P ES S1@5000 id4; +8 C false");
  CAF_REQUIRE_EQUAL(known.positions->open().size(), 2u);
  CAF_REQUIRE_EQUAL(known.orders.live().size(), 1u);
  CAF_REQUIRE_EQUAL(known.trades.size(), 2u);
  CAF_REQUIRE(!known.can_trade);
  const auto told = told_of(known).state;
  CAF_CHECK(told.can_trade == known.can_trade);
  CAF_CHECK(told.orders.live() == known.orders.live());
  CAF_CHECK(told.trades == known.trades);
  CAF_CHECK(figures_of(told) == figures_of(known));
  CAF_REQUIRE_EQUAL(told.positions->open().size(), 2u);
  for (const auto& [contract, held] : known.positions->open()) {
    const auto* again = told.positions->find(contract);
    CAF_REQUIRE(again != nullptr);
    CAF_CHECK(again->held == held.held);
    CAF_CHECK(again->size == held.size);
    CAF_CHECK(again->average == held.average);
    CAF_CHECK(again->id == held.id);
    CAF_CHECK(facts_of(told, contract)->row == facts_of(known, contract)->row);
  }
  for (const auto& [contract, market] : *known.quotes) {
    const auto& again = told.quotes->at(contract);
    CAF_CHECK(again.last == market.last);
    CAF_CHECK(again.bid == market.bid);
    CAF_CHECK(again.ask == market.ask);
  }
}

CAF_TEST(what was voided stays out of the sums) {
  const auto known = state_after("+0 T #1 -50 id7; +1 T #1 -50 id7 void; +2 T #2 -20 id8");
  const auto told = told_of(known).state;
  CAF_CHECK(told.trades == known.trades);
  CAF_CHECK(figures_of(told) == figures_of(known));
}

} // namespace domain_known_rows
