#pragma once

#include "domain/ports/broker_port.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::test {

/// A broker that keeps a book for each account and does what the test says. It notes everything
/// that it is asked for; commands change nothing until the test carries them out or answers them.
class fake_broker final : public domain::broker_port {
public:
  /// How questions are answered.
  enum class manner {
    /// From the book, before `ask` returns.
    at_once,
    /// When the test calls `answer_waiting`.
    later,
    /// With a failure.
    failing,
  };

  explicit fake_broker(const domain::wall_clock& clock);

  void start(sink reports) override;
  void subscribe(std::vector<domain::account_id> accounts) override;
  void watch_quotes(const domain::contract_id& contract) override;
  void unwatch_quotes(const domain::contract_id& contract) override;
  void submit(domain::command_ticket ticket) override;
  void expect_command() override;
  void ask(domain::query_ticket ticket) override;
  void stop(domain::duration grace) override;

  /// Nobody listens any more, as when the daemon died.
  void disconnect();

  // The book

  void list_account(domain::account_row row);

  /// The login does not have the account any more; its book stays.
  void unlist_account(domain::account_id account);

  /// Changes the book of an account without a word on the stream.
  void enter(domain::account_id account, const domain::account_payload& payload);

  // What happens

  /// Changes the book and says so on the stream.
  void stream(domain::account_id account, const domain::account_payload& payload);

  /// Says something on the stream that the book does not know.
  void claim(domain::account_id account, const domain::account_payload& payload);

  /// Says something that was received at another time than now.
  void report(domain::broker_report what, const domain::clock_reading& received);
  void report(domain::broker_report what);

  void set_link(domain::link which, bool up);

  /// Ends the call of a command.
  void reply(const domain::command_ticket& ticket, domain::call_outcome outcome);

  /// Does to the book what the command asks for and says so on the stream, but does not reply.
  void carry_out(const domain::command_ticket& ticket);

  /// Answers what waits, from the book as it is now.
  void answer_waiting();

  /// Lets what waits fail.
  void fail_waiting();

  // What riskd did

  /// All commands since the last `forget`, in shorthand such as `close MNQ [003]`, joined by `; `.
  [[nodiscard]] std::string commands() const;

  /// The latest command.  @pre there was one
  [[nodiscard]] const domain::command_ticket& last() const;

  /// How often positions of the account were asked for.
  [[nodiscard]] std::size_t position_reads(domain::account_id account) const;

  /// Forgets which commands and questions there were.
  void forget();

  manner answering = manner::at_once;
  /// How far the broker's clock is ahead of ours.
  domain::duration broker_time_ahead{};
  /// Whether the stream opens when it is asked for.
  bool opening = true;
  std::vector<domain::command_ticket> submitted;
  std::vector<domain::query_ticket> asked;
  std::vector<domain::account_id> subscribed;
  std::set<domain::contract_id> watched;
  /// For each announcement of a command, how many were submitted before it.
  std::vector<std::size_t> announced;
  int starts = 0;

private:
  struct book {
    bool is_listed = true;
    domain::account_row row;
    std::map<domain::contract_id, domain::position_row> positions;
    std::map<domain::order_id, domain::order_row> orders;
    std::map<domain::trade_id, domain::trade_row> trades;
  };

  struct pending {
    domain::query_ticket ticket;
    domain::clock_reading sent;
  };

  struct query_reader;

  void answer(const pending& question, bool succeeds);

  const domain::wall_clock& clock_;
  sink sink_;
  std::map<domain::account_id, book> books_;
  std::vector<pending> waiting_;
};

} // namespace riskd::test
