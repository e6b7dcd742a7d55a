#pragma once

#include "domain/position.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace riskd::domain {

/// What a position event did (R-E-17).
enum class position_change : std::uint8_t {
  stale,
  duplicate,
  open,
  flip,
  reopen,
  increase,
  decrease,
  update,
  flat,
};

const char* to_string(position_change x);

/// True if the change began a new position instance (R-E-18).
[[nodiscard]] bool begins_instance(position_change x);

/// True if the change ended the instance that was there (R-E-18).
[[nodiscard]] bool ends_instance(position_change x);

/// One contract's position before and after an event.
struct position_delta {
  contract_id contract;
  position_change change{};
  std::optional<position> before;
  std::optional<position> after;

  friend bool operator==(const position_delta&, const position_delta&) = default;
};

/// Difference between what trades have realized and what positions show, per contract: trade and
/// position events of one fill arrive separately and in either order (R-E-19).
struct transit {
  /// Positive: trades are ahead of positions. Never zero while it is kept.
  quantity amount;
  /// When it is given up.
  time_point until;

  friend bool operator==(const transit&, const transit&) = default;
};

/// The open positions of one account and their transits.
class position_book {
public:
  /// Applies a position row (R-E-17, R-E-18) and its effect on the transit (R-E-19).
  position_delta apply(const position_row& row, time_point now);

  /// Accounts for the first application of a closing trade (R-E-19).
  /// @pre `size` is positive
  void note_closing_trade(const contract_id& contract, side traded, quantity size, time_point now);

  /// Gives up every transit that is due at `now`. Returns whether there was one.
  bool expire_transits(time_point now);

  /// A REST snapshot of positions and trades brings both into step (R-E-19).
  void clear_transits();

  [[nodiscard]] const position* find(const contract_id& contract) const;

  /// Open positions in byte order of contract id.
  [[nodiscard]] const std::map<contract_id, position>& open() const {
    return open_;
  }

  [[nodiscard]] bool in_transit() const {
    return !transits_.empty();
  }

  [[nodiscard]] const std::map<contract_id, transit>& transits() const {
    return transits_;
  }

  /// What the rules keep with a position, for writing. @pre a position is open in the contract
  [[nodiscard]] position& open_position(const contract_id& contract);

  /// Puts a stored position back, as it was.
  void restore(const position& stored);

  friend bool operator==(const position_book&, const position_book&) = default;

private:
  position_delta begin_instance(position_change change, const position_row& row, time_point now);

  position_delta resize(position& current, const position_row& row, time_point now);

  void shift_transit(const contract_id& contract, quantity by, time_point now);

  std::map<contract_id, position> open_;
  std::map<contract_id, transit> transits_;
  std::uint64_t increase_seq_ = 0;
  std::uint64_t instances_ = 0;
};

} // namespace riskd::domain
