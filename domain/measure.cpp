#include "domain/measure.hpp"

namespace riskd::domain {

const char* to_string(condition_word x) {
  switch (x) {
    case condition_word::outside:
      return "outside";
    case condition_word::inside:
      return "inside";
    case condition_word::allowed:
      return "true";
    case condition_word::forbidden:
      return "false";
  }
  return "unlisted";
}

std::string to_string(const measure& x) {
  return std::visit([](const auto& each) { return std::string{to_string(each)}; }, x);
}

const char* to_string(measure_unit x) {
  switch (x) {
    case measure_unit::contracts:
      return "contracts";
    case measure_unit::orders:
      return "orders";
    case measure_unit::usd:
      return "usd";
    case measure_unit::per_minute:
      return "per_minute";
    case measure_unit::per_hour:
      return "per_hour";
    case measure_unit::per_session:
      return "per_session";
    case measure_unit::session:
      return "session";
    case measure_unit::can_trade:
      return "can_trade";
  }
  return "unlisted";
}

} // namespace riskd::domain
