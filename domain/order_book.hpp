#pragma once

#include "domain/chunked_map.hpp"
#include "domain/events.hpp"
#include "domain/position.hpp"
#include "domain/shared_part.hpp"

#include <map>
#include <set>

namespace riskd::domain {

/// What an order event did (R-E-14).
enum class order_change : std::uint8_t { stale, duplicate, applied };

const char* to_string(order_change x);

/// True if filling the order can only shrink the position: same contract, exit side, and no more
/// than the position holds. Every other live order is an opening order (R-E-15).
[[nodiscard]] bool is_exit_order(const order_row& order, const position* held);

/// True for a working stop, stop-limit or trailing stop on the exit side of the position, whatever
/// its size.
[[nodiscard]] bool is_protective_exit(const order_row& order, const position* held);

/// True for an order that riskd placed: its tag begins with `riskd:` (R-F-15).
[[nodiscard]] bool is_own_order(const order_row& order);

/// The orders of one account: all live ones and, for as long as the process runs, every order that
/// ended (R-Y-4).
class order_book {
public:
  /// Applies an order row (R-E-14).
  order_change apply(const order_row& row);

  /// The order is missing where the venue would list it if it were live: it counts as cancelled
  /// until a row with a live status says otherwise (R-G-5). Returns false if it is not live here.
  bool close_by_absence(order_id id);

  /// The live order with this id, or null.
  [[nodiscard]] const order_row* find_live(order_id id) const;

  /// The order with this id in whatever state, or null.
  [[nodiscard]] const order_row* find(order_id id) const;

  /// All live orders in ascending order of id.
  [[nodiscard]] const std::map<order_id, order_row>& live() const {
    return *live_;
  }

  /// The live orders that riskd placed itself, told by their tag (R-F-15).
  [[nodiscard]] const std::set<order_id>& own() const {
    return *own_;
  }

  friend bool operator==(const order_book&, const order_book&) = default;

private:
  void store_live(const order_row& row);
  void erase_live(order_id id);

  struct ended_order {
    order_row row;
    /// Ended only because it was missing from a snapshot.
    bool by_absence = false;

    friend bool operator==(const ended_order&, const ended_order&) = default;
  };

  shared_part<std::map<order_id, order_row>> live_;
  shared_part<std::set<order_id>> own_;
  chunked_map<order_id, ended_order> ended_;
};

} // namespace riskd::domain
