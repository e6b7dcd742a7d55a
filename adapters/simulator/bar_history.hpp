#pragma once

#include "domain/price.hpp"
#include "domain/quantity.hpp"
#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace riskd::simulator {

/// One bar; `open_time` is when it begins.
struct price_bar {
  domain::time_point open_time;
  domain::price open;
  domain::price high;
  domain::price low;
  domain::price close;
  std::int64_t volume = 0;

  friend bool operator==(const price_bar&, const price_bar&) = default;
};

/// Bar lengths as the venue numbers them (`projectx-gateway.md` 5). Days, weeks and months are
/// those of UTC; weeks begin on Monday.
enum class bar_unit : std::uint8_t { second = 1, minute, hour, day, week, month };

/// What retrieveBars asks for.
struct bar_request {
  domain::time_point from;
  domain::time_point to;
  bar_unit unit{};
  /// Units per bar. @invariant positive
  std::int64_t unit_count = 1;
  std::size_t limit = 0;
  bool include_partial = false;
};

/// The trades of one contract as bars of one second; longer bars are put together on demand, so
/// that bars always agree with trades.
class bar_history {
public:
  void add(domain::time_point at, domain::price price, domain::quantity size);

  /// Adds a finished bar, for example from before the start of the exchange.
  void add(const price_bar& bar);

  /// The newest `limit` bars that begin in `[from, to]`, newest first.
  [[nodiscard]] std::vector<price_bar> find(const bar_request& wanted,
                                            domain::time_point now) const;

  [[nodiscard]] bool empty() const {
    return seconds_.empty();
  }

private:
  std::map<domain::time_point, price_bar> seconds_;
};

} // namespace riskd::simulator
