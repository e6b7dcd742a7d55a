#define CAF_SUITE logging.field

#include "adapters/logging/field.hpp"

#include "domain/locks.hpp"
#include "domain/measure.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <string>

namespace logging_field {

using namespace riskd;
using logging::field;

namespace {

template <class T>
std::string written(const T& x) {
  std::string out;
  field{"k", x}.append_to(out);
  return out;
}

} // namespace

CAF_TEST(booleans integers text) {
  CAF_CHECK_EQUAL(written(true), R"("k":true)");
  CAF_CHECK_EQUAL(written(-5), R"("k":-5)");
  CAF_CHECK_EQUAL(written(std::uint64_t{18'446'744'073'709'551'615U}),
                  R"("k":18446744073709551615)");
  CAF_CHECK_EQUAL(written("text"), R"("k":"text")");
  CAF_CHECK_EQUAL(written(std::string{"text"}), R"("k":"text")");
  CAF_CHECK_EQUAL(written(std::string_view{"text"}), R"("k":"text")");
}

CAF_TEST(money prices times in the forms of the specification) {
  // R-V-9, R-V-10.
  CAF_CHECK_EQUAL(written(domain::money{-5'500'000}), R"("k":"-550.00")");
  CAF_CHECK_EQUAL(written(*domain::parse_price("21500.25")), R"("k":"21500.25")");
  CAF_CHECK_EQUAL(written(*domain::parse_time("2026-03-03T23:00:00Z")),
                  R"("k":"2026-03-03T23:00:00.000000Z")");
  CAF_CHECK_EQUAL(written(domain::quantity{-3}), R"("k":-3)");
  CAF_CHECK_EQUAL(written(std::chrono::milliseconds{2}), R"("k":2000)");
}

CAF_TEST(identifiers) {
  CAF_CHECK_EQUAL(written(domain::order_id{4'000'000'000}), R"("k":4000000000)");
  CAF_CHECK_EQUAL(written(domain::contract_id{"CON.F.US.MNQ.H26"}), R"("k":"CON.F.US.MNQ.H26")");
}

CAF_TEST(account numbers show their last four digits) {
  // R-P-8.
  CAF_CHECK_EQUAL(written(domain::account_id{1'234'567}), R"("k":"****4567")");
  CAF_CHECK_EQUAL(written(domain::account_id{10'000}), R"("k":"****0000")");
  CAF_CHECK_EQUAL(written(domain::account_id{42}), R"("k":"****42")");
}

CAF_TEST(whatever has a to_string) {
  CAF_CHECK_EQUAL(written(domain::rule_id::daily_realized_loss), R"("k":"RULE-003")");
  CAF_CHECK_EQUAL(written(domain::lock_policy::keep), R"("k":"keep")");
  CAF_CHECK_EQUAL(written(domain::measure{domain::dollars(7)}), R"("k":"7.00")");
}

CAF_TEST(an empty optional is null) {
  CAF_CHECK_EQUAL(written(std::optional<domain::money>{}), R"("k":null)");
  CAF_CHECK_EQUAL(written(std::optional{domain::dollars(1)}), R"("k":"1.00")");
  CAF_CHECK_EQUAL(written(std::optional{domain::account_id{1'234'567}}), R"("k":"****4567")");
}

} // namespace logging_field
