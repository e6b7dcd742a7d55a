#pragma once

#include "domain/fleet/reports.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace riskd::riskd_feed {

/// Asks a riskd for what its store holds. Calls wait for the answer, for `patience` at most.
class past_reader {
public:
  /// @pre `clock` outlives this
  past_reader(std::filesystem::path socket, std::chrono::milliseconds patience,
              const domain::wall_clock& clock)
    : socket_(std::move(socket)), patience_(patience), clock_(clock) {
  }

  /// The records of the audit after a place, or the newest ones if there is none, the oldest first.
  [[nodiscard]] domain::result<std::vector<domain::audit_report>>
  records(const std::optional<domain::record_place>& after, std::size_t count) const;

  /// The breaches of today, the newest last, with what followed from them.
  /// @param count At most so many, the newest.
  [[nodiscard]] domain::result<std::vector<domain::story_report>>
  stories(const std::string& account, std::size_t count) const;

private:
  /// Asks the same until riskd has read it.
  [[nodiscard]] domain::result<std::string> ask(const std::string& target) const;

  std::filesystem::path socket_;
  std::chrono::milliseconds patience_;
  const domain::wall_clock& clock_;
};

} // namespace riskd::riskd_feed
