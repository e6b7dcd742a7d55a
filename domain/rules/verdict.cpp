#include "domain/rules/verdict.hpp"

namespace riskd::domain {

const char* to_string(verdict_scope x) {
  switch (x) {
    case verdict_scope::account:
      return "account";
    case verdict_scope::product:
      return "product";
    case verdict_scope::contract:
      return "contract";
  }
  return "unlisted";
}

const char* to_string(remedy x) {
  switch (x) {
    case remedy::reduce_to_limit:
      return "reduce_to_limit";
    case remedy::close_offending:
      return "close_offending";
    case remedy::close_all:
      return "close_all";
    case remedy::flatten_and_lock:
      return "flatten_and_lock";
    case remedy::close_position:
      return "close_position";
    case remedy::flatten_and_cooldown:
      return "flatten_and_cooldown";
    case remedy::keep_and_cooldown:
      return "keep_and_cooldown";
    case remedy::block:
      return "block";
  }
  return "unlisted";
}

} // namespace riskd::domain
