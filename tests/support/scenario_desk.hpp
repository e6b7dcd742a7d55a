#pragma once

#include "domain/enforcement_desk.hpp"
#include "tests/support/scenario_engine.hpp"

#include <map>
#include <string>
#include <string_view>

namespace riskd::test {

/// An account, its enforcement desk, and a venue and clock that the test moves by hand. Seconds
/// count from T0 on both clocks.
///
/// Every call returns what the desk ordered, in shorthand: commands, `A code` for alerts, `read`,
/// `read #11`, `verified`, joined by `; `.
class desk_bench {
public:
  /// Begins with account 1 after `input` under the configuration, nothing commanded yet.
  desk_bench(std::string_view configuration, std::string_view input);

  /// The desk looks because something else happened.
  std::string look(std::string_view seconds);

  /// An event of the stream.
  std::string event(std::string_view seconds, const domain::account_payload& payload);

  /// The newest call about `target`, such as `MNQ` or `#11`, ends.
  std::string reply(std::string_view seconds, const std::string& target,
                    domain::call_outcome outcome);

  /// Positions and orders were read, asked for at `begun`. Rows were applied before.
  std::string snapshot(std::string_view seconds, std::string_view begun, bool empty);

  /// When the desk wants to look again, in seconds, or `-`.
  [[nodiscard]] std::string wake() const;

  /// Lets the pause end at the time that the desk asked for, again and again, until `last`; returns
  /// everything that it ordered with its time, for example `+1 read; +2 read`.
  std::string pass_until(std::string_view last);

  /// Makes a `flatten` lock of rule 003 bind.
  void lock();

  scenario_engine::account account;
  domain::enforcement_desk desk{domain::id_source{0}};
  bool stream_up = true;

private:
  std::string act(domain::time_point now, const domain::desk_stimulus& why);

  std::optional<domain::duration> wake_;
  std::map<std::string, domain::command_id> newest_;
};

} // namespace riskd::test
