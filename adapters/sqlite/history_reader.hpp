#pragma once

#include "domain/ports/history_port.hpp"

#include <filesystem>
#include <utility>

namespace riskd::sqlite {

/// Reads the past from a store that a riskd may be writing. Every question opens a connection of
/// its own that can only read, so that a writer never waits and a store that was moved aside is not
/// held on to.
class history_reader final : public domain::history_port {
public:
  /// @param place A database, or the folder that holds `journal.db`.
  explicit history_reader(std::filesystem::path place) : place_(std::move(place)) {
  }

  [[nodiscard]] domain::result<domain::history_part<domain::past_lock>>
  locks(const domain::history_range& wanted, const limit& is_over) const override;

  [[nodiscard]] domain::result<domain::history_part<domain::logged_record>>
  log(const domain::history_range& wanted, const limit& is_over) const override;

  [[nodiscard]] domain::result<domain::history_part<domain::past_trade>>
  trades(const domain::history_range& wanted, const limit& is_over) const override;

private:
  std::filesystem::path place_;
};

} // namespace riskd::sqlite
