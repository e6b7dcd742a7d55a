#pragma once

#include "domain/replay.hpp"

#include <cstdint>
#include <string>

namespace riskd::replay {

/// Writes records in the replay format (`rules.md` 13.3), byte for byte, numbered from 1.
class record_writer {
public:
  /// Appends the line of the next record to `out`. Which alerts there are is up to the engine
  /// (R-J-16).
  void write(const domain::replay_record& record, std::string& out);

  /// How many records were written.
  [[nodiscard]] std::uint64_t count() const {
    return count_;
  }

private:
  std::uint64_t count_ = 0;

  /// The time of the last record as it was written: many records share one.
  domain::time_point at_;

  std::string at_text_;
};

} // namespace riskd::replay
