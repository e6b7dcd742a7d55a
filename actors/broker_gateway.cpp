#include "actors/broker_gateway.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// How often what is still unknown is asked for again.
constexpr domain::duration tick_interval = 1s;

/// R-E-20, R-G-1: contracts without a row and accounts without a match.
constexpr domain::duration repeat_interval = 60s;

/// R-L-12
constexpr domain::duration clock_skew_max = 5s;

/// R-G-6: two logouts within this time mean that somebody else uses the login.
constexpr domain::duration conflict_window = 60s;

/// R-G-7
constexpr domain::duration blind_interval = 30s;

constexpr domain::duration status_interval = 100ms;

bool matches(const domain::account_settings& wanted, const domain::account_row& row) {
  if (wanted.id)
    return row.id == *wanted.id;
  return row.name && *row.name == wanted.name;
}

std::string describe(const domain::account_settings& wanted) {
  return wanted.name.empty() ? domain::to_string(*wanted.id) : wanted.name;
}

} // namespace

struct broker_gateway_state::report_visitor {
  broker_gateway_state& self;
  const domain::broker_event& event;

  void operator()(const domain::account_event& x) const {
    self.on_event(event, x);
  }

  void operator()(const domain::unattributed_payload& x) const {
    self.raise({domain::alert_code::bad_payload, std::nullopt, x.what.reason});
  }

  void operator()(const domain::contract_row& x) const {
    self.on_contract(x, event.received);
  }

  void operator()(const domain::quote_delta& x) const {
    self.on_quote(event, x);
  }

  void operator()(const domain::link_changed& x) const {
    self.on_link(x, event.received);
  }

  void operator()(const domain::link_alive& x) const {
    self.on_alive(x, event.received);
  }

  void operator()(const domain::frame_rejected& x) const {
    ++self.status_.frames_rejected;
    self.mark_status_dirty();
    self.given_.log.warn("gateway.frame_rejected", field("link", x.which),
                         field("reason", x.reason), field("excerpt", x.excerpt));
  }

  void operator()(const domain::session_opened& x) const {
    self.on_session_opened(x, event.received);
  }

  void operator()(const domain::session_lost& x) const {
    self.on_session_lost(x, event.received);
  }

  void operator()(const domain::command_replied& x) const {
    self.on_reply(event, x);
  }

  void operator()(const domain::query_answered& x) const {
    self.on_answer(event, x);
  }

  void operator()(const domain::budget_exhausted&) const {
    self.raise({domain::alert_code::budget_exhausted, std::nullopt,
                "the request budget of the login is used up"});
  }
};

broker_gateway_actor::behavior_type
broker_gateway_state::make_behavior(gateway_assignment assignment) {
  given_ = std::move(assignment);
  quotes_ = domain::quote_board{given_.conflation};
  resolved_.assign(given_.accounts.size(), false);
  status_.name = given_.name;
  for (const auto which : {domain::link::user_hub, domain::link::market_hub, domain::link::rest})
    status_.links.push_back({which, false, std::nullopt, given_.remark});
  self_->delayed_send(self_, tick_interval, tick_atom_v, ++tick_generation_);
  mark_status_dirty();
  return {
    [this](const send_command& command) { given_.port->submit(command.ticket); },
    [this](const read_account& question) { read(question); },
    [this](const look_up_order& question) { look_up(question); },
    [this](const contracts_in_play& report) { set_contracts_in_play(report); },
    [this](const account_seen& report) { stream(report); },
    [this](const broker_reported& report) { on_report(report.event); },
    [this](const register_account& command) { register_listener(command); },
    [this](const stop_work&) { self_->quit(caf::exit_reason::user_shutdown); },
    [this](proceed_atom, const domain::contract_id& contract) { on_window_over(contract); },
    [this](tick_atom, std::uint64_t generation) { on_tick(generation); },
    [this](publish_atom) { publish_status(); },
  };
}

void broker_gateway_state::on_report(const domain::broker_event& event) {
  std::visit(report_visitor{*this, event}, event.report);
}

// Events

void broker_gateway_state::on_event(const domain::broker_event& event,
                                    const domain::account_event& report) {
  const auto account = accounts_.find(report.account);
  if (account == accounts_.end()) {
    // R-E-5: once per id and run.
    if (strangers_.insert(report.account).second)
      raise({domain::alert_code::unknown_account, std::nullopt, {}}, report.account);
    return;
  }
  const domain::contract_id* contract = nullptr;
  if (const auto* row = std::get_if<domain::position_row>(&report.payload))
    contract = &row->contract;
  else if (const auto* order = std::get_if<domain::order_row>(&report.payload))
    contract = &order->contract;
  if (contract) {
    require_contract(*contract);
    if (quotes_.add_interest(report.account, *contract))
      given_.port->watch_quotes(*contract);
  }
  deliver(account->second, domain::payload_input{report.payload, domain::event_source::stream},
          contract, event);
}

void broker_gateway_state::deliver(guarded_account& account, domain::state_input input,
                                   const domain::contract_id* contract,
                                   const domain::broker_event& event) {
  account_input message;
  message.input = std::move(input);
  message.received = event.received;
  message.sequence = ++account.sequence;
  message.credit = event.credit;
  if (contract) {
    if (const auto* row = domain::find_contract(catalogue_, *contract))
      message.row = *row;
    if (const auto* market = quotes_.find(*contract))
      message.market = *market;
  }
  self_->send(account.listener, std::move(message));
}

void broker_gateway_state::on_quote(const domain::broker_event& event,
                                    const domain::quote_delta& delta) {
  switch (quotes_.take(delta, event.received.wall, event.received.monotonic)) {
    case domain::quote_board::fate::passed:
      return pass_on_quote(delta.contract, event);
    case domain::quote_board::fate::window_opened:
      self_->delayed_send(self_, given_.conflation, proceed_atom_v, delta.contract);
      return;
    case domain::quote_board::fate::dropped:
    case domain::quote_board::fate::merged:
    case domain::quote_board::fate::unwanted:
      return;
  }
}

void broker_gateway_state::on_window_over(const domain::contract_id& contract) {
  const auto now = given_.clock->now();
  if (quotes_.window_over(contract, now.monotonic))
    pass_on_quote(contract, domain::broker_event{now, domain::link_alive{}, {}});
}

void broker_gateway_state::pass_on_quote(const domain::contract_id& contract,
                                         const domain::broker_event& event) {
  for (const auto id : quotes_.interested(contract))
    if (const auto account = accounts_.find(id); account != accounts_.end())
      deliver(account->second, domain::quote_input{contract, *quotes_.find(contract)}, nullptr,
              event);
}

void broker_gateway_state::on_contract(const domain::contract_row& row,
                                       const domain::clock_reading& received) {
  const auto known = catalogue_.find(row.id);
  if (known != catalogue_.end() && known->second == row)
    return;
  catalogue_[row.id] = row;
  if (unknown_contracts_.erase(row.id) > 0)
    mark_status_dirty();
  for (const auto id : quotes_.interested(row.id))
    if (const auto account = accounts_.find(id); account != accounts_.end())
      deliver(account->second, domain::contract_input{row}, nullptr,
              domain::broker_event{received, domain::link_alive{}, {}});
}

/// A contract that comes into play without a row is asked for at once (R-E-20).
void broker_gateway_state::require_contract(const domain::contract_id& contract) {
  if (!catalogue_known_ || catalogue_.contains(contract)
      || !unknown_contracts_.insert(contract).second)
    return;
  given_.log.warn("gateway.unknown_contract", field("contract", contract));
  ask(domain::contract_query{contract}, domain::query_priority::reconciliation);
  mark_status_dirty();
}

// Links and session

domain::link_status& broker_gateway_state::link_of(domain::link which) {
  return *std::find_if(status_.links.begin(), status_.links.end(),
                       [which](const domain::link_status& x) { return x.which == which; });
}

void broker_gateway_state::on_link(const domain::link_changed& change,
                                   const domain::clock_reading& received) {
  auto& link = link_of(change.which);
  const bool was_up = std::exchange(link.up, change.up);
  link.last_record = received.wall;
  link.remark = change.up ? given_.remark : change.reason;
  given_.log.info("gateway.link", field("link", change.which), field("up", change.up),
                  field("reason", change.reason));
  // R-E-23: coming up for the first time is not a restoration.
  if (was_up && !change.up) {
    ++status_.reconnects;
    raise({domain::alert_code::connection_lost, std::nullopt,
           std::string{domain::to_string(change.which)} + ": " + change.reason});
  } else if (!was_up && change.up && status_.reconnects > 0) {
    raise({domain::alert_code::connection_restored, std::nullopt, domain::to_string(change.which)});
  }
  for (auto& [id, account] : accounts_)
    self_->send(account.listener, link_reported{change, received});
  mark_status_dirty();
}

void broker_gateway_state::on_alive(const domain::link_alive& alive,
                                    const domain::clock_reading& received) {
  link_of(alive.which).last_record = received.wall;
  mark_status_dirty();
}

void broker_gateway_state::on_session_opened(const domain::session_opened& opened,
                                             const domain::clock_reading& received) {
  status_.logged_in = true;
  status_.token_expires = opened.token_expires;
  given_.log.info("gateway.session_opened", field("token_expires", opened.token_expires));
  if (opened.broker_time) {
    const auto skew = received.wall - *opened.broker_time;
    // The header counts whole seconds.
    if (skew > clock_skew_max + 1s || skew < -clock_skew_max)
      raise({domain::alert_code::clock_skew, std::nullopt,
             "the local clock is off by " + std::to_string(skew.count() / 1'000'000) + " s"});
  }
  ask_for_accounts();
  if (!catalogue_known_)
    ask(domain::catalogue_query{}, domain::query_priority::reconciliation);
  mark_status_dirty();
}

void broker_gateway_state::on_session_lost(const domain::session_lost& lost,
                                           const domain::clock_reading& received) {
  status_.logged_in = false;
  given_.log.warn("gateway.session_lost", field("reason", lost.reason),
                  field("logged_out", lost.logged_out));
  if (!lost.logged_out)
    raise({domain::alert_code::auth_failed, std::nullopt, lost.reason});
  else if (last_logout_ && received.monotonic - *last_logout_ < conflict_window)
    raise({domain::alert_code::session_conflict, std::nullopt, "somebody else uses this login"});
  if (lost.logged_out)
    last_logout_ = received.monotonic;
  mark_status_dirty();
}

// Answers

void broker_gateway_state::on_answer(const domain::broker_event& event,
                                     const domain::query_answered& answer) {
  auto& rest = link_of(domain::link::rest);
  rest.last_record = event.received.wall;
  if (!answer.rows)
    given_.log.warn("gateway.query_failed", field("reason", answer.rows.error().sentence));
  if (accounts_question_ == answer.id) {
    accounts_question_.reset();
    if (const auto* rows
        = answer.rows ? std::get_if<std::vector<domain::account_row>>(&*answer.rows) : nullptr)
      resolve(*rows);
  } else if (lookups_.contains(answer.id)) {
    on_order_answer(answer, event.received);
  } else if (snapshots_.awaits(answer.id)) {
    on_snapshot_answer(answer, event.received);
  } else {
    on_catalogue(answer, event.received);
  }
}

void broker_gateway_state::on_snapshot_answer(const domain::query_answered& answer,
                                              const domain::clock_reading& received) {
  auto snapshot = snapshots_.take(answer);
  if (!snapshot)
    return;
  const auto account = accounts_.find(snapshot->account);
  if (account == accounts_.end())
    return;
  // Contracts that the broker lists come into play with it.
  const auto bring_in = [&](const domain::contract_id& contract) {
    require_contract(contract);
    if (quotes_.add_interest(snapshot->account, contract))
      given_.port->watch_quotes(contract);
  };
  if (snapshot->positions)
    for (const auto& row : snapshot->positions->rows)
      bring_in(row.contract);
  if (snapshot->open_orders)
    for (const auto& row : snapshot->open_orders->rows)
      bring_in(row.contract);
  self_->send(account->second.listener, snapshot_taken{std::move(*snapshot), received});
}

void broker_gateway_state::on_catalogue(const domain::query_answered& answer,
                                        const domain::clock_reading& received) {
  const auto* rows
    = answer.rows ? std::get_if<std::vector<domain::contract_row>>(&*answer.rows) : nullptr;
  const bool is_whole = std::holds_alternative<domain::catalogue_query>(answer.question);
  if (rows)
    for (const auto& row : *rows)
      on_contract(row, received);
  if (!is_whole)
    return;
  // Without the list each contract is asked for on its own, as it comes into play.
  catalogue_known_ = true;
  given_.log.info("gateway.catalogue", field("contracts", catalogue_.size()));
  for (const auto& question : std::exchange(waiting_, {}))
    read(question);
}

void broker_gateway_state::on_order_answer(const domain::query_answered& answer,
                                           const domain::clock_reading& received) {
  const auto question = lookups_.extract(answer.id).mapped();
  const auto account = accounts_.find(question.account);
  if (account == accounts_.end())
    return;
  order_looked_up out{question.order, std::nullopt, !answer.rows.has_value(), received};
  if (const auto* rows
      = answer.rows ? std::get_if<std::vector<domain::order_row>>(&*answer.rows) : nullptr)
    for (const auto& row : *rows)
      if (row.id == question.order)
        out.row = row;
  self_->send(account->second.listener, std::move(out));
}

void broker_gateway_state::on_reply(const domain::broker_event& event,
                                    const domain::command_replied& reply) {
  if (const auto account = accounts_.find(reply.account); account != accounts_.end())
    self_->send(account->second.listener, command_ended{reply, event.received});
}

// Accounts

void broker_gateway_state::ask_for_accounts() {
  if (accounts_question_ || std::all_of(resolved_.begin(), resolved_.end(), std::identity{}))
    return;
  accounts_question_ = domain::query_id{++questions_};
  last_resolution_ = given_.clock->now().monotonic;
  given_.port->ask(
    {*accounts_question_, domain::accounts_query{}, domain::query_priority::reconciliation});
}

/// Exactly one account must bear the configured name or id (R-G-1, step 5).
void broker_gateway_state::resolve(const std::vector<domain::account_row>& rows) {
  status_.unresolved_accounts.clear();
  for (std::size_t entry = 0; entry < given_.accounts.size(); ++entry) {
    if (resolved_[entry])
      continue;
    const auto& wanted = *given_.accounts[entry];
    std::vector<const domain::account_row*> found;
    for (const auto& row : rows)
      if (matches(wanted, row))
        found.push_back(&row);
    if (found.size() == 1) {
      resolved_[entry] = true;
      self_->send(given_.root, account_resolved{given_.index, entry, *found.front()});
      continue;
    }
    status_.unresolved_accounts.push_back(describe(wanted));
    raise({domain::alert_code::account_unresolved, std::nullopt,
           describe(wanted)
             + (found.empty() ? " is not among the accounts of this login"
                              : " names several accounts")});
  }
  mark_status_dirty();
}

void broker_gateway_state::register_listener(const register_account& command) {
  accounts_[command.account] = guarded_account{command.listener, 0, false};
  for (const auto& each : status_.links)
    if (each.up)
      self_->send(command.listener,
                  link_reported{domain::link_changed{each.which, true, {}}, given_.clock->now()});
}

void broker_gateway_state::read(const read_account& question) {
  if (!catalogue_known_) {
    waiting_.push_back(question);
    return;
  }
  const auto order = domain::snapshot_order{question.account, question.purpose,
                                            question.trades_since, question.account_row};
  for (auto& ticket : snapshots_.begin(order, questions_))
    given_.port->ask(std::move(ticket));
}

void broker_gateway_state::look_up(const look_up_order& question) {
  const auto id = domain::query_id{++questions_};
  lookups_[id] = question;
  given_.port->ask({id, domain::order_query{question.account, question.order},
                    domain::query_priority::verification});
}

void broker_gateway_state::set_contracts_in_play(const contracts_in_play& report) {
  std::vector<domain::contract_id> wanted;
  std::vector<domain::contract_id> unwanted;
  quotes_.set_interest(report.account, report.contracts, wanted, unwanted);
  for (const auto& contract : report.contracts)
    require_contract(contract);
  for (const auto& contract : wanted)
    given_.port->watch_quotes(contract);
  for (const auto& contract : unwanted)
    given_.port->unwatch_quotes(contract);
}

/// Streams every account that was judged from its first snapshot (R-G-1, step 10).
void broker_gateway_state::stream(const account_seen& report) {
  const auto seen = accounts_.find(report.account);
  if (seen == accounts_.end() || std::exchange(seen->second.streamed, true))
    return;
  std::vector<domain::account_id> streamed;
  for (const auto& [id, account] : accounts_)
    if (account.streamed)
      streamed.push_back(id);
  given_.port->subscribe(std::move(streamed));
}

void broker_gateway_state::ask(domain::query question, domain::query_priority priority) {
  given_.port->ask({domain::query_id{++questions_}, std::move(question), priority});
}

// Care

void broker_gateway_state::on_tick(std::uint64_t generation) {
  if (generation != tick_generation_)
    return;
  const auto now = given_.clock->now().monotonic;
  if (now - last_resolution_ >= repeat_interval)
    ask_for_accounts();
  if (!unknown_contracts_.empty() && now - last_repeat_ >= repeat_interval) {
    last_repeat_ = now;
    for (const auto& contract : unknown_contracts_) {
      raise({domain::alert_code::unknown_contract, contract, {}});
      ask(domain::contract_query{contract}, domain::query_priority::reconciliation);
    }
  }
  const bool blind = std::none_of(status_.links.begin(), status_.links.end(),
                                  [](const domain::link_status& x) { return x.up; });
  if (blind && status_.reconnects > 0 && now - last_blind_ >= blind_interval) {
    last_blind_ = now;
    raise({domain::alert_code::blind, std::nullopt, "no link to the broker works"});
  }
  self_->delayed_send(self_, tick_interval, tick_atom_v, ++tick_generation_);
}

void broker_gateway_state::raise(domain::alert_record alert,
                                 std::optional<domain::account_id> account) {
  given_.log.warn("alert.raised", field("code", alert.code), field("contract", alert.contract),
                  field("detail", alert.detail));
  self_->send(given_.board, alert_raised{given_.clock->now().wall, account, std::move(alert)});
}

void broker_gateway_state::mark_status_dirty() {
  if (!std::exchange(status_due_, true))
    self_->delayed_send(self_, status_interval, publish_atom_v);
}

void broker_gateway_state::publish_status() {
  status_due_ = false;
  status_.unknown_contracts = {unknown_contracts_.begin(), unknown_contracts_.end()};
  self_->send(given_.board,
              gateway_status_changed{std::make_shared<const domain::gateway_status>(status_)});
}

broker_gateway_actor::behavior_type broker_gateway(broker_gateway_state::self_pointer self,
                                                   gateway_assignment assignment) {
  return self->state.make_behavior(std::move(assignment));
}

} // namespace riskd
