#pragma once

#include "domain/time.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::domain {

/// The history of one IANA time zone as a table of offsets from UTC. A value: cheap to copy, no
/// I/O.
///
/// The table comes from an adapter (`time_zone_source`), so that the domain neither reads the zone
/// database nor depends on a library for it.
class time_zone {
public:
  /// From `begin` until the next span, local time is UTC plus `offset`.
  struct span {
    time_point begin;
    std::chrono::seconds offset{};

    friend bool operator==(const span&, const span&) = default;
  };

  /// UTC itself.
  time_zone();

  /// @pre `spans` is not empty and ascending by `begin`. The first span also covers all earlier
  /// time.
  time_zone(std::string name, std::vector<span> spans);

  /// The IANA name, for example `America/Chicago`.
  [[nodiscard]] const std::string& name() const {
    return table_->name;
  }

  [[nodiscard]] local_time to_local(time_point instant) const;

  /// A local time inside a gap means the first instant after the gap; an ambiguous one means its
  /// first occurrence (R-T-10).
  [[nodiscard]] time_point to_utc(local_time wanted) const;

  friend bool operator==(const time_zone& a, const time_zone& b) {
    return a.name() == b.name();
  }

private:
  struct table {
    std::string name;
    std::vector<span> spans;
  };

  std::shared_ptr<const table> table_;
};

/// Looks a zone up by its IANA name; returns nothing for an unknown name.
using time_zone_source = std::function<std::optional<time_zone>(std::string_view name)>;

} // namespace riskd::domain
