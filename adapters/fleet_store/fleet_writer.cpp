#include "adapters/fleet_store/fleet_writer.hpp"

#include <optional>
#include <set>
#include <string>

namespace riskd::fleet {

using domain::result;

namespace {

constexpr const char* insert_daemon_name
  = "INSERT INTO daemons (name) VALUES (:name) ON CONFLICT DO NOTHING";

// Not a replacement: that would visit every record of the daemon to prove that none is orphaned.
constexpr const char* insert_daemon = R"(
  INSERT INTO daemons (name, last_heard, audit_state, audit_remark, era, taken, answers, remark,
    version, audit_chain, audit_n, audit_hash, document)
  VALUES (:name, :last_heard, :audit_state, :audit_remark, :era, :taken, :answers, :remark,
    :version, :audit_chain, :audit_n, :audit_hash, :document)
  ON CONFLICT DO UPDATE SET last_heard = excluded.last_heard,
    audit_state = excluded.audit_state, audit_remark = excluded.audit_remark, era = excluded.era,
    taken = excluded.taken, answers = excluded.answers, remark = excluded.remark, version = excluded.version,
    audit_chain = excluded.audit_chain, audit_n = excluded.audit_n,
    audit_hash = excluded.audit_hash, document = excluded.document)";

constexpr const char* insert_account = R"(
  INSERT INTO accounts (daemon, name, taken, state, is_locked, realized, unrealized, document)
  VALUES (:daemon, :name, :taken, :state, :is_locked, :realized, :unrealized, :document)
  ON CONFLICT DO UPDATE SET taken = excluded.taken, state = excluded.state,
    is_locked = excluded.is_locked, realized = excluded.realized,
    unrealized = excluded.unrealized, document = excluded.document
  WHERE (taken, state, is_locked, realized, unrealized, document)
    IS NOT (excluded.taken, excluded.state, excluded.is_locked, excluded.realized,
      excluded.unrealized, excluded.document))";

constexpr const char* insert_alarm = R"(
  INSERT OR REPLACE INTO alarms (id, kind, daemon, account, raised, ended, text)
  VALUES (:id, :kind, :daemon, :account, :raised, :ended, :text))";

// The first one stays: a record that comes again as another one was rewritten, and what the hub had
// of it is the evidence.
constexpr const char* insert_record = R"(
  INSERT INTO records (daemon, era, chain, n, hash, previous, at, account, type, rule, text)
  VALUES (:daemon, :era, :chain, :n, :hash, :previous, :at, :account, :type, :rule, :text)
  ON CONFLICT DO NOTHING)";

constexpr const char* insert_story = R"(
  INSERT OR REPLACE INTO stories (daemon, breach, at, account, document)
  VALUES (:daemon, :breach, :at, :account, :document))";

constexpr const char* insert_point = R"(
  INSERT OR REPLACE INTO points (daemon, account, at, realized, unrealized)
  VALUES (:daemon, :account, :at, :realized, :unrealized))";

} // namespace

result<fleet_writer> fleet_writer::prepare(sqlite::connection& database) {
  fleet_writer out;
  const auto prepared = database.prepare_all({
    {&out.daemon_known_, insert_daemon_name},
    {&out.daemon_, insert_daemon},
    {&out.account_names_, "SELECT name FROM accounts WHERE daemon = :daemon"},
    {&out.account_gone_, "DELETE FROM accounts WHERE daemon = :daemon AND name = :name"},
    {&out.account_, insert_account},
    {&out.alarm_, insert_alarm},
    {&out.record_, insert_record},
    {&out.story_, insert_story},
    {&out.point_, insert_point},
  });
  if (!prepared)
    return prepared.error();
  return out;
}

result<void> fleet_writer::write(const fleet_batch& batch) {
  for (const auto& each : batch.daemons)
    if (auto written = write_daemon(*each); !written)
      return written;
  for (const auto& each : batch.alarms)
    if (auto written = write_alarm(each); !written)
      return written;
  if (auto written = write_records(batch.records); !written)
    return written;
  if (auto written = write_stories(batch.stories); !written)
    return written;
  for (const auto& each : batch.points)
    if (auto written = write_point(each); !written)
      return written;
  return {};
}

result<void> fleet_writer::write_daemon(const domain::fleet_daemon& x) {
  const auto none = std::optional<std::int64_t>{};
  const auto& audit = x.audit;
  auto written = result<void>{};
  if (x.what) {
    const auto& what = *x.what;
    const auto chain = what.audit_end ? std::optional{what.audit_end->chain} : none;
    const auto n = what.audit_end ? std::optional{what.audit_end->number} : none;
    written = daemon_.run(x.name, x.last_heard, to_string(audit.state), audit.remark, audit.era,
                          what.taken, what.answers, what.remark, what.version, chain, n,
                          what.audit_hash, what.document);
  } else {
    written = daemon_.run(x.name, x.last_heard, to_string(audit.state), audit.remark, audit.era,
                          none, none, none, none, none, none, none, none);
  }
  if (!written)
    return written;
  return write_accounts(x);
}

result<void> fleet_writer::write_accounts(const domain::fleet_daemon& x) {
  std::set<std::string> gone;
  const auto read = account_names_.each(
    [&](const sqlite::row& from) -> result<void> {
      gone.insert(from.text("name"));
      return {};
    },
    x.name);
  if (!read)
    return read;
  for (const auto& each : x.accounts) {
    const auto& what = each.what;
    gone.erase(what.name);
    if (auto written = account_.run(x.name, what.name, what.taken, to_string(what.state),
                                    what.is_locked, what.realized, what.unrealized, what.document);
        !written)
      return written;
  }
  for (const auto& name : gone)
    if (auto deleted = account_gone_.run(x.name, name); !deleted)
      return deleted;
  return {};
}

result<void> fleet_writer::write_alarm(const domain::fleet_alarm& x) {
  return alarm_.run(x.id, to_string(x.kind), x.daemon, x.account, x.raised, x.ended, x.text);
}

result<void> fleet_writer::write_records(const std::vector<kept_record>& all) {
  const std::string* known = nullptr;
  for (const auto& [daemon, what, era] : all) {
    if (known == nullptr || *known != daemon)
      if (auto written = daemon_known_.run(daemon); !written)
        return written;
    known = &daemon;
    if (auto written
        = record_.run(daemon, era, what.place.chain, what.place.number, what.hash, what.previous,
                      what.at, what.account, what.type, what.rule, what.text);
        !written)
      return written;
  }
  return {};
}

result<void> fleet_writer::write_stories(const std::vector<kept_story>& all) {
  for (const auto& [daemon, what] : all) {
    if (auto written = daemon_known_.run(daemon); !written)
      return written;
    if (auto written = story_.run(daemon, what.breach, what.at, what.account, what.document);
        !written)
      return written;
  }
  return {};
}

result<void> fleet_writer::write_point(const domain::kept_point& x) {
  return point_.run(x.daemon, x.account, x.what.at, x.what.realized, x.what.unrealized);
}

} // namespace riskd::fleet
