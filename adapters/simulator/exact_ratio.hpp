#pragma once

#include <cstdint>
#include <initializer_list>

namespace riskd::simulator {

/// Returns the product of `numerators` over the product of `denominators`, computed exactly in 128
/// bits and rounded half away from zero.
/// @pre Both products fit into 127 bits, the quotient into 63; no denominator is zero. Otherwise
/// `contract_violation`.
[[nodiscard]] std::int64_t rounded_ratio(std::initializer_list<std::int64_t> numerators,
                                         std::initializer_list<std::int64_t> denominators);

} // namespace riskd::simulator
