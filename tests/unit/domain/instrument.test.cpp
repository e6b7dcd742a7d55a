#define CAF_SUITE domain.instrument

#include "domain/instrument.hpp"

#include <caf/test/unit_test.hpp>

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace domain_instrument {

using namespace riskd::domain;

namespace {

contract_row row(const char* id, const char* name, const char* symbol_id) {
  return {contract_id{id}, name, symbol_id, price{2'500'000'000}, price{5'000'000'000}};
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names)
    out += (out.empty() ? "" : " ") + name;
  return out;
}

std::string aliases(const contract_row& x) {
  return joined(alias_set(x.id, &x));
}

std::string aliases(const char* id) {
  return joined(alias_set(contract_id{id}, nullptr));
}

std::string product(const contract_row& x) {
  return product_name(x.id, &x);
}

const auto es = row("CON.F.US.EP.H26", "ESH6", "F.US.EP");
const auto mnq = row("CON.F.US.MNQ.H26", "MNQH6", "F.US.MNQ");

} // namespace

// R-V-3
CAF_TEST(the symbol code is the last part of the symbol id) {
  const auto odd = row("CON.F.US.XX.H26", "YYH6", "F.US.EP");
  CAF_CHECK_EQUAL(symbol_code(odd.id, &odd), "EP");
  const auto undotted = row("CON.F.US.XX.H26", "YYH6", "EP");
  CAF_CHECK_EQUAL(symbol_code(undotted.id, &undotted), "EP");
}

CAF_TEST(without a row the symbol code is the fourth part of the contract id) {
  CAF_CHECK_EQUAL(symbol_code(contract_id{"CON.F.US.MNQ.H26"}, nullptr), "MNQ");
  CAF_CHECK_EQUAL(symbol_code(contract_id{"CON.F.US.MNQ"}, nullptr), "MNQ");
  const auto unnamed = row("CON.F.US.MNQ.H26", "", "");
  CAF_CHECK_EQUAL(symbol_code(unnamed.id, &unnamed), "MNQ");
}

CAF_TEST(without a fourth part the symbol code is the whole contract id) {
  CAF_CHECK_EQUAL(symbol_code(contract_id{"MNQH6"}, nullptr), "MNQH6");
  CAF_CHECK_EQUAL(symbol_code(contract_id{"CON.F.US"}, nullptr), "CON.F.US");
  CAF_CHECK_EQUAL(symbol_code(contract_id{""}, nullptr), "");
}

// An empty code would make one product of everything that has none.
CAF_TEST(an empty part is no symbol code) {
  const auto open_ended = row("CON.F.US.MNQ.H26", "", "F.US.");
  CAF_CHECK_EQUAL(symbol_code(open_ended.id, &open_ended), "MNQ");
  CAF_CHECK_EQUAL(symbol_code(contract_id{"CON.F.US..H26"}, nullptr), "CON.F.US..H26");
}

// R-V-4
CAF_TEST(the alias set has every name of the product) {
  CAF_CHECK_EQUAL(aliases(es), "EP ES");
  CAF_CHECK_EQUAL(aliases(mnq), "MNQ");
  CAF_CHECK_EQUAL(aliases(row("CON.F.US.ABC.H26", "XYZH6", "F.US.ABC")), "ABC XYZ");
  CAF_CHECK_EQUAL(aliases("CON.F.US.EP.H26"), "EP ES");
  CAF_CHECK_EQUAL(aliases("CON.F.US.MNQ.H26"), "MNQ");
  CAF_CHECK_EQUAL(aliases("con.f.us.ep.h26"), "EP ES");
}

CAF_TEST(the derived root is the name before the month of expiry) {
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "ESH6", "")), "ES X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "ESH26", "")), "ES X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "M6EZ5", "")), "M6E X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "6EZ25", "")), "6E X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "M2KM6", "")), "M2K X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "ZNF6", "")), "X ZN");
  for (const char letter : std::string{"FGHJKMNQUVXZ"})
    CAF_CHECK_EQUAL(aliases(row("a.b.c.X", ("AB" + std::string{letter} + "7").c_str(), "")),
                    "AB X");
}

CAF_TEST(a name that ends otherwise gives no root) {
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "", "")), "X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "H6", "")), "X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "6", "")), "X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "26", "")), "X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "ESH", "")), "X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "ESA6", "")), "X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "ESH126", "")), "X");
  CAF_CHECK_EQUAL(aliases(row("a.b.c.X", "ESH6 ", "")), "X");
}

// R-V-5
CAF_TEST(the product is named by its exchange root) {
  CAF_CHECK_EQUAL(product(es), "ES");
  CAF_CHECK_EQUAL(product(mnq), "MNQ");
  CAF_CHECK_EQUAL(product(row("CON.F.US.ABC.H26", "XYZH6", "F.US.ABC")), "XYZ");
  CAF_CHECK_EQUAL(product(row("CON.F.US.ABC.H26", "XYZ", "F.US.ABC")), "ABC");
  CAF_CHECK_EQUAL(product_name(contract_id{"CON.F.US.EP.H26"}, nullptr), "ES");
  CAF_CHECK_EQUAL(product_name(contract_id{"CON.F.US.RTY.H26"}, nullptr), "RTY");
}

// Section 1.2, whole.
CAF_TEST(the alias table is the one of the specification) {
  auto table = std::istringstream{
    "ES=EP NQ=ENQ MET=GMET CL=CLE QM=NQM MCL=MCLE NG=NGE QG=NQG RB=RBE HO=HOE GC=GCE SI=SIE HG=CPE "
    "PL=PLE 6A=DA6 6B=BP6 6C=CA6 6E=EU6 6J=JY6 6M=MX6 6N=NE6 6S=SF6 E7=EEU ZT=TUA ZF=FVA ZN=TYA "
    "TN=TNA ZB=USA UB=ULA ZC=ZCE ZS=ZSE ZW=ZWA ZL=ZLE ZM=ZME LE=GLE"};
  for (std::string pair; table >> pair;) {
    const auto root = pair.substr(0, pair.find('='));
    const auto code = pair.substr(pair.find('=') + 1);
    CAF_CHECK_EQUAL(pair + " " + std::string{exchange_root(code).value_or("none")},
                    pair + " " + root);
    CAF_CHECK_EQUAL(pair + " " + std::string{canonical_product(root)}, pair + " " + code);
    CAF_CHECK_EQUAL(pair + " " + std::string{canonical_product(code)}, pair + " " + code);
    CAF_CHECK(!exchange_root(root).has_value());
  }
}

CAF_TEST(products with one spelling are their own form) {
  CAF_CHECK(!exchange_root("MNQ").has_value());
  CAF_CHECK_EQUAL(canonical_product("MNQ"), "MNQ");
  CAF_CHECK_EQUAL(canonical_product(""), "");
}

// R-Y-8
CAF_TEST(the lowest of several matching keys applies) {
  const auto by_product = std::map<std::string, int>{{"EP", 1}, {"ES", 2}, {"MNQ", 3}};
  CAF_CHECK(find_for(by_product, alias_set(es.id, &es)) == 1);
  CAF_CHECK(find_for(by_product, alias_set(mnq.id, &mnq)) == 3);
  const auto only_root = std::map<std::string, int>{{"ES", 2}};
  CAF_CHECK(find_for(only_root, alias_set(es.id, &es)) == 2);
  CAF_CHECK(!find_for(only_root, alias_set(mnq.id, &mnq)).has_value());
  CAF_CHECK(!find_for(std::map<std::string, int>{}, alias_set(es.id, &es)).has_value());
}

CAF_TEST(upper case changes letters of ASCII only) {
  CAF_CHECK_EQUAL(upper_case("mnq_6e"), "MNQ_6E");
  CAF_CHECK_EQUAL(upper_case("\xc3\xa4z{`@["), "\xc3\xa4Z{`@[");
}

CAF_TEST(the catalogue is looked up by contract id) {
  const auto rows = catalogue{{es.id, es}};
  CAF_CHECK(find_contract(rows, es.id) != nullptr);
  CAF_CHECK(find_contract(rows, contract_id{"CON.F.US.ep.H26"}) == nullptr);
  CAF_CHECK(find_contract({}, es.id) == nullptr);
}

} // namespace domain_instrument
