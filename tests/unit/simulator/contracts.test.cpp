#define CAF_SUITE simulator.contracts

#include "adapters/simulator/contract_table.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

namespace simulator_contracts {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono;
using simulator::contract_from_id;

// projectx-gateway.md 6.

namespace {

std::string front_of(std::string_view root, year_month_day date) {
  for (const auto& product : simulator::all_products())
    if (product.root == root)
      return simulator::front_month(product, date).id.value().text();
  return "none";
}

std::string profit_of(std::string_view id, std::string_view entry, std::string_view exit,
                      std::int64_t size) {
  return to_string(
    contract_from_id(id).value().profit(price_of(entry), price_of(exit), domain::quantity{size}));
}

} // namespace

CAF_TEST(an id gives names with symbol with economics) {
  const auto x = contract_from_id("CON.F.US.ENQ.Z26").value();
  CAF_CHECK_EQUAL(x.name, "NQZ6");
  CAF_CHECK_EQUAL(x.display_name, "NQZ26");
  CAF_CHECK_EQUAL(x.symbol_id, "F.US.ENQ");
  CAF_CHECK_EQUAL(x.description, "E-mini NASDAQ-100: December 2026");
  CAF_CHECK_EQUAL(to_string(x.tick_size), "0.25");
  CAF_CHECK_EQUAL(to_string(x.tick_value), "5");
  CAF_CHECK_EQUAL(to_string(x.fees + x.commissions), "1.89");
  CAF_CHECK_EQUAL(x.weight, 10);
  CAF_CHECK(contract_from_id("CON.F.US.MNQ.Z26").value().weight == 1);
}

CAF_TEST(what is no contract id is refused) {
  for (const auto* id : {"", "MNQ", "CON.F.US.MNQ", "CON.F.US.MNQ.", "CON.F.US.MNQ.A26",
                         "CON.F.US.MNQ.Z6", "CON.F.US.MNQ.Z2X", "CON.F.US.QQQ.Z26"})
    CAF_CHECK(!contract_from_id(id).has_value());
}

CAF_TEST(quarterly products roll before expiry) {
  CAF_CHECK_EQUAL(front_of("MNQ", 2026y / December / 10), "CON.F.US.MNQ.Z26");
  CAF_CHECK_EQUAL(front_of("MNQ", 2026y / December / 11), "CON.F.US.MNQ.H27");
  CAF_CHECK_EQUAL(front_of("MNQ", 2026y / December / 31), "CON.F.US.MNQ.H27");
  CAF_CHECK_EQUAL(front_of("CL", 2026y / December / 20), "CON.F.US.CLE.G27");
}

CAF_TEST(profits are exact for every kind of tick) {
  CAF_CHECK_EQUAL(profit_of("CON.F.US.MNQ.Z26", "29398.5", "29423", 1), "49.00");
  CAF_CHECK_EQUAL(profit_of("CON.F.US.TYA.Z26", "110.5078125", "110.53125", 2), "46.88");
  CAF_CHECK_EQUAL(profit_of("CON.F.US.JY6.Z26", "0.0066986667", "0.0066935", 3), "-193.75");
  CAF_CHECK_EQUAL(profit_of("CON.F.US.TUA.Z26", "104", "104.00390625", 1), "7.81");
  CAF_CHECK_EQUAL(profit_of("CON.F.US.M6B.Z26", "1.3400", "1.3401", 1), "0.63");
}

} // namespace simulator_contracts
