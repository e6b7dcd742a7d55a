#pragma once

#include "domain/commands.hpp"
#include "domain/events.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace riskd::domain {

// Questions

/// All accounts that the login can see.
struct accounts_query {};

/// All contracts that can be traded now.
struct catalogue_query {};

struct contract_query {
  contract_id contract;
};

struct positions_query {
  account_id account;
};

/// Open orders only; suspended bracket children never appear here (`projectx-gateway.md` 2.7.3).
struct open_orders_query {
  account_id account;
};

/// Trades since `since`, any order.
struct trades_query {
  account_id account;
  time_point since;
};

/// One order by id. No row and no failure means that the venue does not know it.
struct order_query {
  account_id account;
  order_id order;
};

/// Orders of any status created since `since`.
struct orders_query {
  account_id account;
  time_point since;
};

/// Orders with status 8, which no other query returns. Not every venue has it.
struct suspended_orders_query {
  account_id account;
};

using query = std::variant<accounts_query, catalogue_query, contract_query, positions_query,
                           open_orders_query, trades_query, order_query, orders_query,
                           suspended_orders_query>;

/// Who goes first when calls are short (R-F-14).
enum class query_priority : std::uint8_t { verification, reconciliation };

struct query_ticket {
  query_id id;
  query question;
  query_priority priority{};
};

/// Rows of exactly one kind. Rows that lacked a required member are left out and listed in
/// `query_answered::rejected`.
using query_rows
  = std::variant<std::vector<account_row>, std::vector<contract_row>, std::vector<position_row>,
                 std::vector<order_row>, std::vector<trade_row>>;

// What a broker reports

/// One event of one account, from the stream. The account is the one that the payload names.
struct account_event {
  account_id account;
  account_payload payload;
};

/// A payload of the stream that could not be attributed to an account.
struct unattributed_payload {
  rejected_payload what;
};

/// A link to the gateway came up or went down. A hub is up once all its subscriptions are
/// confirmed.
struct link_changed {
  link which{};
  bool up = false;
  /// Why, for people.
  std::string reason;
};

/// Something arrived on a link; sent at most once a second per link, to show its age.
struct link_alive {
  link which{};
};

/// A record that is not what the protocol describes. State is unharmed.
struct frame_rejected {
  link which{};
  std::string reason;
  /// First 200 characters, tokens removed.
  std::string excerpt;
};

/// The login succeeded, or succeeded anew.
struct session_opened {
  time_point token_expires;
  /// HTTP `Date` of the login reply, if it had one (R-L-12).
  std::optional<time_point> broker_time;
};

/// Why there is no session.
enum class session_end : std::uint8_t {
  /// A login was not answered, or with an error of the server.
  login_unanswered,
  /// The venue said no to name and key.
  login_refused,
  /// The venue ended it (`GatewayLogout`).
  logged_out,
  /// The venue ended it soon after it had ended the one before: somebody else uses the login
  /// (R-G-6).
  conflict,
};

/// `login_unanswered`, `login_refused`, `logged_out`, `conflict`.
const char* to_string(session_end x);

/// There is no session. The adapter goes on trying.
struct session_lost {
  std::string reason;
  session_end why{};
  /// How long it waits before it tries again.
  duration pause{};
};

/// The end of one command's call.
struct command_replied {
  command_id id;
  account_id account;
  call_outcome outcome{};
  /// The venue's or the transport's words, for people.
  std::string detail;
  /// When the last byte of the request was written; empty if it never was.
  std::optional<clock_reading> sent;
};

/// The end of one query.
struct query_answered {
  query_id id;
  query question;
  /// When the request was sent: a snapshot says nothing about what happened later (R-G-5).
  clock_reading sent;
  result<query_rows> rows;
  std::vector<rejected_payload> rejected;
};

/// The request budget of the login is used up and a command has to wait (R-F-14).
struct budget_exhausted {};

using broker_report = std::variant<account_event, unattributed_payload, contract_row, quote_delta,
                                   link_changed, link_alive, frame_rejected, session_opened,
                                   session_lost, command_replied, query_answered, budget_exhausted>;

/// Held by whoever still works on an event; the adapter stops reading its socket while too many are
/// held, and goes on when they are dropped (DESIGN 6). Empty where no bound applies.
using in_flight_credit = std::shared_ptr<void>;

/// One report and when it was received.
struct broker_event {
  clock_reading received;
  broker_report report;
  in_flight_credit credit;
};

/// A broker, seen from inside: one login, any number of accounts.
///
/// Every call returns at once and may come from any thread. Reports arrive in order on one thread
/// of the adapter; the sink must not block.
class broker_port {
public:
  using sink = std::function<void(broker_event)>;

  broker_port() = default;
  broker_port(const broker_port&) = delete;
  broker_port& operator=(const broker_port&) = delete;
  virtual ~broker_port() = default;

  /// Logs in and keeps a valid session from then on, trying for ever.
  virtual void start(sink reports) = 0;

  /// Opens the event stream for these accounts and keeps it open; replaces an earlier set. After a
  /// loss it reconnects with a fresh token, subscribes again and only then reports the link as up.
  virtual void subscribe(std::vector<account_id> accounts) = 0;

  /// Receives quotes of a contract from now on, also after reconnects.
  virtual void watch_quotes(const contract_id& contract) = 0;

  virtual void unwatch_quotes(const contract_id& contract) = 0;

  /// Sends a command; answered by exactly one `command_replied`.
  virtual void submit(command_ticket ticket) = 0;

  /// A command is likely to follow within a millisecond or two. Whoever would have to be woken for
  /// it may stay awake until then; nothing else follows from it.
  virtual void expect_command() {
  }

  /// Asks; answered by exactly one `query_answered`.
  virtual void ask(query_ticket ticket) = 0;

  /// Stops reading, lets calls in flight finish for at most `grace`, then closes everything. No
  /// report arrives after it returned. The only call that may block.
  virtual void stop(duration grace) = 0;
};

} // namespace riskd::domain
