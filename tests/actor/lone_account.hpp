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
///
/// The broker carries out what RULE-012 commands, and every cancellation of an own order, at once:
/// what was commanded of an order is not kept over a restart (section 3), so nothing may depend on
/// it. All other commands are left without effect.
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

  [[nodiscard]] bool is_carried_out(const domain::command_ticket& ticket) const;

  /// Lets the orders become what was commanded since the last time.
  void carry_out();
  void carry_out(const domain::place_stop& command);
  void carry_out(const domain::modify_order& command);
  void carry_out(const domain::cancel_order& command);
  void carry_out(const domain::close_position&) {
  }
  void carry_out(const domain::reduce_position&) {
  }
  void update(domain::order_row row);

  void deliver(domain::state_input input, const domain::contract_id* about = nullptr);

  domain::account_settings settings_;
  domain::account_id account_;
  written_journal journal_;
  domain::catalogue catalogue_;
  std::map<domain::contract_id, domain::quote> quotes_;
  std::map<domain::order_id, domain::order_row> orders_;
  std::vector<domain::command> commanded_;
  std::int64_t placed_ = 0;
  std::optional<std::uint64_t> line_;
  std::unique_ptr<running> running_;
};

} // namespace riskd::test
