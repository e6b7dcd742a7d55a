#include "adapters/projectx/call_desk.hpp"

#include "adapters/crash_point/crash_point.hpp"
#include "adapters/projectx/http_date.hpp"
#include "adapters/projectx/outcome.hpp"
#include "adapters/projectx/requests.hpp"

#include <chrono>
#include <utility>

namespace riskd::projectx {

using namespace domain;
using boost::system::error_code;

namespace {

/// More questions than this can only come from a defect; commands are never refused for their
/// number, because each is bounded by the positions and orders that exist.
constexpr std::size_t waiting_queries_max = 4096;

/// How far back all orders are searched in place of one: a trading day (R-G-5).
constexpr duration history = std::chrono::hours{24};

/// What only tends stops has no share in the part of the budget that is kept for closing (R-F-14).
call_class class_of(const command& order) {
  if (std::holds_alternative<place_stop>(order) || std::holds_alternative<modify_order>(order))
    return call_class::verification;
  return std::holds_alternative<cancel_order>(order) ? call_class::cancel : call_class::close;
}

call_class class_of(query_priority priority) {
  return priority == query_priority::verification ? call_class::verification
                                                  : call_class::reconciliation;
}

query_reply unanswered(failure_code code, std::string sentence) {
  return {failure{code, std::move(sentence)}, {}};
}

} // namespace

call_desk::call_desk(boost::asio::io_context& io, connection_pool& command_connections,
                     connection_pool& query_connections, token_keeper& tokens,
                     const options& settings, events on)
  : command_connections_(command_connections), query_connections_(query_connections),
    tokens_(tokens), settings_(settings), on_(std::move(on)), timer_(io) {
}

void call_desk::submit(command_ticket ticket) {
  call entered;
  entered.kind = class_of(ticket.order);
  entered.account = ticket.account;
  entered.ticket = std::move(ticket);
  enter(std::move(entered));
}

void call_desk::ask(query_ticket ticket) {
  call entered;
  entered.kind = class_of(ticket.priority);
  entered.account = account_of(ticket.question);
  entered.ticket = std::move(ticket);
  enter(std::move(entered));
}

void call_desk::enter(call entered) {
  const auto number = ++last_number_;
  const auto kind = entered.kind;
  const auto account = entered.account;
  calls_.emplace(number, std::move(entered));
  if (closed_)
    answer_unheard(number, {});
  else if (!is_command(kind) && schedule_.waiting_queries() >= waiting_queries_max)
    answer_query(number, unanswered(failure_code::rate_limited, "too many questions wait"));
  else
    schedule_.add(number, kind, account);
  pump();
}

void call_desk::count_other() {
  schedule_.count_other(settings_.clock->now().monotonic);
}

void call_desk::pump() {
  take_turns();
  if (auto* measures = settings_.measures) {
    measures->commands_waiting = schedule_.waiting_commands();
    measures->queries_waiting = schedule_.waiting_queries();
  }
}

void call_desk::take_turns() {
  if (closed_ || tokens_.now() == token_keeper::standing::pending)
    return;
  if (tokens_.now() == token_keeper::standing::none) {
    answer_waiting_unauthorized();
    return;
  }
  const auto now = settings_.clock->now().monotonic;
  const auto free = [&] {
    return call_schedule::slots{command_connections_.has_free(), query_connections_.has_free()};
  };
  while (const auto number = schedule_.next(now, free()))
    begin(*number);
  if (schedule_.take_exhausted())
    on_.report(budget_exhausted{});
  arm_timer();
}

void call_desk::begin(call_number number) {
  auto& started = calls_.at(number);
  started.begun = settings_.clock->now();
  started.token = tokens_.generation();
  started.under_way = true;
  started.by_history = started.by_history || lacks_order_route(started);
  const bool commands = is_command(started.kind);
  auto& connections = commands ? command_connections_ : query_connections_;
  const auto& timing = settings_.timing;
  if (auto* measures = settings_.measures)
    ++(commands ? measures->commands_begun : measures->queries_begun);
  if (commands)
    adapters::pass(adapters::crash_point::command_send_begins);
  connections.exchange(request_of(started),
                       commands ? timing.command_deadline : timing.query_deadline,
                       [this, number](const http_end& end) { on_end(number, end); });
}

bool call_desk::lacks_order_route(const call& x) const {
  const auto* asked = std::get_if<query_ticket>(&x.ticket);
  return asked != nullptr && std::holds_alternative<order_query>(asked->question)
         && no_order_route_ == x.token;
}

http_request call_desk::request_of(const call& x) const {
  api_request found;
  if (const auto* order = std::get_if<command_ticket>(&x.ticket)) {
    found = request_for(*order);
  } else {
    const auto& question = std::get<query_ticket>(x.ticket).question;
    found = x.by_history ? order_history_request(x.account, x.begun->wall - history)
                         : request_for(question, settings_.live);
  }
  return {found.path, std::move(found.body), tokens_.token()};
}

void call_desk::on_end(call_number number, const http_end& end) {
  const auto found = calls_.find(number);
  if (found == calls_.end())
    return;
  found->second.under_way = false;
  const bool replied = end.how == http_end::kind::replied;
  const bool answered = replied && !is_server_failure(end.status);
  on_.call_ended(answered, replied ? "HTTP " + std::to_string(end.status) : end.reason);
  if (replied)
    on_reply(number, end);
  else
    answer_unheard(number, end);
  pump();
}

void call_desk::on_reply(call_number number, const http_end& end) {
  auto& ended = calls_.at(number);
  const auto now = settings_.clock->now();
  if (end.status == 429) {
    const auto asked
      = end.retry_after ? parse_retry_after(*end.retry_after, now.wall) : std::optional<duration>{};
    schedule_.on_rate_limited(now.monotonic, ended.begun->monotonic, asked);
  } else {
    schedule_.on_answered(ended.begun->monotonic);
  }
  if (end.status == 401 && !ended.renewed && !closed_) {
    ended.renewed = true;
    tokens_.on_refused(ended.token, [this, number](bool renewed) { on_renewed(number, renewed); });
    return;
  }
  if (const auto* order = std::get_if<command_ticket>(&ended.ticket)) {
    auto judged = judge_command(order->order, end.status, end.body);
    answer_command(number, judged.outcome, std::move(judged.detail), end.sent);
    return;
  }
  const auto& question = std::get<query_ticket>(ended.ticket).question;
  if (ended.by_history) {
    answer_query(number, read_order_history(std::get<order_query>(question), end.status, end.body));
  } else if (projectx::lacks_order_route(question, end.status) && !closed_) {
    no_order_route_ = ended.token;
    ended.by_history = true;
    repeat(number);
  } else {
    answer_query(number, read_query_reply(question, end.status, end.body));
  }
}

void call_desk::repeat(call_number number) {
  const auto& repeated = calls_.at(number);
  schedule_.add_first(number, repeated.kind, repeated.account);
}

void call_desk::on_renewed(call_number number, bool renewed) {
  if (calls_.count(number) == 0)
    return;
  if (!renewed || closed_) {
    answer_unauthorized(number);
    return;
  }
  repeat(number);
  pump();
}

void call_desk::answer_unheard(call_number number, const http_end& end) {
  const bool may_have_arrived = end.how == http_end::kind::lost;
  if (std::holds_alternative<command_ticket>(calls_.at(number).ticket)) {
    answer_command(number, may_have_arrived ? call_outcome::unknown : call_outcome::not_sent,
                   end.reason, end.sent);
    return;
  }
  const auto code = end.timed_out ? failure_code::timed_out : failure_code::connection_lost;
  answer_query(number, unanswered(code, end.reason));
}

void call_desk::answer_unauthorized(call_number number) {
  if (std::holds_alternative<command_ticket>(calls_.at(number).ticket))
    answer_command(number, call_outcome::not_authorized, "no session", std::nullopt);
  else
    answer_query(number, unanswered(failure_code::not_authorized, "no session"));
}

void call_desk::answer_waiting_unauthorized() {
  while (const auto number = schedule_.take_any())
    answer_unauthorized(*number);
}

void call_desk::answer_command(call_number number, call_outcome outcome, std::string detail,
                               std::optional<clock_reading> sent) {
  const auto& ticket = std::get<command_ticket>(calls_.at(number).ticket);
  command_replied reply{ticket.id, ticket.account, outcome, std::move(detail), sent};
  adapters::pass(adapters::crash_point::reply_parsed);
  remove_and_report(number, std::move(reply));
  adapters::pass(adapters::crash_point::reply_handed_over);
}

void call_desk::answer_query(call_number number, query_reply reply) {
  auto& asked = calls_.at(number);
  auto& ticket = std::get<query_ticket>(asked.ticket);
  // What was never sent is dated now: its failure is as old as that.
  query_answered answer{ticket.id, std::move(ticket.question),
                        asked.begun ? *asked.begun : settings_.clock->now(), std::move(reply.rows),
                        std::move(reply.rejected)};
  remove_and_report(number, std::move(answer));
}

void call_desk::remove_and_report(call_number number, broker_report answer) {
  calls_.erase(number);
  on_.report(std::move(answer));
  if (closed_ && calls_.empty())
    on_.idle();
}

void call_desk::close() {
  closed_ = true;
  timer_.cancel();
  while (const auto number = schedule_.take_any())
    answer_unheard(*number, {});
}

void call_desk::abandon() {
  while (!calls_.empty()) {
    http_end end;
    end.how = calls_.begin()->second.under_way ? http_end::kind::lost : http_end::kind::not_written;
    end.reason = "stopped";
    answer_unheard(calls_.begin()->first, end);
  }
}

void call_desk::arm_timer() {
  const auto now = settings_.clock->now().monotonic;
  const auto next = schedule_.next_change(now);
  if (!next) {
    timer_.cancel();
    return;
  }
  timer_.expires_after(*next - now);
  timer_.async_wait([this](const error_code& error) {
    if (!error)
      pump();
  });
}

} // namespace riskd::projectx
