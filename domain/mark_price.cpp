#include "domain/mark_price.hpp"

#include "domain/checked.hpp"
#include "domain/decimal.hpp"

namespace riskd::domain {

mark_price mark_price::at(price x) {
  return mark_price{checked_multiply(x.units(), 2)};
}

mark_price mark_price::between(price bid, price ask) {
  return mark_price{checked_add(bid.units(), ask.units())};
}

std::string to_string(mark_price x) {
  return format_decimal(checked_multiply(x.half_units(), 5), price::digits + 1, 0);
}

} // namespace riskd::domain
