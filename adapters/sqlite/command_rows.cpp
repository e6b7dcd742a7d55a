#include "adapters/sqlite/command_rows.hpp"

#include <variant>

namespace riskd::sqlite {

using domain::account_id;
using domain::result;

namespace {

constexpr const char* put_command = R"(
  INSERT OR REPLACE INTO commands (run, account, command, name, contract, order_id, size, rule,
    cause, attempt, sent)
  VALUES (:run, :account, :command, :name, :contract, :order_id, :size, :rule, :cause, :attempt,
    :sent))";

constexpr const char* insert_result = R"(
  INSERT INTO command_results (run, account, command, at, outcome, detail, to_wire, to_reply)
  VALUES (:run, :account, :command, :at, :outcome, :detail, :to_wire, :to_reply))";

constexpr const char* insert_discrepancy = R"(
  INSERT INTO discrepancies (account, at, kind, entity, local, broker, action)
  VALUES (:account, :at, :kind, :entity, :local, :broker, :action))";

} // namespace

result<command_rows> command_rows::prepare(connection& database, std::int64_t run) {
  command_rows rows;
  rows.run_ = run;
  if (auto done = database.prepare_all({{&rows.put_command_, put_command},
                                        {&rows.insert_result_, insert_result},
                                        {&rows.insert_discrepancy_, insert_discrepancy}});
      !done)
    return done.error();
  return rows;
}

result<void> command_rows::write(account_id account, const domain::command_sent& x) {
  std::optional<domain::order_id> order;
  std::optional<domain::quantity> size;
  if (const auto* cancel = std::get_if<domain::cancel_order>(&x.ticket.order))
    order = cancel->order();
  if (const auto* reduce = std::get_if<domain::reduce_position>(&x.ticket.order))
    size = reduce->size();
  if (const auto* place = std::get_if<domain::place_stop>(&x.ticket.order))
    size = place->size();
  if (const auto* modify = std::get_if<domain::modify_order>(&x.ticket.order)) {
    order = modify->order();
    size = modify->size();
  }
  return put_command_.run(run_, account, x.ticket.id, name_of(x.ticket.order),
                          contract_of(x.ticket.order), order, size, x.ticket.rule,
                          to_string(x.ticket.cause), x.ticket.attempt, x.at);
}

result<void> command_rows::write(account_id account, const domain::command_finished& x) {
  return insert_result_.run(run_, account, x.id, x.at, to_string(x.outcome), x.detail, x.to_wire,
                            x.to_reply);
}

result<void> command_rows::write(std::optional<account_id> account, const domain::discrepancy& x) {
  return insert_discrepancy_.run(account, x.at, to_string(x.kind), x.entity, x.local, x.broker,
                                 x.action);
}

} // namespace riskd::sqlite
