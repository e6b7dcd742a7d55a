#pragma once

#include "actors/recorder.hpp"
#include "actors/spawn.hpp"
#include "adapters/logging/logger.hpp"
#include "domain/broker_clock.hpp"
#include "domain/instrument.hpp"
#include "domain/ports/broker_port.hpp"
#include "domain/quote_board.hpp"
#include "domain/snapshot_assembly.hpp"
#include "messages/interfaces.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace riskd {

/// What a broker gateway is given.
struct gateway_assignment {
  logging::logger log;
  /// Name of the login in the configuration.
  std::string name;
  /// Index in the daemon's list of gateways.
  std::size_t index = 0;
  /// The accounts that this login guards; disabled ones are left out.
  std::vector<domain::settings_plan> accounts;
  /// @invariant outlives the actor system
  domain::broker_port* port = nullptr;
  /// Shared with the adapter and the accounts of the login. @invariant outlives the actor system
  domain::broker_clock* clock = nullptr;
  account_finder_actor root;
  clock_listener_actor clock_listener;
  status_listener_actor board;
  /// R-X-4
  domain::duration conflation{};
  /// Products whose quotes are read before any position, by the names that people use.
  std::vector<std::string> products;
  /// Shown in status, for example that the connection is not encrypted.
  std::string remark;
  /// Takes down contracts, quotes and links, if it is not null. @invariant outlives the actor
  /// system
  domain::recording_port* recording = nullptr;
};

/// Speaks for one broker login: fans events out to the supervisors of their accounts, keeps the
/// quotes and the contract catalogue, carries commands and questions in.
class broker_gateway_state {
public:
  static constexpr const char* name = "broker-gateway";

  using self_pointer = broker_gateway_actor::stateful_pointer<broker_gateway_state>;

  explicit broker_gateway_state(self_pointer self) : self_(self) {
  }

  broker_gateway_actor::behavior_type make_behavior(gateway_assignment assignment);

private:
  struct guarded_account {
    account_listener_actor listener;
    std::uint64_t sequence = 0;
    bool streamed = false;
  };

  struct report_visitor;

  // From the broker.
  void on_report(const domain::broker_event& event);
  void on_event(const domain::broker_event& event, const domain::account_event& report);
  void on_quote(const domain::broker_event& event, const domain::quote_delta& delta);
  void on_contract(const domain::contract_row& row, const domain::clock_reading& received);
  void on_link(const domain::link_changed& change, const domain::clock_reading& received);
  void on_alive(const domain::link_alive& alive, const domain::clock_reading& received);
  void on_session_opened(const domain::session_opened& opened,
                         const domain::clock_reading& received);
  void on_session_lost(const domain::session_lost& lost, const domain::clock_reading& received);
  void on_answer(const domain::broker_event& event, const domain::query_answered& answer);
  void on_snapshot_answer(const domain::query_answered& answer,
                          const domain::clock_reading& received);
  void hand_over(const guarded_account& account, domain::account_snapshot snapshot,
                 const domain::clock_reading& received);
  void watch_wanted_products();
  void follow_clock(domain::time_point broker, const domain::clock_reading& received);
  void look_at_clock();
  void tell_of_failed_login(domain::duration now);
  void tell_if_blind(domain::duration now);
  void on_catalogue(const domain::query_answered& answer, const domain::clock_reading& received);
  void on_order_answer(const domain::query_answered& answer, const domain::clock_reading& received);
  void on_reply(const domain::broker_event& event, const domain::command_replied& reply);

  // From accounts.
  void guard(const guard_account& command);
  void register_listener(const register_account& command);
  void read(const read_account& question);
  void look_up(const look_up_order& question);
  void set_contracts_in_play(const contracts_in_play& report);
  void tell_links(const guarded_account& account);
  void stream(const account_seen& report);
  void open_late();
  void open_stream();

  // Resolution of configured names to accounts (R-G-1, step 5).
  void ask_for_accounts();
  void resolve(const std::vector<domain::account_row>& rows);

  /// Tells a recording that has just begun what is known of contracts.
  bool is_recorded();

  template <class Report>
  void take_down(const Report& what, domain::time_point at) {
    if (is_recorded())
      recorder_.take_down(what, at);
  }

  void deliver(guarded_account& account, domain::state_input input,
               const domain::contract_id* contract, const domain::broker_event& event);
  void pass_on_quote(const domain::contract_id& contract, const domain::broker_event& event);
  void on_window_over(const domain::contract_id& contract);
  [[nodiscard]] domain::link_status& link_of(domain::link which);
  void require_contract(const domain::contract_id& contract);
  void ask(domain::query question, domain::query_priority priority);
  void on_tick(std::uint64_t generation);
  void schedule_tick();
  void raise(domain::alert_record alert, std::optional<domain::account_id> account = {});
  void mark_status_dirty();
  void publish_status();

  self_pointer self_;
  gateway_assignment given_;
  recorder recorder_;
  std::map<domain::account_id, guarded_account> accounts_;
  /// Some accounts are ready for the stream and wait for the others.
  bool opening_due_ = false;
  std::vector<bool> resolved_;
  std::set<domain::account_id> strangers_;
  domain::catalogue catalogue_;
  bool catalogue_known_ = false;
  /// Snapshots that were asked for before the catalogue was known.
  std::vector<read_account> waiting_;
  domain::quote_board quotes_;
  domain::snapshot_assembly snapshots_;
  std::map<domain::query_id, look_up_order> lookups_;
  std::optional<domain::query_id> accounts_question_;
  std::set<domain::contract_id> unknown_contracts_;
  std::int64_t questions_ = 0;
  domain::gateway_status status_;
  bool status_due_ = false;
  /// What the latest alert about a failed login said, and its monotonic time.
  std::string failed_login_;
  domain::duration failed_login_told_{};
  /// How far the broker's clock is behind ours, if it is (R-L-12).
  domain::duration clock_lag_{};
  domain::duration last_resolution_{};
  domain::duration last_repeat_{};
  /// Monotonic time of the latest alert, or since when there is no link; empty while there is one.
  std::optional<domain::duration> last_blind_;
  std::uint64_t tick_generation_ = 0;
};

broker_gateway_actor::behavior_type broker_gateway(broker_gateway_state::self_pointer self,
                                                   gateway_assignment assignment);

} // namespace riskd
