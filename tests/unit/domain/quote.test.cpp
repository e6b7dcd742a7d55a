#define CAF_SUITE domain.quote

#include "domain/quote.hpp"

#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_quote {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

quote_delta stamped(std::string_view text, std::string_view seconds) {
  auto delta = quote_called(text);
  delta.last_updated = at(seconds);
  return delta;
}

} // namespace

// R-E-7
CAF_TEST(given prices replace cached ones while absent ones stay) {
  quote cached;
  CAF_CHECK(apply(cached, quote_called("MNQ 21000 b20999.75 a21000.25"), at("1")));
  CAF_CHECK(apply(cached, quote_called("MNQ b20999"), at("2")));
  CAF_CHECK(cached.last == parse_price("21000"));
  CAF_CHECK(cached.last_received == at("1"));
  CAF_CHECK(cached.bid == parse_price("20999"));
  CAF_CHECK(cached.ask == parse_price("21000.25"));
  CAF_CHECK(cached.received == at("2"));
}

CAF_TEST(prices that are zero as well as negative ones leave the cached value) {
  quote cached;
  apply(cached, quote_called("MNQ 21000 b20999.75 a21000.25"), at("1"));
  auto delta = quote_called("MNQ 0");
  delta.bid = price{};
  delta.ask = price{-1};
  CAF_CHECK(apply(cached, delta, at("2")));
  CAF_CHECK(cached.last == parse_price("21000"));
  CAF_CHECK(cached.last_received == at("1"));
  CAF_CHECK(cached.bid == parse_price("20999.75"));
  CAF_CHECK(cached.ask == parse_price("21000.25"));
  // A quote without any usable price still counts as a quote.
  CAF_CHECK(cached.received == at("2"));
}

CAF_TEST(the smallest positive price is a price) {
  quote cached;
  auto delta = quote_called("MNQ 1");
  delta.last = price{1};
  CAF_CHECK(apply(cached, delta, at("1")));
  CAF_CHECK(cached.last == price{1});
}

CAF_TEST(a quote with an older stamp is dropped whole) {
  quote cached;
  apply(cached, stamped("MNQ 21000", "5"), at("6"));
  const auto before = cached;
  CAF_CHECK(!apply(cached, stamped("MNQ 20000 b1 a2", "4.999999"), at("7")));
  CAF_CHECK(cached == before);
}

CAF_TEST(a quote is applied if its stamp is the same as well as if it has none) {
  quote cached;
  apply(cached, stamped("MNQ 21000", "5"), at("6"));
  CAF_CHECK(apply(cached, stamped("MNQ 21001", "5"), at("7")));
  CAF_CHECK(cached.last == parse_price("21001"));
  CAF_CHECK(apply(cached, quote_called("MNQ 21002"), at("8")));
  CAF_CHECK(cached.last == parse_price("21002"));
  CAF_CHECK(cached.last_updated == at("5"));
  CAF_CHECK(apply(cached, stamped("MNQ 21003", "5.000001"), at("9")));
  CAF_CHECK(cached.last_updated == at("5.000001"));
  CAF_CHECK(!apply(cached, stamped("MNQ 21004", "5"), at("10")));
}

} // namespace domain_quote
