#pragma once

#include "adapters/logging/logger.hpp"

#include <nlohmann/json.hpp>

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::test {

/// Keeps the lines of a logger in memory.
class collected_lines final : public logging::line_sink {
public:
  void write(std::string_view line) override;

  [[nodiscard]] std::uint64_t lost() const override {
    return lost_count;
  }

  [[nodiscard]] std::vector<std::string> all() const;

  /// The line at `index`, parsed.
  [[nodiscard]] nlohmann::ordered_json at(std::size_t index) const;

  std::uint64_t lost_count = 0;

private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

} // namespace riskd::test
