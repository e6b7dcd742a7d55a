#include "tests/bench/plot_axis.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace riskd::bench {

namespace {

constexpr std::int64_t millisecond = 1000;
constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t ticks_most = 6;

std::string duration_text(std::int64_t microseconds) {
  if (microseconds >= second)
    return std::to_string(microseconds / second) + " s";
  if (microseconds >= millisecond)
    return std::to_string(microseconds / millisecond) + " ms";
  return std::to_string(microseconds) + " us";
}

/// The smallest of 1, 2, 5, 10, 20, ... with which few ticks are enough.
std::int64_t step_for(std::int64_t most) {
  for (std::int64_t decade = 1;; decade *= 10)
    for (const std::int64_t digit : {1, 2, 5})
      if (most <= digit * decade * ticks_most)
        return digit * decade;
}

} // namespace

double plot_axis::place(std::int64_t value) const {
  const auto scaled = [this](std::int64_t x) {
    const auto real = static_cast<double>(x);
    return is_logarithmic ? std::log(real) : real;
  };
  return (scaled(value) - scaled(least)) / (scaled(most) - scaled(least));
}

plot_axis duration_axis(std::int64_t shortest, std::int64_t longest) {
  plot_axis out;
  out.is_logarithmic = true;
  out.least = 1;
  while (out.least * 10 <= shortest)
    out.least *= 10;
  out.most = out.least;
  do
    out.most *= 10;
  while (out.most < longest);
  for (auto at = out.least; at <= out.most; at *= 10)
    out.ticks.push_back({at, duration_text(at)});
  return out;
}

plot_axis dollar_axis(std::int64_t most) {
  plot_axis out;
  const auto step = step_for(std::max<std::int64_t>(most, 1));
  for (std::int64_t at = 0; at - step < most; at += step)
    out.ticks.push_back({at, "$" + std::to_string(at)});
  out.most = out.ticks.back().value;
  return out;
}

} // namespace riskd::bench
