#define CAF_SUITE domain.comparison_pace

#include "domain/comparison_pace.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <cstddef>

namespace domain_comparison_pace {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

/// Queries in an hour of that many accounts which all keep the pace.
std::int64_t calls_in_an_hour(const comparison_pace& x, std::size_t accounts) {
  const duration hour = 1h;
  return static_cast<std::int64_t>(accounts)
         * (2 * (hour / x.holdings) + hour / x.trades + hour / x.row);
}

struct row {
  const char* label;
  std::size_t accounts;
  comparison_pace polling;
};

} // namespace

// R-G-7: positions and orders every 2 s, trades 5 s, accounts 10 s.
CAF_TEST(a lone account is polled as often as the requirements say) {
  CAF_CHECK(stretched(polling_pace(), 1) == (comparison_pace{2s, 5s, 10s}));
}

// R-F-14: 2, 5, 10, 30, 60, 120 s and so on, as far as needed.
CAF_TEST(more accounts are polled less often) {
  for (const auto& each :
       {row{"none", 0, {2s, 5s, 10s}}, row{"two", 2, {5s, 5s, 10s}},
        row{"three", 3, {10s, 10s, 10s}}, row{"four", 4, {10s, 10s, 10s}},
        row{"five", 5, {30s, 30s, 30s}}, row{"twelve", 12, {30s, 30s, 30s}},
        row{"thirteen", 13, {60s, 60s, 60s}}, row{"fifty", 50, {120s, 120s, 120s}},
        row{"fifty one", 51, {240s, 240s, 240s}}}) {
    CAF_MESSAGE(each.label);
    CAF_CHECK(stretched(polling_pace(), each.accounts) == each.polling);
  }
}

// R-F-14: thirty of the 130 queries of a minute are left to proofs of enforcements.
CAF_TEST(no number of accounts asks for more than its share) {
  for (std::size_t accounts = 1; accounts <= 400; ++accounts)
    for (const auto& wanted : {polling_pace(), even_pace(5s), even_pace(30s), even_pace(7s)})
      if (calls_in_an_hour(stretched(wanted, accounts), accounts) > 100 * 60)
        CAF_FAIL("too many calls for accounts: " << accounts);
  CAF_CHECK(calls_in_an_hour(stretched(even_pace(30s), 12), 12) > 90 * 60);
}

CAF_TEST(a pace that fits stays as it is configured) {
  CAF_CHECK(stretched(even_pace(30s), 12) == even_pace(30s));
  CAF_CHECK(stretched(even_pace(7s), 1) == even_pace(7s));
  CAF_CHECK(stretched(even_pace(30s), 13) == even_pace(60s));
  CAF_CHECK(stretched(even_pace(7s), 3) == even_pace(10s));
}

} // namespace domain_comparison_pace
