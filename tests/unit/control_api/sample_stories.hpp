#pragma once

#include "adapters/control_api/answer_desk.hpp"
#include "adapters/control_api/day_routes.hpp"
#include "adapters/control_api/story_routes.hpp"
#include "tests/unit/control_api/sample_hours.hpp"

#include <utility>

namespace riskd::test {

/// Knows breach 17 of account A-1, which cost 12.50 dollars to be closed, breach 18 of a count,
/// and what that day came to; or fails.
class sample_stories final : public domain::story_port {
public:
  [[nodiscard]] domain::result<std::optional<domain::breach_story>>
  breach(domain::breach_id wanted, const limit& is_over) const override;

  [[nodiscard]] domain::result<domain::day_report> day(const domain::account_day& wanted,
                                                       const limit& is_over) const override;

  [[nodiscard]] domain::result<domain::moment_report> moment(const domain::account_day& wanted,
                                                             domain::time_point at,
                                                             const limit& is_over) const override;

  bool is_readable = true;
  /// Nothing happened on the day, and nothing was in force at the moment.
  bool is_quiet = false;
};

/// What answers about breaches, days and moments need.
struct story_desk {
  sample_stories stories;
  sample_hours hours_of_days;
  set_clock clock_of_stories;
  control_api::answer_desk desk_of_stories{clock_of_stories};

  [[nodiscard]] control_api::route_table routes_of_stories() {
    auto out = control_api::story_routes({stories, desk_of_stories});
    for (auto& each :
         control_api::day_routes({stories, hours_of_days, clock_of_stories, desk_of_stories}))
      out.push_back(std::move(each));
    return out;
  }
};

} // namespace riskd::test
