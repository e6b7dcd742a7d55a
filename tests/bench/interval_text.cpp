#include "tests/bench/interval_text.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace riskd::bench {

std::optional<std::chrono::milliseconds> parse_interval(std::string_view text) {
  std::uint32_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{})
    return std::nullopt;
  const auto unit = text.substr(static_cast<std::size_t>(rest - text.data()));
  std::chrono::milliseconds read{};
  if (unit == "ms")
    read = std::chrono::milliseconds{number};
  else if (unit == "s")
    read = std::chrono::seconds{number};
  if (read < interval_min || read > interval_max)
    return std::nullopt;
  return read;
}

} // namespace riskd::bench
