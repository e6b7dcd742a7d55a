#include "actors/broker_gateway.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <utility>

// What the broker reports on its own, and who is told.

namespace riskd {

namespace {

using logging::field;

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
    self.given_.log.warn("gateway.frame_rejected", field("gateway", self.given_.name),
                         field("link", x.which), field("reason", x.reason),
                         field("excerpt", x.excerpt));
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
  recorder_ = recorder{given_.recording};
  quotes_ = domain::quote_board{given_.conflation};
  resolved_.assign(given_.accounts.size(), false);
  status_.name = given_.name;
  for (const auto which : {domain::link::user_hub, domain::link::market_hub, domain::link::rest})
    status_.links.push_back({which, false, std::nullopt, given_.remark});
  schedule_tick();
  mark_status_dirty();
  return {
    [this](const send_command& command) { given_.port->submit(command.ticket); },
    [this](const command_ahead&) { given_.port->expect_command(); },
    [this](const read_account& question) { read(question); },
    [this](const look_up_order& question) { look_up(question); },
    [this](const contracts_in_play& report) { set_contracts_in_play(report); },
    [this](const account_seen& report) { stream(report); },
    [this](const broker_reported& report) { on_report(report.event); },
    [this](const register_account& command) { register_listener(command); },
    [this](const guard_account& command) { guard(command); },
    [this](const stop_work&) { self_->quit(caf::exit_reason::user_shutdown); },
    [this](proceed_atom, const domain::contract_id& contract) { on_window_over(contract); },
    [this](tick_atom, std::uint64_t generation) { on_tick(generation); },
    [this](publish_atom) { publish_status(); },
    [this](open_atom) { open_late(); },
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
  const auto* contract = domain::contract_described(report.payload);
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
  take_down(delta, event.received.wall);
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
  const auto passed = quotes_.pass_on(contract);
  const auto input = domain::quote_input{contract, passed.merged, passed.low, passed.high};
  for (const auto id : quotes_.interested(contract))
    if (const auto account = accounts_.find(id); account != accounts_.end())
      deliver(account->second, input, nullptr, event);
}

void broker_gateway_state::on_contract(const domain::contract_row& row,
                                       const domain::clock_reading& received) {
  const auto known = catalogue_.find(row.id);
  if (known != catalogue_.end() && known->second == row)
    return;
  catalogue_[row.id] = row;
  take_down(row, received.wall);
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
  given_.log.warn("gateway.unknown_contract", field("gateway", given_.name),
                  field("contract", contract));
  ask(domain::contract_query{contract}, domain::query_priority::reconciliation);
  mark_status_dirty();
}

broker_gateway_actor::behavior_type broker_gateway(broker_gateway_state::self_pointer self,
                                                   gateway_assignment assignment) {
  return self->state.make_behavior(std::move(assignment));
}

} // namespace riskd
