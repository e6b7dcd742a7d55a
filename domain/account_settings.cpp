#include "domain/account_settings.hpp"

namespace riskd::domain {

const char* to_string(pnl_basis x) {
  return x == pnl_basis::net ? "net" : "gross";
}

const char* to_string(mark_source x) {
  switch (x) {
    case mark_source::last:
      return "last";
    case mark_source::mid:
      return "mid";
    case mark_source::exit_side:
      return "exit_side";
  }
  return "unlisted";
}

const char* to_string(account_mode x) {
  return x == account_mode::enforce ? "enforce" : "shadow";
}

const char* to_string(shutdown_policy x) {
  return x == shutdown_policy::keep ? "keep" : "flatten";
}

} // namespace riskd::domain
