#include "adapters/simulator/contract_table.hpp"

#include <array>

namespace riskd::simulator {

namespace {

// Months that lead trading in turn. Listed months that never lead (October gold, September corn)
// are left out, which reproduces the list that the venue offered on 2026-08-19.
constexpr std::string_view quarterly = "HMUZ";
constexpr std::string_view monthly = "FGHJKMNQUVXZ";
constexpr std::string_view gold_months = "GJMQZ";
constexpr std::string_view metal_and_grain_months = "HKNUZ";
constexpr std::string_view platinum_months = "FJNV";
constexpr std::string_view soybean_months = "FHKNQUX";
constexpr std::string_view soy_product_months = "FHKNZ";
constexpr std::string_view meat_months = "GJMQVZ";

// Half of the venue's round-turn commission of 2026, in dollars.
constexpr std::string_view mini = "0.5";
constexpr std::string_view micro = "0.25";

// Tick sizes and values: `projectx-gateway.md` 6.2. Fees: 6.3; where it has no row (natural gas and
// copper micros, QG, interest rates other than ZB) they follow the nearest product of the exchange.
constexpr auto product_table = std::to_array<product_facts>({
  {"ES", "EP", "0.25", "12.5", "1.39", mini, quarterly, 10, "7730", "E-Mini S&P 500"},
  {"MES", "MES", "0.25", "1.25", "0.36", micro, quarterly, 10, "7730", "Micro E-mini S&P 500"},
  {"NQ", "ENQ", "0.25", "5", "1.39", mini, quarterly, 10, "29540", "E-mini NASDAQ-100"},
  {"MNQ", "MNQ", "0.25", "0.5", "0.36", micro, quarterly, 10, "29540", "Micro E-mini Nasdaq-100"},
  {"RTY", "RTY", "0.1", "5", "1.39", mini, quarterly, 10, "2900", "E-mini Russell 2000"},
  {"M2K", "M2K", "0.1", "0.5", "0.36", micro, quarterly, 10, "2900", "Micro E-mini Russell 2000"},
  {"YM", "YM", "1", "5", "1.39", mini, quarterly, 10, "52000", "E-mini Dow ($5)"},
  {"MYM", "MYM", "1", "0.5", "0.36", micro, quarterly, 10, "52000", "Micro E-mini Dow $0.50"},
  {"NKD", "NKD", "5", "25", "2.16", mini, quarterly, 10, "60000", "Nikkei 225 (Globex)"},
  {"MBT", "MBT", "5", "0.5", "1.16", micro, monthly, 22, "90000", "Micro Bitcoin"},
  {"MET", "GMET", "0.5", "0.05", "0.11", micro, monthly, 22, "3000", "Micro Ether"},
  {"CL", "CLE", "0.01", "10", "1.51", mini, monthly, -15, "65", "Crude Light (Globex)"},
  {"QM", "NQM", "0.025", "12.5", "1.21", mini, monthly, -15, "65", "E-Mini Crude Oil"},
  {"MCL", "MCLE", "0.01", "1", "0.51", micro, monthly, -15, "65", "Micro WTI Crude Oil"},
  {"NG", "NGE", "0.001", "10", "1.61", mini, monthly, -6, "3.2", "Natural Gas (Globex)"},
  {"QG", "NQG", "0.005", "12.5", "1.21", mini, monthly, -6, "3.2", "E-Mini Natural Gas"},
  {"MNG", "MNG", "0.001", "1", "0.61", micro, monthly, -6, "3.2", "Micro Henry Hub Natural Gas"},
  {"RB", "RBE", "0.0001", "4.2", "1.51", mini, monthly, -15, "2.1", "RBOB Gasoline (Globex)"},
  {"HO", "HOE", "0.0001", "4.2", "1.51", mini, monthly, -15, "2.3", "NY Harbor ULSD"},
  {"GC", "GCE", "0.1", "10", "1.61", mini, gold_months, -4, "4000", "Gold (Globex)"},
  {"MGC", "MGC", "0.1", "1", "0.61", micro, gold_months, -4, "4000", "Micro Gold"},
  {"SI", "SIE", "0.005", "25", "1.61", mini, metal_and_grain_months, -3, "48", "Silver (Globex)"},
  {"SIL", "SIL", "0.005", "5", "1.01", micro, metal_and_grain_months, -3, "48", "Micro Silver"},
  {"HG", "CPE", "0.0005", "12.5", "1.61", mini, metal_and_grain_months, -3, "5", "Copper (Globex)"},
  {"MHG", "MHG", "0.0005", "1.25", "0.61", micro, metal_and_grain_months, -3, "5", "Micro Copper"},
  {"PL", "PLE", "0.1", "5", "1.61", mini, platinum_months, -3, "1500", "Platinum (Globex)"},
  {"6A", "DA6", "0.00005", "5", "1.61", mini, quarterly, 10, "0.66", "Australian Dollar (Globex)"},
  {"6B", "BP6", "0.0001", "6.25", "1.61", mini, quarterly, 10, "1.34", "British Pound (Globex)"},
  {"6C", "CA6", "0.00005", "5", "1.61", mini, quarterly, 10, "0.72", "Canadian Dollar (Globex)"},
  {"6E", "EU6", "0.00005", "6.25", "1.61", mini, quarterly, 10, "1.17", "Euro FX (Globex)"},
  {"6J", "JY6", "0.0000005", "6.25", "1.61", mini, quarterly, 10, "0.0067",
   "Japanese Yen (Globex)"},
  {"6M", "MX6", "0.00001", "5", "1.61", mini, quarterly, 10, "0.054", "Mexican Peso (Globex)"},
  {"6N", "NE6", "0.00005", "5", "1.61", mini, quarterly, 10, "0.58", "New Zealand Dollar (Globex)"},
  {"6S", "SF6", "0.00005", "6.25", "1.61", mini, quarterly, 10, "1.26", "Swiss Franc (Globex)"},
  {"E7", "EEU", "0.0001", "6.25", "0.86", mini, quarterly, 10, "1.17", "E-mini Euro FX"},
  {"M6A", "M6A", "0.0001", "1", "0.25", micro, quarterly, 10, "0.66", "E-Micro AUD/USD"},
  {"M6B", "M6B", "0.0001", "0.625", "0.25", micro, quarterly, 10, "1.34", "E-Micro GBP/USD"},
  {"M6E", "M6E", "0.0001", "1.25", "0.25", micro, quarterly, 10, "1.17", "E-Micro EUR/USD"},
  {"ZT", "TUA", "0.00390625", "7.8125", "0.67", mini, quarterly, -3, "104",
   "2 Year US Treasury Note (Globex)"},
  {"ZF", "FVA", "0.0078125", "7.8125", "0.67", mini, quarterly, -3, "109",
   "5 Year US Treasury Notes (Globex)"},
  {"ZN", "TYA", "0.015625", "15.625", "0.82", mini, quarterly, -3, "112.5",
   "10yr US Treasury Notes (Globex)"},
  {"TN", "TNA", "0.015625", "15.625", "0.84", mini, quarterly, -3, "115",
   "Ultra 10yr Treasury Note (Globex)"},
  {"ZB", "USA", "0.03125", "31.25", "0.89", mini, quarterly, -3, "117",
   "30yr US Treasury Bonds (Globex)"},
  {"UB", "ULA", "0.03125", "31.25", "0.97", mini, quarterly, -3, "120", "Ultra T-Bond (Globex)"},
  {"ZC", "ZCE", "0.25", "12.5", "2.14", mini, metal_and_grain_months, -15, "430", "Corn (Globex)"},
  {"ZS", "ZSE", "0.25", "12.5", "2.14", mini, soybean_months, -15, "1050", "Soybeans (Globex)"},
  {"ZW", "ZWA", "0.25", "12.5", "2.14", mini, metal_and_grain_months, -15, "540", "Wheat (Globex)"},
  {"ZL", "ZLE", "0.01", "6", "2.14", mini, soy_product_months, -15, "50", "Soybean Oil (Globex)"},
  {"ZM", "ZME", "0.1", "10", "2.14", mini, soy_product_months, -15, "300", "Soybean Meal (Globex)"},
  {"HE", "HE", "0.025", "10", "2.11", mini, meat_months, -3, "85", "Lean Hogs (Globex)"},
  {"LE", "GLE", "0.025", "10", "2.11", mini, meat_months, -3, "230", "Live Cattle (Globex)"},
});

} // namespace

std::span<const product_facts> all_products() {
  return product_table;
}

} // namespace riskd::simulator
