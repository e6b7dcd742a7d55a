#define CAF_SUITE simulator.settings

#include "adapters/simulator/exchange_settings.hpp"

#include <caf/test/unit_test.hpp>

#include <set>

namespace simulator_settings {

using namespace riskd;
using simulator::exchange_settings;
using simulator::set_setting;

namespace {

std::string problem_of(std::string_view name, std::string_view text) {
  exchange_settings settings;
  const auto set = set_setting(settings, name, text);
  return set ? "none" : set.error().sentence;
}

} // namespace

CAF_TEST(numbers switches words are set by name) {
  exchange_settings settings;
  CAF_CHECK(set_setting(settings, "market_fill_ms", "0"));
  CAF_CHECK(set_setting(settings, "single_session", "true"));
  CAF_CHECK(set_setting(settings, "accounting", "average"));
  CAF_CHECK(set_setting(settings, "emission", "APTO"));
  CAF_CHECK(set_setting(settings, "event_shape", "array"));
  CAF_CHECK_EQUAL(settings.market_fill_ms, 0);
  CAF_CHECK(settings.single_session);
  CAF_CHECK_EQUAL(settings.accounting, "average");
  CAF_CHECK_EQUAL(settings.emission, "APTO");
  CAF_CHECK_EQUAL(settings.event_shape, "array");
}

CAF_TEST(what is forbidden is refused with a sentence) {
  CAF_CHECK_EQUAL(problem_of("nonsense", "1"), "there is no setting named 'nonsense'");
  CAF_CHECK_EQUAL(problem_of("jitter_percent", "101"),
                  "setting jitter_percent: '101' is not a whole number from 0 to 100");
  CAF_CHECK_EQUAL(problem_of("jitter_percent", "1x"),
                  "setting jitter_percent: '1x' is not a whole number from 0 to 100");
  CAF_CHECK_EQUAL(problem_of("single_session", "yes"),
                  "setting single_session: 'yes' is not true or false");
  CAF_CHECK_EQUAL(problem_of("event_shape", "bar"),
                  "setting event_shape: 'bar' is not one of envelope|bare|array");
  CAF_CHECK_EQUAL(problem_of("emission", "OTP"),
                  "setting emission: 'OTP' is not a permutation of OTPA");
  CAF_CHECK_EQUAL(problem_of("emission", "OTPP"),
                  "setting emission: 'OTPP' is not a permutation of OTPA");
}

CAF_TEST(every setting is listed once with a value that it takes) {
  exchange_settings settings;
  std::set<std::string_view> names;
  for (const auto& row : list_settings(settings)) {
    names.insert(row.name);
    const auto text = std::visit(
      [](const auto& x) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(x)>, std::string>)
          return x;
        else if constexpr (std::is_same_v<std::decay_t<decltype(x)>, bool>)
          return x ? "true" : "false";
        else
          return std::to_string(x);
      },
      row.value);
    CAF_CHECK(set_setting(settings, row.name, text));
  }
  CAF_CHECK_EQUAL(names.size(), list_settings(settings).size());
}

} // namespace simulator_settings
