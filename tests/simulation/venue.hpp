#pragma once

#include "domain/ports/broker_port.hpp"
#include "domain/virtual_clock.hpp"
#include "tests/simulation/agenda.hpp"
#include "tests/simulation/fault.hpp"
#include "tests/simulation/venue_book.hpp"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace riskd::simulation {

/// A venue with an order engine, latencies, and a REST view that lags the stream. Everything that
/// it does is planned on the agenda. It lives on when the daemon dies.
class simulated_venue final : public domain::broker_port {
public:
  /// Who changed a book.
  enum class actor { trader, riskd };

  /// What happened to a command at the venue.
  struct execution {
    domain::command_ticket ticket;
    domain::call_outcome outcome{};
    /// Contracts held before and after, negative if short.
    std::int64_t before = 0;
    std::int64_t after = 0;
  };

  /// @pre all of them outlive the venue
  simulated_venue(agenda& plan, const domain::virtual_clock& clock, std::uint64_t seed);

  // What the daemon calls

  void start(sink reports) override;
  void subscribe(std::vector<domain::account_id> accounts) override;
  void watch_quotes(const domain::contract_id& contract) override;
  void unwatch_quotes(const domain::contract_id& contract) override;
  void submit(domain::command_ticket ticket) override;
  void ask(domain::query_ticket ticket) override;
  void stop(domain::duration grace) override;

  /// The clock of the login, by which the adapter stamps what arrives. @pre outlives the login
  void stamp_by(const domain::wall_clock& clock) {
    stamps_ = &clock;
  }

  /// The daemon died: what was not on the wire yet never leaves.
  void disconnect();

  // What traders and the market do

  void list_account(domain::account_row row);

  /// Trades at the market, in one fill or two.
  void trade(domain::account_id account, const domain::contract_row& contract, domain::side way,
             std::int64_t size);

  void place(domain::account_id account, domain::order_row row);
  void cancel(domain::account_id account, domain::order_id order);
  void void_latest_trade(domain::account_id account);
  void permit(domain::account_id account, bool can_trade);

  /// Moves the price; working orders that it reaches are filled.
  void move_price(const domain::contract_row& contract, std::int64_t by_ticks);

  // What goes wrong

  /// Arms a fault of the account's traffic, or begins one of the login.
  void strike(const fault& what);

  /// Says something that changes nothing.
  void nudge() {
    report(domain::link_alive{domain::link::user_hub});
  }

  /// Nothing goes wrong any more.
  void heal();

  // The truth

  [[nodiscard]] const venue_book& book(domain::account_id account) const {
    return accounts_.at(account).book;
  }

  [[nodiscard]] std::int64_t ticks(const domain::contract_id& contract) const {
    return ticks_.at(contract);
  }

  [[nodiscard]] domain::order_id new_order_id() {
    return domain::order_id{ids_.next()};
  }

  /// By the venue's clock, which is right.
  [[nodiscard]] domain::time_point now() const;

  /// Questions that nobody has answered yet.
  [[nodiscard]] std::size_t waiting() const {
    return waiting_;
  }

  /// Told each command that reached the venue, and what came of it.
  std::function<void(const execution&)> on_execution;

  /// Told each command when the daemon hands it over.
  std::function<void(const domain::command_ticket&)> on_submit;

  /// A fault that waited for its occasion strikes.
  std::function<void(domain::account_id, fault_kind)> on_fault;

  /// Told each answer to a command as the daemon gets it.
  std::function<void(const domain::command_replied&)> on_reply;

  /// Told each list of positions as the daemon gets it, and when that was asked for.
  std::function<void(domain::account_id, domain::duration)> on_positions_read;

private:
  struct account_state {
    venue_book book;
    /// Books of the last moments: the REST view lags.
    std::deque<std::pair<domain::duration, venue_book>> past;
    std::vector<fault> armed;
  };

  struct executor;
  struct query_reader;

  [[nodiscard]] domain::duration elapsed() const;
  [[nodiscard]] domain::duration latency(std::int64_t from_us, std::int64_t to_us);
  [[nodiscard]] bool is_down(domain::link which) const;
  void begin_outage(domain::link which, domain::duration length);
  void end_outage(domain::link which);
  void log_out(domain::duration length);
  void open_session();
  void report(domain::broker_report what);
  /// Plans the delivery of something on the user's stream, in order.
  void emit(domain::account_id account, domain::account_payload payload);
  void deliver(domain::account_id account, const domain::account_payload& payload);
  void remember(account_state& account);
  [[nodiscard]] const venue_book& lagging(const account_state& account, domain::duration lag) const;
  void fill(domain::account_id account, const domain::contract_row& contract, domain::side way,
            std::int64_t size, std::optional<domain::order_id> order);
  [[nodiscard]] std::optional<fault_kind> take_armed(domain::account_id account,
                                                     std::initializer_list<fault_kind> kinds,
                                                     fault* taken = nullptr);
  void arrive(const domain::command_ticket& ticket, std::uint64_t life);
  domain::call_outcome execute(const domain::command_ticket& ticket);
  void reply(const domain::command_ticket& ticket, domain::call_outcome outcome,
             const domain::clock_reading& sent, domain::duration after, std::uint64_t life);
  void answer(const domain::query_ticket& ticket, const domain::clock_reading& sent);
  [[nodiscard]] domain::query_rows rows_of(const domain::query& question);

  agenda& plan_;
  const domain::virtual_clock& clock_;
  const domain::wall_clock* stamps_ = &clock_;
  test::random_choices draw_;
  venue_ids ids_;
  sink sink_;
  /// Counts the lives of the daemon: what concerns an earlier one is not delivered.
  std::uint64_t life_ = 0;
  std::map<domain::account_id, account_state> accounts_;
  std::map<domain::contract_id, std::int64_t> ticks_;
  std::set<domain::contract_id> watched_;
  bool subscribed_ = false;
  bool logged_in_ = false;
  std::set<domain::link> down_;
  domain::duration stream_busy_until_{};
  std::size_t waiting_ = 0;
};

/// What is traded in the simulation.
[[nodiscard]] const std::vector<domain::contract_row>& traded_contracts();

} // namespace riskd::simulation
