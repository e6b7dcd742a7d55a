#pragma once

#include "actors/deterministic_system.hpp"
#include "domain/account_settings.hpp"
#include "domain/ports/decision_port.hpp"
#include "domain/quote.hpp"
#include "domain/replay.hpp"
#include "messages/interfaces.hpp"
#include "tests/actor/written_journal.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace riskd::test {

/// One account supervisor with its children, offline as in a replay, with a journal. It can be
/// ended and started again from what the journal has on disk.
class lone_account final : public domain::decision_port {
public:
  /// How it ends.
  enum class end_manner {
    /// At one blow; everything that was handed to the journal still gets written.
    killed,
    /// As told to, with a snapshot (R-G-9).
    stopped,
  };

  lone_account(domain::account_settings settings, domain::account_id account);

  ~lone_account() override;

  /// Fires the timers due up to the event, then applies it. The first one starts the account.
  void feed(const domain::replay_event& event);

  /// Ends the account and starts it with what its journal wrote, at the same instant. Contracts are
  /// described and quoted again, then time is said to have passed (R-G-1).
  void restart(end_manner manner);

  void decided(domain::account_id account, domain::time_point at,
               const std::vector<domain::decision>& records) override;

  std::vector<domain::replay_record> records;

private:
  struct running;

  void start(domain::time_point at, std::optional<domain::restored_account> stored);
  void end(end_manner manner);

  void take(const domain::account_event& event);
  void take(const domain::unattributed_payload& payload);
  void take(const domain::contract_row& row);
  void take(const domain::quote_delta& delta);
  void take(const domain::link_changed& change);
  void take(const domain::clock_tick& tick);

  void deliver(domain::state_input input, const domain::contract_id* about = nullptr);

  domain::account_settings settings_;
  domain::account_id account_;
  written_journal journal_;
  domain::catalogue catalogue_;
  std::map<domain::contract_id, domain::quote> quotes_;
  std::optional<std::uint64_t> line_;
  std::unique_ptr<running> running_;
};

} // namespace riskd::test
