#include "config/rules/policy_word.hpp"

#include "config/leaves.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"

#include <utility>

namespace riskd::config {

node policy_choice(std::string key, const std::string& initial) {
  return tightened_along({"keep", "flatten"},
                         choice(std::move(key), {"keep", "flatten"}, '"' + initial + '"',
                                "What becomes of positions held when the pause begins: they stay "
                                "and may only shrink, or they are closed."));
}

domain::lock_policy policy_at(const value& section, std::string_view key) {
  return text_at(section, key) == "keep" ? domain::lock_policy::keep : domain::lock_policy::flatten;
}

} // namespace riskd::config
