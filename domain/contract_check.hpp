#pragma once

#include <stdexcept>

namespace riskd::domain {

/// Thrown when a precondition or an invariant does not hold: a programmer error or a value that no
/// sane venue sends. Nothing below the actor boundary and `main` catches it, with one exception:
/// the evaluator catches it around each rule and reports the rule as failed (R-X-5).
class contract_violation : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

/// Throws `contract_violation` naming the kind of check, the expression and its place.
[[noreturn]] void throw_contract_violation(const char* kind, const char* expression,
                                           const char* file, int line);

} // namespace riskd::domain

// Both checks stay on in release builds.
#define RISKD_EXPECTS(condition)                                                                   \
  ((condition)                                                                                     \
     ? static_cast<void>(0)                                                                        \
     : ::riskd::domain::throw_contract_violation("precondition", #condition, __FILE__, __LINE__))
#define RISKD_ENSURES(condition)                                                                   \
  ((condition)                                                                                     \
     ? static_cast<void>(0)                                                                        \
     : ::riskd::domain::throw_contract_violation("invariant", #condition, __FILE__, __LINE__))
