#pragma once

#include "domain/ports/story_port.hpp"

#include <filesystem>
#include <utility>

namespace riskd::sqlite {

/// Reads stories from a store that a riskd may be writing; see `history_reader`.
class story_reader final : public domain::story_port {
public:
  /// @param place A database, or the folder that holds `journal.db`.
  explicit story_reader(std::filesystem::path place) : place_(std::move(place)) {
  }

  [[nodiscard]] domain::result<std::optional<domain::breach_story>>
  breach(domain::breach_id wanted, const limit& is_over) const override;

  [[nodiscard]] domain::result<domain::day_report> day(const domain::account_day& wanted,
                                                       const limit& is_over) const override;

  [[nodiscard]] domain::result<domain::moment_report> moment(const domain::account_day& wanted,
                                                             domain::time_point at,
                                                             const limit& is_over) const override;

private:
  std::filesystem::path place_;
};

} // namespace riskd::sqlite
