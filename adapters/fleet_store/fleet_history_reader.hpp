#pragma once

#include "domain/ports/fleet_history_port.hpp"

#include <filesystem>
#include <utility>

namespace riskd::fleet {

/// Reads the history of a hub that may be writing it. Every question opens a connection of its own
/// that can only read, so that the writer never waits and questions may be asked on any thread. An
/// empty account of `stories` means all of the daemon, as it does of `records`.
///
/// Failures are `storage_failed` if the history cannot be read or the question was given up,
/// `malformed_input` if it is damaged and `refused` if it was written by a newer program.
class fleet_history_reader final : public domain::fleet_history_port {
public:
  /// @param directory As in `fleet_store_options`.
  explicit fleet_history_reader(const std::filesystem::path& directory);

  /// Of each stretch of the time covered the first, the last, the lowest and the highest total
  /// stay; see `result_thinning`.
  [[nodiscard]] domain::result<std::vector<domain::result_point>>
  results(const std::string& daemon, const std::string& account, domain::time_point begin,
          domain::time_point end, std::size_t count, const limit& is_over) const override;

  [[nodiscard]] domain::result<std::vector<domain::audit_report>>
  records(const std::string& daemon, const std::string& account, std::size_t count,
          const limit& is_over) const override;

  /// `begin` is included, `end` is not.
  [[nodiscard]] domain::result<std::vector<domain::story_report>>
  stories(const std::string& daemon, const std::string& account,
          std::optional<domain::time_point> begin, std::optional<domain::time_point> end,
          std::size_t count, const limit& is_over) const override;

  [[nodiscard]] domain::result<std::vector<domain::fleet_alarm>>
  alarms(std::size_t count, const limit& is_over) const override;

private:
  std::filesystem::path file_;
};

} // namespace riskd::fleet
