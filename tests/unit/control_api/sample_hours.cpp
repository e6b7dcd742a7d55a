#include "tests/unit/control_api/sample_hours.hpp"

#include <chrono>

namespace riskd::test {

using namespace domain;
using namespace std::chrono_literals;
using std::chrono::March;

namespace {

time_zone chicago() {
  return {"America/Chicago", {{{}, -6h}, {*parse_time("2026-03-08T08:00:00Z"), -5h}}};
}

std::vector<std::chrono::weekday> sunday_to_thursday() {
  return {std::chrono::Sunday, std::chrono::Monday, std::chrono::Tuesday, std::chrono::Wednesday,
          std::chrono::Thursday};
}

} // namespace

std::vector<control_api::account_hours> sample_hours::hours() {
  control_api::account_hours out;
  out.name = "A-1";
  out.id = account_id{1'234'567};
  out.reset = {17h, chicago()};
  out.session = session_hours{chicago(), {{sunday_to_thursday(), 17h, 16h}}, true};
  out.calendar.holidays[2026y] = {2026y / March / 5};
  out.calendar.early_closes[2026y / March / 6] = {{12h, {}}};
  auto same = out;
  same.name = "B-2";
  same.id = account_id{2'222'222};
  control_api::account_hours always;
  always.name = "C-3";
  always.reset = {0h, time_zone{}};
  return {out, same, always};
}

} // namespace riskd::test
