#include "domain/rules/rule_set.hpp"

#include <algorithm>
#include <utility>

namespace riskd::domain::rules {

void rule_set::set(any_rule added) {
  const auto wanted = id_of(added);
  const auto place = std::lower_bound(rules_.begin(), rules_.end(), wanted,
                                      [](const any_rule& x, rule_id id) { return id_of(x) < id; });
  if (place != rules_.end() && id_of(*place) == wanted)
    *place = std::move(added);
  else
    rules_.insert(place, std::move(added));
}

} // namespace riskd::domain::rules
