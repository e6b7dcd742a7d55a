#define CAF_SUITE domain.money_and_price

#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/quantity.hpp"

#include <caf/test/unit_test.hpp>

#include <limits>
#include <string>
#include <type_traits>

namespace domain_money_and_price {

using namespace riskd::domain;

namespace {

constexpr auto int64_max = std::numeric_limits<std::int64_t>::max();
constexpr auto int64_min = std::numeric_limits<std::int64_t>::min();

template <class Function>
bool violates(Function f) {
  try {
    static_cast<void>(f());
  } catch (const contract_violation&) {
    return true;
  }
  return false;
}

} // namespace

// R-V-8, R-V-9
CAF_TEST(money reads dollars) {
  CAF_CHECK(parse_money("-550") == dollars(-550));
  CAF_CHECK(parse_money("46.875") == money{468'750});
  CAF_CHECK(parse_money("0.00005") == money{1});
  CAF_CHECK(!parse_money("12.5 USD"));
  CAF_CHECK(!parse_money("922337203685477.5808"));
}

CAF_TEST(money is written with two to four fraction digits) {
  CAF_CHECK_EQUAL(to_string(dollars(-550)), "-550.00");
  CAF_CHECK_EQUAL(to_string(money{468'750}), "46.875");
  CAF_CHECK_EQUAL(to_string(money{78'125}), "7.8125");
  CAF_CHECK_EQUAL(to_string(money{}), "0.00");
  CAF_CHECK_EQUAL(to_string(-money{}), "0.00");
}

CAF_TEST(money adds exactly) {
  auto sum = money{};
  for (int i = 0; i < 1'000; ++i)
    sum += money{1'000}; // ten cents
  CAF_CHECK(sum == dollars(100));
  CAF_CHECK(dollars(5) - dollars(7) == dollars(-2));
  CAF_CHECK(-dollars(5) == dollars(-5));
  CAF_CHECK(dollars(-500) < money{-4'999'999});
}

// Overflow is a contract violation, never a wrap.
CAF_TEST(money that exceeds its range throws) {
  CAF_CHECK(violates([] { return money{int64_max} + money{1}; }));
  CAF_CHECK(violates([] { return money{int64_min} + money{-1}; }));
  CAF_CHECK(violates([] { return money{int64_min} - money{1}; }));
  CAF_CHECK(violates([] { return -money{int64_min}; }));
  CAF_CHECK(!violates([] { return money{int64_max} + money{0}; }));
  CAF_CHECK(!violates([] { return money{int64_max} + money{int64_min}; }));
  CAF_CHECK(!violates([] { return -money{int64_max}; }));
}

CAF_TEST(an addition that throws changes nothing) {
  auto sum = money{int64_max};
  CAF_CHECK(violates([&] { return sum += money{1}; }));
  CAF_CHECK(sum == money{int64_max});
}

// R-V-7
CAF_TEST(prices read ten digits) {
  CAF_CHECK(parse_price("0.0066986667") == price{66'986'667});
  CAF_CHECK(parse_price("5E-07") == price{5'000});
  CAF_CHECK(parse_price("110.515625") == price{1'105'156'250'000});
  CAF_CHECK(parse_price("0.00000000005") == price{1});
  CAF_CHECK(parse_price("0.000000000049") == price{0});
  CAF_CHECK(parse_price("-37.63") == price{-376'300'000'000});
  CAF_CHECK(!parse_price("922337203.6854775808"));
  CAF_CHECK(parse_price("922337203.6854775807") == price{int64_max});
}

CAF_TEST(prices are written without trailing zeros) {
  CAF_CHECK_EQUAL(to_string(*parse_price("21500.2500")), "21500.25");
  CAF_CHECK_EQUAL(to_string(*parse_price("29539.0")), "29539");
  CAF_CHECK_EQUAL(to_string(*parse_price("5E-07")), "0.0000005");
}

CAF_TEST(prices that exceed their range throw) {
  CAF_CHECK(violates([] { return price{int64_max} + price{1}; }));
  CAF_CHECK(violates([] { return price{int64_min} - price{1}; }));
  CAF_CHECK(price{3} - price{5} == price{-2});
}

CAF_TEST(quantities that exceed their range throw) {
  CAF_CHECK(violates([] { return quantity{int64_max} + quantity{1}; }));
  CAF_CHECK(violates([] { return quantity{int64_min} - quantity{1}; }));
  CAF_CHECK(violates([] { return -quantity{int64_min}; }));
  CAF_CHECK(violates([] { return quantity{int64_max} * 2; }));
  CAF_CHECK(violates([] { return quantity{int64_min} * -1; }));
  CAF_CHECK(quantity{-3} * 1'000 == quantity{-3'000});
  CAF_CHECK_EQUAL(to_string(quantity{-3}), "-3");
}

// The compiler refuses what people confuse.
CAF_TEST(amounts of different kinds stay apart) {
  CAF_CHECK((!std::is_convertible_v<std::int64_t, money>));
  CAF_CHECK((!std::is_convertible_v<double, money>));
  CAF_CHECK((!std::is_convertible_v<std::int64_t, price>));
  CAF_CHECK((!std::is_convertible_v<money, price>));
  CAF_CHECK((!std::is_convertible_v<price, money>));
  CAF_CHECK((!std::is_convertible_v<quantity, money>));
}

} // namespace domain_money_and_price
