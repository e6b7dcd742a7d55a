#pragma once

#include "domain/price.hpp"
#include "domain/quantity.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace riskd::simulator {

/// The four prices of a bar.
struct price_range {
  domain::price open;
  domain::price high;
  domain::price low;
  domain::price close;

  friend bool operator==(const price_range&, const price_range&) = default;
};

/// One line of a recording: a bar, or a single trade as a bar without extent.
struct recorded_row {
  domain::time_point at;
  /// Empty if nothing traded.
  std::optional<price_range> trades;
  std::optional<price_range> bids;
  std::optional<price_range> asks;
  domain::quantity volume;

  friend bool operator==(const recorded_row&, const recorded_row&) = default;
};

/// A recorded market in memory.
struct market_recording {
  std::vector<recorded_row> rows;
  /// Length of one bar; zero for single trades.
  domain::duration bar_length{};
};

/// Reads a CSV file with one header line, in any of these forms:
/// - `epoch_ms,price,size`: single trades;
/// - a time column (`epoch_ms`, `epoch_s` or `timestamp` in ISO 8601), then `open,high,low,close`
/// and
///   optionally `volume`, `bid_open` ... `bid_close`, `ask_open` ... `ask_close`. Empty cells mean
///   that there was none. Other columns are ignored.
///
/// Rows must ascend in time and prices lie on `tick_size`. Fails with the line number.
[[nodiscard]] domain::result<market_recording> parse_recording(std::string_view text,
                                                               domain::price tick_size);

} // namespace riskd::simulator
