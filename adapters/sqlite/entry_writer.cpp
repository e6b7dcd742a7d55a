#include "adapters/sqlite/entry_writer.hpp"

#include "domain/contract_check.hpp"

#include <utility>
#include <variant>

namespace riskd::sqlite {

using domain::account_id;
using domain::journal_entry;
using domain::result;

namespace {

constexpr const char* insert_account = R"(
  INSERT INTO accounts (account, name, tail_from)
  VALUES (:account, '', (SELECT coalesce(max(id), 0) FROM events))
  ON CONFLICT (account) DO NOTHING)";

constexpr const char* put_configuration = R"(
  INSERT OR REPLACE INTO config (account, day, effective, pending, hash)
  VALUES (:account, :day, :effective, :pending, :hash))";

constexpr const char* put_meta = R"(
  INSERT OR REPLACE INTO meta (name, value) VALUES (:name, :value))";

result<void> read_accounts(connection& database, std::set<account_id>& into) {
  auto query = database.prepare("SELECT account FROM accounts");
  if (!query)
    return query.error();
  return query->each([&](const row& from) -> result<void> {
    into.insert(from.id<account_id>("account"));
    return {};
  });
}

} // namespace

result<entry_writer> entry_writer::prepare(connection& database, std::int64_t run) {
  auto events = event_rows::prepare(database);
  if (!events)
    return events.error();
  auto bindings = binding_rows::prepare(database);
  if (!bindings)
    return bindings.error();
  auto commands = command_rows::prepare(database, run);
  if (!commands)
    return commands.error();
  auto audit = audit_rows::prepare(database);
  if (!audit)
    return audit.error();
  entry_writer writer;
  if (auto done = database.prepare_all({{&writer.insert_account_, insert_account},
                                        {&writer.put_configuration_, put_configuration},
                                        {&writer.put_meta_, put_meta}});
      !done)
    return done.error();
  if (auto done = read_accounts(database, writer.accounts_); !done)
    return done.error();
  writer.events_ = std::move(*events);
  writer.bindings_ = std::move(*bindings);
  writer.commands_ = std::move(*commands);
  writer.audit_ = std::move(*audit);
  return writer;
}

void entry_writer::begin() {
  new_accounts_.clear();
  audit_.begin();
}

result<void> entry_writer::write(std::optional<account_id> account, const journal_entry& entry) {
  if (account)
    if (auto introduced = introduce(*account); !introduced)
      return introduced;
  if (const auto* record = std::get_if<domain::audit_entry>(&entry))
    return audit_.write(account, *record);
  if (const auto* difference = std::get_if<domain::discrepancy>(&entry))
    return commands_.write(account, *difference);
  RISKD_EXPECTS(account.has_value());
  if (const auto* x = std::get_if<domain::configuration_in_force>(&entry))
    return put_configuration_.run(*account, x->day, x->effective, x->pending, x->hash);
  return std::visit(
    [&](const auto& x) -> result<void> {
      if constexpr (requires { events_.write(*account, x); })
        return events_.write(*account, x);
      else if constexpr (requires { bindings_.write(*account, x); })
        return bindings_.write(*account, x);
      else if constexpr (requires { commands_.write(*account, x); })
        return commands_.write(*account, x);
      else
        return {}; // Written above.
    },
    entry);
}

result<void> entry_writer::write_meta(std::string_view name, std::int64_t value) {
  return put_meta_.run(name, value);
}

bool entry_writer::settle() {
  audit_.settle();
  const bool grew = !new_accounts_.empty();
  accounts_.merge(new_accounts_);
  new_accounts_.clear();
  return grew;
}

result<void> entry_writer::introduce(account_id account) {
  if (accounts_.contains(account) || !new_accounts_.insert(account).second)
    return {};
  return insert_account_.run(account);
}

} // namespace riskd::sqlite
