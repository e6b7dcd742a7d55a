#pragma once

#include "domain/history.hpp"

#include <tuple>

namespace riskd::domain {

/// Says whether `a` stands before `b` in the audit of one daemon.
[[nodiscard]] inline bool is_before(const record_place& a, const record_place& b) {
  return std::tie(a.chain, a.number) < std::tie(b.chain, b.number);
}

/// Says whether `next` can be the successor of `last`: it has the next number of the chain, or is
/// the first of a later chain.
[[nodiscard]] inline bool follows(const record_place& next, const record_place& last) {
  if (next.chain > last.chain)
    return next.number == 1;
  // The comparison comes first, so that the subtraction cannot overflow.
  return next.chain == last.chain && next.number > last.number && next.number - 1 == last.number;
}

} // namespace riskd::domain
