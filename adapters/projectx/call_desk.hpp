#pragma once

#include "adapters/projectx/call_schedule.hpp"
#include "adapters/projectx/connection_pool.hpp"
#include "adapters/projectx/options.hpp"
#include "adapters/projectx/query_reply.hpp"
#include "adapters/projectx/token_keeper.hpp"
#include "domain/ports/broker_port.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>

namespace riskd::projectx {

/// Takes commands and questions, sends them in the order that the schedule decides, and reports the
/// end of each exactly once. Commands have connections of their own and never wait for a query.
class call_desk {
public:
  struct events {
    std::function<void(domain::broker_report)> report;
    /// A call ended; tells whether the venue answered at all.
    std::function<void(bool answered, const std::string& reason)> call_ended;
    /// After `close`: the last call has been answered.
    std::function<void()> idle;
  };

  /// The references outlive the desk.
  call_desk(boost::asio::io_context& io, connection_pool& command_connections,
            connection_pool& query_connections, token_keeper& tokens, const options& settings,
            events on);

  void submit(domain::command_ticket ticket);

  void ask(domain::query_ticket ticket);

  /// Counts a call that the desk does not make itself.
  void count_other();

  /// Begins every call that may begin now. To be called whenever that may have changed.
  void pump();

  /// Answers what waits, takes nothing more, and lets what is under way end.
  void close();

  /// Answers what is still under way, as far as that can be said.
  void abandon();

  [[nodiscard]] bool is_idle() const {
    return calls_.empty();
  }

private:
  struct call {
    std::variant<domain::query_ticket, domain::command_ticket> ticket;
    call_class kind{};
    domain::account_id account;
    /// When it last began.
    std::optional<domain::clock_reading> begun;
    /// Generation of the token that it was last sent with.
    std::uint64_t token = 0;
    bool under_way = false;
    /// The token was renewed for this call before.
    bool renewed = false;
    /// Orders of the day are searched because the venue cannot search one order.
    bool by_history = false;
  };

  void enter(call entered);

  void take_turns();

  void begin(call_number number);

  void on_end(call_number number, const http_end& end);

  void on_reply(call_number number, const http_end& end);

  /// Sends the same call again, before all others of its class.
  void repeat(call_number number);

  void on_renewed(call_number number, bool renewed);

  void answer_command(call_number number, domain::call_outcome outcome, std::string detail,
                      std::optional<domain::clock_reading> sent);

  void answer_query(call_number number, query_reply reply);

  /// Answers a call that did not get a reply.
  void answer_unheard(call_number number, const http_end& end);

  /// Answers a call that cannot be sent because there is no session.
  void answer_unauthorized(call_number number);

  void answer_waiting_unauthorized();

  void remove_and_report(call_number number, domain::broker_report answer);

  void arm_timer();

  /// True if it is known that asking for this one order is of no use.
  [[nodiscard]] bool lacks_order_route(const call& x) const;

  [[nodiscard]] http_request request_of(const call& x) const;

  connection_pool& command_connections_;

  connection_pool& query_connections_;

  token_keeper& tokens_;

  const options& settings_;

  events on_;

  call_schedule schedule_;

  std::unordered_map<call_number, call> calls_;

  call_number last_number_ = 0;

  boost::asio::steady_timer timer_;

  bool closed_ = false;

  /// Generation of the token with which the venue last said that it cannot search one order. Tried
  /// again with the next.
  std::optional<std::uint64_t> no_order_route_;
};

} // namespace riskd::projectx
