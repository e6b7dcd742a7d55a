#pragma once

#include "domain/account_settings.hpp"
#include "domain/replay.hpp"
#include "tests/support/scenario_randomness.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace riskd::test {

/// What the configuration of a stretch of trading is drawn from.
enum class traded_rules {
  all,
  /// Those that make directives, and those that look after stops: fewer locks, so that positions
  /// live longer.
  directives,
};

/// A made-up stretch of trading of account 1, the same for the same seed. Things happen at least
/// six seconds apart, so that every command of the time before counts as lost (R-F-4a) and no
/// figure is in transit (R-E-19) when the next thing happens.
class random_trading {
public:
  random_trading(std::uint64_t seed, std::size_t slots, traded_rules rules);

  [[nodiscard]] const domain::account_settings& settings() const {
    return settings_;
  }

  [[nodiscard]] const std::vector<domain::replay_event>& events() const {
    return events_;
  }

private:
  void happen();
  void enter();
  void leave();
  void turn();
  void place_order();
  void end_order();
  void change_permission();
  void quote();

  void say(domain::replay_report what);
  void say(domain::account_payload payload);
  void trade(const domain::contract_id& contract, domain::side way, domain::quantity size,
             std::optional<domain::money> result);
  void hold(const domain::contract_id& contract, domain::side way, std::int64_t size);
  [[nodiscard]] const domain::contract_id& any_contract();
  [[nodiscard]] domain::price price_near(const domain::contract_id& contract, std::int64_t ticks);

  random_choices draw_;
  domain::account_settings settings_;
  domain::time_point now_;
  std::vector<domain::replay_event> events_;
  std::map<domain::contract_id, domain::position_row> held_;
  std::map<domain::order_id, domain::order_row> orders_;
  std::map<domain::contract_id, std::int64_t> ticks_;
  std::int64_t next_id_ = 100;
  bool can_trade_ = true;
};

} // namespace riskd::test
