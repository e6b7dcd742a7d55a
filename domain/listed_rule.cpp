#include "domain/listed_rule.hpp"

namespace riskd::domain {

const char* to_string(parameter_source x) {
  switch (x) {
    case parameter_source::standard:
      return "default";
    case parameter_source::preset:
      return "preset";
    case parameter_source::file:
      return "file";
    case parameter_source::override_of_account:
      return "override";
  }
  return "unlisted";
}

} // namespace riskd::domain
