#include "actors/broker_gateway.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

// What accounts ask the broker, and what it answers.

namespace riskd {

namespace {

using logging::field;

/// How long the first accounts that are ready wait for the others.
constexpr domain::duration opening_wait = std::chrono::milliseconds{500};

bool matches(const domain::account_settings& wanted, const domain::account_row& row) {
  if (wanted.id)
    return row.id == *wanted.id;
  return row.name && *row.name == wanted.name;
}

std::string describe(const domain::account_settings& wanted) {
  return wanted.name.empty() ? domain::to_string(*wanted.id) : wanted.name;
}

} // namespace

void broker_gateway_state::on_answer(const domain::broker_event& event,
                                     const domain::query_answered& answer) {
  auto& rest = link_of(domain::link::rest);
  rest.last_record = event.received.wall;
  if (!answer.rows)
    given_.log.warn("gateway.query_failed", field("gateway", given_.name),
                    field("reason", answer.rows.error().sentence));
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
  for (auto& each : snapshots_.take(answer))
    if (const auto account = accounts_.find(each.account); account != accounts_.end())
      hand_over(account->second, std::move(each), received);
}

void broker_gateway_state::hand_over(const guarded_account& account,
                                     domain::account_snapshot snapshot,
                                     const domain::clock_reading& received) {
  snapshot_taken out{std::move(snapshot), received, {}, {}, accounts_.size()};
  // Contracts that the broker lists come into play with it.
  const auto bring_in = [&](const domain::contract_id& contract) {
    require_contract(contract);
    if (quotes_.add_interest(out.snapshot.account, contract))
      given_.port->watch_quotes(contract);
    if (const auto* row = domain::find_contract(catalogue_, contract))
      out.contracts.emplace(contract, *row);
    if (const auto* market = quotes_.find(contract))
      out.markets.emplace(contract, *market);
  };
  if (out.snapshot.positions)
    for (const auto& row : out.snapshot.positions->rows)
      bring_in(row.contract);
  if (out.snapshot.open_orders)
    for (const auto& row : out.snapshot.open_orders->rows)
      bring_in(row.contract);
  self_->send(account.listener, std::move(out));
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
  given_.log.info("gateway.catalogue", field("gateway", given_.name),
                  field("contracts", catalogue_.size()));
  watch_wanted_products();
  for (const auto& question : std::exchange(waiting_, {}))
    read(question);
}

/// Quotes of these products are read before anybody holds them.
void broker_gateway_state::watch_wanted_products() {
  for (const auto& product : given_.products)
    for (const auto& [id, row] : catalogue_)
      if (domain::canonical_product(domain::product_name(id, &row))
          == domain::canonical_product(product))
        given_.port->watch_quotes(id);
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
    const auto& wanted = *given_.accounts[entry].now;
    std::vector<const domain::account_row*> found;
    for (const auto& row : rows)
      if (matches(wanted, row))
        found.push_back(&row);
    if (found.size() == 1) {
      resolved_[entry] = true;
      self_->send(given_.root, account_resolved{given_.index, entry, *found.front(), clock_lag_});
      continue;
    }
    // Nobody misses an account that the file does not list any more.
    if (found.empty() && given_.accounts[entry].leaves())
      continue;
    status_.unresolved_accounts.push_back(describe(wanted));
    raise({domain::alert_code::account_unresolved, std::nullopt,
           describe(wanted)
             + (found.empty() ? " is not among the accounts of this login"
                              : " names several accounts")});
  }
  self_->send(given_.root, accounts_listed{given_.index});
  mark_status_dirty();
}

void broker_gateway_state::guard(const guard_account& command) {
  given_.accounts.push_back(command.plan);
  resolved_.push_back(false);
  ask_for_accounts();
}

void broker_gateway_state::register_listener(const register_account& command) {
  // The stream goes on when a supervisor is replaced.
  auto& known = accounts_[command.account];
  known = guarded_account{command.listener, 0, known.streamed};
  tell_links(known);
}

void broker_gateway_state::tell_links(const guarded_account& account) {
  for (const auto& each : status_.links)
    if (each.up)
      self_->send(account.listener,
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

/// Every account that was judged from its first snapshot is streamed (R-G-1, step 10). Each opening
/// of the stream makes every account compare anew, so those that come at about the same time share
/// one.
void broker_gateway_state::stream(const account_seen& report) {
  const auto seen = accounts_.find(report.account);
  if (seen == accounts_.end())
    return;
  // It is open, and to open it again would have all others of the login compare themselves too.
  if (std::exchange(seen->second.streamed, true))
    return tell_links(seen->second);
  const bool are_all = std::all_of(accounts_.begin(), accounts_.end(),
                                   [](const auto& row) { return row.second.streamed; });
  if (are_all)
    open_stream();
  else if (!std::exchange(opening_due_, true))
    self_->delayed_send(self_, opening_wait, open_atom_v);
}

void broker_gateway_state::open_late() {
  if (std::exchange(opening_due_, false))
    open_stream();
}

void broker_gateway_state::open_stream() {
  opening_due_ = false;
  std::vector<domain::account_id> streamed;
  for (const auto& [id, account] : accounts_)
    if (account.streamed)
      streamed.push_back(id);
  given_.port->subscribe(std::move(streamed));
}

void broker_gateway_state::ask(domain::query question, domain::query_priority priority) {
  given_.port->ask({domain::query_id{++questions_}, std::move(question), priority});
}

} // namespace riskd
