#include "adapters/fleet_store/fleet_restore.hpp"

#include "adapters/fleet_store/fleet_rows.hpp"

#include <utility>

namespace riskd::fleet {

using domain::kept_fleet;
using domain::result;
using sqlite::row;

namespace {

result<std::vector<kept_fleet::daemon>> read_daemons(sqlite::connection& database) {
  auto query = database.prepare("SELECT name, last_heard, taken, answers, remark, version,"
                                " audit_chain, audit_n, audit_hash, document, audit_state,"
                                " audit_remark, era FROM daemons ORDER BY name");
  if (!query)
    return query.error();
  std::vector<kept_fleet::daemon> out;
  const auto read = query->each([&](const row& from) -> result<void> {
    auto one = read_daemon(from);
    if (!one)
      return one.error();
    out.push_back(std::move(*one));
    return {};
  });
  if (!read)
    return read.error();
  return out;
}

result<void> read_accounts(sqlite::statement& query, kept_fleet::daemon& to) {
  return query.each(
    [&](const row& from) -> result<void> {
      auto one = read_account(from);
      if (!one)
        return one.error();
      to.accounts.push_back(std::move(*one));
      return {};
    },
    to.name);
}

result<void> read_end_of_audit(sqlite::statement& query, kept_fleet::daemon& to) {
  return query.each(
    [&](const row& from) -> result<void> {
      to.records_until = {from.integer("chain"), from.integer("n")};
      to.hash = from.text("hash");
      return {};
    },
    to.name, to.era);
}

result<std::vector<domain::fleet_alarm>> read_alarms(sqlite::connection& database) {
  auto query = database.prepare(R"(
    SELECT id, kind, daemon, account, raised, ended, text FROM alarms
    WHERE ended IS NULL OR id IN (SELECT id FROM alarms ORDER BY id DESC LIMIT :count)
    ORDER BY id DESC)");
  if (!query)
    return query.error();
  std::vector<domain::fleet_alarm> out;
  const auto read = query->each(
    [&](const row& from) -> result<void> {
      auto one = read_alarm(from);
      if (!one)
        return one.error();
      out.push_back(std::move(*one));
      return {};
    },
    restored_alarms_max);
  if (!read)
    return read.error();
  return out;
}

} // namespace

result<kept_fleet> read_fleet(sqlite::connection& database) {
  kept_fleet out;
  auto daemons = read_daemons(database);
  if (!daemons)
    return daemons.error();
  out.daemons = std::move(*daemons);
  sqlite::statement accounts;
  sqlite::statement end;
  if (const auto prepared = database.prepare_all({
        {&accounts, "SELECT name, taken, state, is_locked, realized, unrealized, document"
                    " FROM accounts WHERE daemon = :daemon ORDER BY name"},
        {&end, "SELECT chain, n, hash FROM records WHERE daemon = :daemon AND era = :era"
               " ORDER BY chain DESC, n DESC LIMIT 1"},
      });
      !prepared)
    return prepared.error();
  for (auto& each : out.daemons) {
    if (const auto read = read_accounts(accounts, each); !read)
      return read.error();
    if (const auto read = read_end_of_audit(end, each); !read)
      return read.error();
  }
  auto alarms = read_alarms(database);
  if (!alarms)
    return alarms.error();
  out.alarms = std::move(*alarms);
  // The newest one stays for ever, so that numbers are never used twice.
  out.last_alarm = out.alarms.empty() ? 0 : out.alarms.front().id;
  return out;
}

} // namespace riskd::fleet
