#pragma once

#include "actors/account_checkpoints.hpp"
#include "actors/account_children.hpp"
#include "actors/account_journal.hpp"
#include "actors/recorder.hpp"
#include "actors/step_in_flight.hpp"
#include "domain/account_report.hpp"
#include "domain/comparison_pace.hpp"
#include "domain/measurements.hpp"
#include "domain/ports/decision_port.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/restart_budget.hpp"
#include "domain/stop_watch.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace riskd {

/// What an account supervisor is given.
struct account_assignment {
  logging::logger log;
  settings_ptr settings;
  /// What it follows from its next reset on, if that is something else.
  std::optional<domain::pending_settings> pending;
  domain::account_id account;
  /// As the broker names it.
  std::string name;
  /// Number of the account among all of the daemon; makes its ids unique.
  std::int64_t owner = 0;
  /// @invariant outlives the actor system
  const domain::wall_clock* clock = nullptr;
  /// @invariant outlives the actor system
  domain::journal_port* journal = nullptr;
  broker_requests_actor gateway;
  status_listener_actor board;
  standing_keeper_actor root;
  child_factory children = make_child_factory();
  /// What is known of the account from earlier: nothing at its first start.
  std::optional<domain::restored_account> stored;
  /// What bound the account when an earlier supervisor died in this run; beats what was stored.
  standing_ptr binding;
  domain::lock_clock lock_measures;
  /// What an earlier supervisor had under way when it died in this run; empty at a first start.
  state_ptr state;
  desk_ptr desk;
  std::vector<call_in_flight> calls;
  /// Journal sequences begin above this, if it is higher than what was stored.
  std::uint64_t sequence_floor = 0;
  /// How far the broker's clock is behind ours, if it is (R-L-12).
  domain::duration clock_lag{};
  /// There is no broker to ask: everything known of the account comes with its events. Board, root
  /// and journal are then left out, and the gateway only hears which contracts are in play.
  bool offline = false;
  /// Hears every decision in order, if it is not null. @invariant outlives the actor system
  domain::decision_port* decisions = nullptr;
  /// Takes down what happens to the account, if it is not null. @invariant outlives the actor
  /// system
  domain::recording_port* recording = nullptr;
  /// Where steps are measured, if it is not null. @invariant outlives the actor system
  domain::measurements* measures = nullptr;
  /// Locks that must bind from the start (R-L-15).
  std::optional<domain::rule_id> system_lock;
};

/// Owns one account: takes its events one at a time through its children, in order, and is the only
/// one that acts on what they return. Keeps every event until the child that works on it has
/// acknowledged it, replaces children that die, and goes on refusing when they cannot be replaced.
class account_supervisor_state {
public:
  static constexpr const char* name = "account-supervisor";

  using self_pointer = account_supervisor_actor::stateful_pointer<account_supervisor_state>;

  explicit account_supervisor_state(self_pointer self) : self_(self) {
  }

  account_supervisor_actor::behavior_type make_behavior(account_assignment assignment);

private:
  /// A part of the account that is polled less often than its positions.
  struct part_due {
    domain::duration domain::comparison_pace::*pace = nullptr;
    /// Monotonic.
    domain::duration next{};
  };

  // Start.
  void take_over(account_assignment assignment);
  [[nodiscard]] desk_ptr new_desk(domain::duration now) const;
  void begin_offline();
  void ask_for_first_snapshot();

  // What arrives.
  void on_input(const account_input& input);
  void on_snapshot(const snapshot_taken& taken);
  void on_looked_up(const order_looked_up& answer);
  void on_command_ended(const command_ended& ended);
  void on_link(const link_reported& report);
  void on_user_hub(bool is_up);
  void note_answers(const domain::account_snapshot& snapshot);
  void compare_anew();
  void on_journal(const domain::journal_report& report);
  void on_deadline();
  void on_wake(std::uint64_t generation);
  void on_tick(std::uint64_t generation);
  void on_intent_overdue(std::uint64_t intent);
  void on_gateway_replaced(const gateway_replaced& change);

  // The queue.
  template <class Work>
  void enqueue(Work&& what, const domain::clock_reading& received) {
    make_room();
    queue_.push_back({std::forward<Work>(what), received});
    pump();
  }
  void make_room();
  [[nodiscard]] bool merge_quote(const account_input& input, const domain::clock_reading& received);
  void pump();
  [[nodiscard]] std::optional<domain::time_point> next_due();
  void begin(work_item&& item);
  void begin_input(const account_input& input);
  void begin_snapshot(const snapshot_taken& taken);
  void begin_first_snapshot(const snapshot_taken& taken);
  void begin_reconciliation(const snapshot_taken& taken);
  void begin_applied(const snapshot_applied& applied);
  void begin_lookup(const order_looked_up& answer);
  void begin_command_ended(const command_ended& ended);
  void begin_timers();
  /// Tells a recording that has just begun what is known of the account.
  bool is_recorded();
  void take_down(const domain::state_input& input);
  void release_parked();
  void put_first(std::vector<account_work> works, const domain::clock_reading& received);

  // The steps of one piece of work (DESIGN 3).
  void fold(domain::state_input input, domain::input_context around);
  void on_folded(const input_folded& folded);
  void release();
  void after_release();
  void judge();
  void announce_lock();
  void on_judged(const step_judged& judged);
  void on_bound(const step_bound& bound);
  void enforce_if_needed();
  void enforce();
  void on_enforced(const step_enforced& enforced);
  void let_commands_go();
  void on_commands_left(std::uint64_t step);
  void record(const step_in_flight& done);
  void finish();

  // Settings.
  [[nodiscard]] settings_ptr settings_after_reset() const;
  void begin_new_settings(const new_settings& work);
  void follow(settings_ptr settings, std::optional<domain::pending_settings> pending,
              const std::string& by);
  void note_settings();

  // Children.
  void hand_to(child_role role, std::function<void()> hand_over);
  [[nodiscard]] bool is_awaited(child_role role, const step_ref& ref) const;
  [[nodiscard]] step_ref ref_for(child_role role) const;
  [[nodiscard]] last_good view() const;
  void on_child_failed(const child_failed& failed);
  void on_child_exit(child_role role);
  void restart_children(std::uint64_t generation);
  void quarantine();
  void exhaust_budget();
  void enforce_without_children();

  // Effects.
  void note_reset(const domain::reset_record& reset);
  void note_applied(const domain::account_state& before);
  void note_ledger(const domain::account_state& before);
  void note_discrepancy(domain::discrepancy found);
  void adopt(const domain::binding_change& change);
  void engage_system_lock(domain::rule_id cause);
  void log_decision(const domain::decision& record);
  void tell_root();
  void presume_lost(domain::duration now);
  void open_directives(const std::vector<domain::directive_key>& keys);
  /// Returns whether there were any.
  bool send_commands(const domain::desk_orders& orders);
  void tell_orders(domain::desk_orders orders);
  void dispatch(domain::command_ticket ticket, domain::duration decided);
  void close_without_planning();
  void raise(domain::alert_record alert);
  void enter_safe_mode(const std::string& reason);
  void recover();
  void leave_safe_mode_if_recovered();
  void watch_stops();
  void look_for_stops();
  void hold_unconfirmed_closes(domain::rules::judgement& found);
  [[nodiscard]] bool retry_failed_rules(const domain::rules::judgement& found);
  void note_rule_failures(const domain::rules::judgement& found);
  void tell_contracts_in_play();
  void watch_next_deadline();
  void schedule_wake(std::optional<domain::duration> when);
  void enqueue_wake();
  void schedule_comparison();
  [[nodiscard]] domain::duration comparison_pause() const;
  [[nodiscard]] bool is_due(part_due& part, domain::duration now) const;
  void compare_with_broker();
  void compare_if_not_recent();
  void answer_overdue_calls(const domain::clock_reading& now);
  void ask_for_proof();
  void on_proven(const rules_proven& report);
  void mark_status_dirty();
  void publish_status();

  // The end.
  void begin_stop();
  void drain();
  [[nodiscard]] bool is_drained() const;
  void finish_stop();

  self_pointer self_;
  account_assignment given_;
  logging::logger log_;
  account_checkpoints told_;
  recorder recorder_;
  account_children children_;
  account_journal journal_;

  // The last good view.
  state_ptr state_;
  standing_ptr binding_;
  lockout_memory lockout_;
  desk_ptr desk_;

  std::deque<work_item> queue_;
  std::optional<step_in_flight> step_;
  std::uint64_t steps_ = 0;
  std::uint64_t expected_sequence_ = 0;
  /// Events of the stream that arrived before the account was compared with the broker (R-G-2).
  std::vector<work_item> parked_;
  domain::broker_freshness fresh_;

  domain::account_circumstances around_;
  /// When the settings in force, and what is pending, were worked out.
  domain::time_point settings_since_;
  /// The first snapshot has been applied: the account's facts are of today.
  bool caught_up_ = false;
  /// Resets that were processed before that (R-T-8).
  std::uint32_t missed_resets_ = 0;
  bool parking_ = true;
  bool pumping_ = false;
  bool comparing_ = false;
  /// The comparison under way was asked for before the stream was opened.
  bool outdated_ = false;
  /// The next comparison follows up on one that found rows too fresh.
  bool follows_up_ = false;
  domain::duration asked_at_{};
  part_due trades_due_{&domain::comparison_pace::trades, {}};
  part_due row_due_{&domain::comparison_pace::row, {}};
  /// How many accounts share the request budget of the login.
  std::size_t sharers_ = 1;
  bool stopping_ = false;
  /// Monotonic time until which the end may wait for calls in flight (R-G-9), once it is near.
  std::optional<domain::duration> drain_until_;
  /// Monotonic time of the last attempt to flatten at the end.
  std::optional<domain::duration> flattened_at_;
  bool status_due_ = false;
  /// How often telling was put off because a lock was not on disk yet.
  static constexpr std::uint32_t status_delays_max = 10;
  std::uint32_t status_delays_ = 0;
  std::uint32_t deaths_in_a_row_ = 0;
  bool exhausted_ = false;
  std::optional<domain::restart_budget> budget_;
  /// Monotonic time of the last failure, while in safe mode.
  domain::duration last_failure_{};
  bool rebuilt_ = false;
  std::map<domain::command_id, call_in_flight> in_flight_;
  domain::stop_watch stop_watch_;
  bool looking_for_stops_ = false;
  std::vector<domain::contract_id> in_play_;
  std::optional<domain::time_point> watched_;
  /// When the first timer of the facts is due, which is asked several times for each event.
  struct {
    state_ptr of;
    settings_ptr under;
    domain::time_point at;
  } facts_due_;
  std::optional<domain::duration> wake_at_;

  // Generations of timers, which cannot be cancelled.
  std::uint64_t restart_generation_ = 0;
  std::uint64_t wake_generation_ = 0;
  std::uint64_t tick_generation_ = 0;
};

account_supervisor_actor::behavior_type
account_supervisor(account_supervisor_state::self_pointer self, account_assignment assignment);

} // namespace riskd
