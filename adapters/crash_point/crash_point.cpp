#include "adapters/crash_point/crash_point.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#ifdef RISKD_CRASH_POINTS
#include <poll.h>
#include <signal.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <ostream>
#include <stdexcept>
#include <string>
#endif

namespace riskd::adapters {

namespace {

constexpr std::uint32_t stall_ms_end = 1000;

/// Takes a number and the colon before it from the beginning of `text`.
bool take_number(std::string_view& text, std::uint32_t& number) {
  if (!text.starts_with(':'))
    return false;
  const auto [stop, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (error != std::errc{})
    return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return true;
}

} // namespace

std::optional<crash_order> parse_crash_order(std::string_view text) {
  const auto name_size = std::min(text.find(':'), text.size());
  const auto* const name
    = std::find(crash_point_names.begin(), crash_point_names.end(), text.substr(0, name_size));
  if (name == crash_point_names.end())
    return std::nullopt;
  crash_order order;
  order.where = static_cast<crash_point>(std::distance(crash_point_names.begin(), name));
  text.remove_prefix(name_size);
  if (!take_number(text, order.pass) || order.pass == 0)
    return std::nullopt;
  order.throws = text == ":throw";
  if (order.throws)
    return order;
  if (!text.empty() && (!take_number(text, order.stall_ms) || order.stall_ms >= stall_ms_end))
    return std::nullopt;
  return text.empty() ? std::optional{order} : std::nullopt;
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
  complaints << "riskd: RISKD_CRASH_AT must be NAME:N, NAME:N:MILLISECONDS or NAME:N:throw, not '"
             << text << "'; names are:";
  for (const auto each : crash_point_names)
    complaints << ' ' << each;
  complaints << '\n';
  return false;
}

void pass(crash_point where) {
  if (!ordered || ordered->where != where || passes.fetch_add(1) + 1 != ordered->pass)
    return;
  if (ordered->throws)
    throw std::runtime_error{"planted at "
                             + std::string{crash_point_names[static_cast<std::size_t>(where)]}};
  // Nothing is polled: the thread only stands still.
  ::poll(nullptr, 0, static_cast<int>(ordered->stall_ms));
  ::raise(SIGKILL);
}

#endif

} // namespace riskd::adapters
