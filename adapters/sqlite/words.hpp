#pragma once

#include "domain/commands.hpp"
#include "domain/events.hpp"
#include "domain/locks.hpp"
#include "domain/measure.hpp"
#include "domain/rules/verdict.hpp"
#include "domain/standing.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace riskd::sqlite {

// Enumerators are stored as the words of their `to_string`, which stay readable in the database and
// do not change when an enumeration is reordered.

/// Every enumerator of an enumeration that is read back.
template <class Enum>
inline constexpr std::array<Enum, 0> enumerators_of{};

template <>
inline constexpr std::array enumerators_of<domain::side>{domain::side::buy, domain::side::sell};

template <>
inline constexpr std::array enumerators_of<domain::entity_kind>{
  domain::entity_kind::contract,   domain::entity_kind::trade,   domain::entity_kind::order,
  domain::entity_kind::position,   domain::entity_kind::account, domain::entity_kind::quote,
  domain::entity_kind::connection,
};

template <>
inline constexpr std::array enumerators_of<domain::event_source>{
  domain::event_source::stream,
  domain::event_source::rest,
  domain::event_source::journal,
  domain::event_source::replay,
};

template <>
inline constexpr std::array enumerators_of<domain::lock_kind>{
  domain::lock_kind::hard,
  domain::lock_kind::cooldown,
  domain::lock_kind::session,
  domain::lock_kind::condition,
};

template <>
inline constexpr std::array enumerators_of<domain::lock_policy>{domain::lock_policy::flatten,
                                                                domain::lock_policy::keep};

template <>
inline constexpr std::array enumerators_of<domain::lock_end>{
  domain::lock_end::reset,
  domain::lock_end::expired,
  domain::lock_end::session_start,
  domain::lock_end::condition,
};

template <>
inline constexpr std::array enumerators_of<domain::safe_mode_policy>{
  domain::safe_mode_policy::alert,
  domain::safe_mode_policy::close_only,
  domain::safe_mode_policy::flatten,
};

template <>
inline constexpr std::array enumerators_of<domain::condition_word>{
  domain::condition_word::outside,
  domain::condition_word::inside,
  domain::condition_word::allowed,
  domain::condition_word::forbidden,
};

template <>
inline constexpr std::array enumerators_of<domain::measure_unit>{
  domain::measure_unit::contracts, domain::measure_unit::orders,
  domain::measure_unit::usd,       domain::measure_unit::per_minute,
  domain::measure_unit::per_hour,  domain::measure_unit::per_session,
  domain::measure_unit::session,   domain::measure_unit::can_trade,
};

template <>
inline constexpr std::array enumerators_of<domain::verdict_scope>{
  domain::verdict_scope::account,
  domain::verdict_scope::product,
  domain::verdict_scope::contract,
};

template <>
inline constexpr std::array enumerators_of<domain::remedy>{
  domain::remedy::reduce_to_limit,   domain::remedy::close_offending,
  domain::remedy::close_all,         domain::remedy::flatten_and_lock,
  domain::remedy::close_position,    domain::remedy::flatten_and_cooldown,
  domain::remedy::keep_and_cooldown, domain::remedy::block,
};

/// The inverse of `to_string`; empty if no enumerator has that word.
template <class Enum>
[[nodiscard]] std::optional<Enum> parse_word(std::string_view word) {
  static_assert(!enumerators_of<Enum>.empty(), "list the enumerators above");
  for (const auto each : enumerators_of<Enum>)
    if (word == to_string(each))
      return each;
  return std::nullopt;
}

} // namespace riskd::sqlite
