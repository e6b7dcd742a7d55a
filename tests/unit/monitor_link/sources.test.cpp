#define CAF_SUITE monitor_link.sources

#include "adapters/monitor_link/source_table.hpp"

#include <caf/test/unit_test.hpp>

namespace monitor_link_sources {

using namespace riskd;
using namespace riskd::monitor_link;
using namespace std::chrono_literals;
using boost::asio::ip::make_address;
using refusal = source_table::refusal;

namespace {

constexpr auto admitted = std::optional<refusal>{};

source_limits limits() {
  return {{3, 1}, 10, 2};
}

} // namespace

CAF_TEST(a budget refills steadily up to its size) {
  token_bucket bucket{{10, 2}, 0s};
  CAF_CHECK(bucket.take(10, 0s));
  CAF_CHECK(!bucket.take(1, 499'999us));
  CAF_CHECK(bucket.take(1, 500ms));
  CAF_CHECK(!bucket.is_full(5s));
  CAF_CHECK(bucket.is_full(5'500ms));
  CAF_CHECK(!bucket.take(11, 24h * 365 * 100));
  CAF_CHECK(bucket.take(10, 24h * 365 * 100));
  CAF_CHECK(!bucket.take(1, 24h * 365 * 100));
}

CAF_TEST(an address of version 6 counts by its first half) {
  CAF_CHECK_EQUAL(source_of(make_address("192.0.2.7")), "192.0.2.7");
  CAF_CHECK_EQUAL(source_of(make_address("::ffff:192.0.2.7")), "192.0.2.7");
  CAF_CHECK_EQUAL(source_of(make_address("2001:db8:1:2:3:4:5:6")), "2001:db8:1:2::/64");
}

CAF_TEST(a source may come so often) {
  source_table table{limits()};
  for (int i = 0; i < 3; ++i)
    CAF_CHECK(table.admit("a", 0s).refused == admitted);
  CAF_CHECK(table.admit("a", 0s).refused == refusal::too_often);
  CAF_CHECK(table.admit("b", 0s).refused == admitted);
  CAF_CHECK(table.admit("a", 1s).refused == admitted);
  CAF_CHECK(table.admit("a", 1s).refused == refusal::too_often);
}

CAF_TEST(a source has few handshakes under way) {
  auto narrow = limits();
  narrow.handshakes_max = 1;
  source_table table{narrow};
  const auto first = table.admit("a", 0s);
  CAF_CHECK(first.refused == admitted);
  CAF_CHECK(table.admit("a", 0s).refused == refusal::too_many_handshakes);
  CAF_CHECK(table.admit("b", 0s).refused == admitted);
  table.handshake_over(first.place);
  CAF_CHECK(table.admit("a", 0s).refused == admitted);
}

CAF_TEST(sources beyond the limit count as one) {
  source_table table{limits()};
  static_cast<void>(table.admit("a", 0s));
  static_cast<void>(table.admit("b", 0s));
  const auto third = table.admit("c", 0s);
  CAF_CHECK_EQUAL(third.place, "others");
  CAF_CHECK_EQUAL(table.admit("d", 0s).place, "others");
  CAF_CHECK(table.admit("e", 0s).refused == admitted);
  CAF_CHECK(table.admit("f", 0s).refused == refusal::too_often);
  CAF_CHECK_EQUAL(table.size(), 3u);
}

CAF_TEST(quiet sources make room) {
  source_table table{limits()};
  const auto first = table.admit("a", 0s);
  static_cast<void>(table.admit("b", 0s));
  // The handshake of b is still under way.
  table.handshake_over(first.place);
  CAF_CHECK_EQUAL(table.admit("c", 1h).place, "c");
  CAF_CHECK_EQUAL(table.size(), 2u);
  CAF_CHECK_EQUAL(table.admit("d", 1h).place, "others");
}

} // namespace monitor_link_sources
