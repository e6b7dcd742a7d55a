#include "adapters/crash_point/crash_point.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#ifdef RISKD_CRASH_POINTS
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <ostream>
#endif

namespace riskd::adapters {

std::optional<crash_order> parse_crash_order(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos)
    return std::nullopt;
  const auto* const name
    = std::find(crash_point_names.begin(), crash_point_names.end(), text.substr(0, colon));
  if (name == crash_point_names.end())
    return std::nullopt;
  crash_order order;
  order.where = static_cast<crash_point>(std::distance(crash_point_names.begin(), name));
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, order.pass);
  if (error != std::errc{} || stop != end || order.pass == 0)
    return std::nullopt;
  return order;
}

#ifdef RISKD_CRASH_POINTS

namespace {

std::optional<crash_order> ordered;

std::atomic<std::uint32_t> passes{0};

} // namespace

bool arm_crash_point(std::ostream& complaints) {
  const char* const text = std::getenv("RISKD_CRASH_AT");
  if (text == nullptr)
    return true;
  ordered = parse_crash_order(text);
  if (ordered)
    return true;
  complaints << "riskd: RISKD_CRASH_AT must be NAME:N, not '" << text << "'; names are:";
  for (const auto each : crash_point_names)
    complaints << ' ' << each;
  complaints << '\n';
  return false;
}

void pass(crash_point where) {
  if (ordered && ordered->where == where && passes.fetch_add(1) + 1 == ordered->pass)
    ::raise(SIGKILL);
}

#endif

} // namespace riskd::adapters
