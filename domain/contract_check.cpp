#include "domain/contract_check.hpp"

#include <string>

namespace riskd::domain {

void throw_contract_violation(const char* kind, const char* expression, const char* file,
                              int line) {
  throw contract_violation(std::string{kind} + " violated: " + expression + " at " + file + ":"
                           + std::to_string(line));
}

} // namespace riskd::domain
