#include "adapters/sqlite/binding_rows.hpp"

#include "adapters/sqlite/binding_json.hpp"
#include "adapters/sqlite/json_reader.hpp"
#include "adapters/sqlite/words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace riskd::sqlite {

using domain::account_id;
using domain::failure;
using domain::failure_code;
using domain::lock;
using domain::lock_baselines;
using domain::lock_policy;
using domain::result;

namespace {

constexpr const char* insert_breach = R"(
  INSERT INTO breaches (account, breach, at, rule, verdict, cause, config, episode_rule,
    episode_about)
  VALUES (:account, :breach, :at, :rule, :verdict, :cause, :config, :episode_rule, :episode_about)
  ON CONFLICT (account, breach) DO NOTHING)";

constexpr const char* close_breach = R"(
  UPDATE breaches SET closed = :at
  WHERE account = :account AND breach = :breach AND closed IS NULL)";

constexpr const char* insert_lock = R"(
  INSERT INTO locks (account, scope, rule, kind, policy, created, until, breach, day, baseline,
    active)
  VALUES (:account, 'account', :rule, :kind, :policy, :created, :until, :breach, :day, :baseline, 1))";

constexpr const char* update_lock = R"(
  UPDATE locks SET policy = :policy, until = :until, baseline = :baseline
  WHERE account = :account AND scope = 'account' AND rule = :rule AND active = 1)";

constexpr const char* end_lock = R"(
  UPDATE locks SET active = 0, ended = :at, reason = :reason
  WHERE account = :account AND scope = 'account' AND rule = :rule AND active = 1)";

constexpr const char* insert_directive = R"(
  INSERT INTO directives (account, contract, rule, breach, opened, active)
  VALUES (:account, :contract, :rule, :breach, :opened, 1)
  ON CONFLICT (account, contract, rule) WHERE active = 1 DO NOTHING)";

constexpr const char* close_directive = R"(
  UPDATE directives SET active = 0, closed = :at
  WHERE account = :account AND contract = :contract AND rule = :rule AND active = 1)";

constexpr const char* join_cleanup = R"(
  INSERT OR REPLACE INTO cleanups (account, order_id, rule) VALUES (:account, :order_id, :rule))";

constexpr const char* leave_cleanup
  = "DELETE FROM cleanups WHERE account = :account AND order_id = :order_id";

constexpr const char* put_safe_mode = R"(
  INSERT OR REPLACE INTO safe_modes (account, policy, entered, baseline, held_until)
  VALUES (:account, :policy, :entered, :baseline, :held_until))";

constexpr const char* end_safe_mode
  = "UPDATE safe_modes SET ended = :ended WHERE account = :account";

std::string find_lock() {
  return "SELECT " + std::string{lock_columns}
         + " FROM locks WHERE account = :account AND scope = 'account' AND rule = :rule"
           " AND active = 1";
}

/// A baseline only ever shrinks (R-L-9), so what both allow is what is allowed.
lock_baselines smaller_of(const lock_baselines& a, const lock_baselines& b) {
  lock_baselines both;
  for (const auto& [contract, base] : a) {
    const auto other = b.find(contract);
    if (other != b.end() && other->second.held == base.held)
      both.emplace(contract,
                   domain::lock_baseline{base.held, std::min(base.size, other->second.size)});
  }
  return both;
}

lock stricter_of(const lock& stored, const lock& wanted) {
  domain::lock_set set;
  set.engage(stored);
  set.engage(wanted);
  auto merged = set.all().front();
  if (merged.policy == lock_policy::keep)
    merged.baseline = smaller_of(stored.baseline, wanted.baseline);
  return merged;
}

} // namespace

result<binding_rows> binding_rows::prepare(connection& database) {
  binding_rows rows;
  if (auto done = database.prepare_all({{&rows.insert_breach_, insert_breach},
                                        {&rows.close_breach_, close_breach},
                                        {&rows.find_lock_, find_lock()},
                                        {&rows.insert_lock_, insert_lock},
                                        {&rows.update_lock_, update_lock},
                                        {&rows.end_lock_, end_lock},
                                        {&rows.insert_directive_, insert_directive},
                                        {&rows.close_directive_, close_directive},
                                        {&rows.join_cleanup_, join_cleanup},
                                        {&rows.leave_cleanup_, leave_cleanup},
                                        {&rows.put_safe_mode_, put_safe_mode},
                                        {&rows.end_safe_mode_, end_safe_mode}});
      !done)
    return done.error();
  return rows;
}

result<lock> read_lock(const row& from) {
  const auto rule = domain::rule_id_of(from.integer("rule"));
  const auto kind = parse_word<domain::lock_kind>(from.text("kind"));
  const auto policy = parse_word<lock_policy>(from.text("policy"));
  const auto day = parse_stored_date(from.text("day"));
  auto baseline = parse_baselines(from.text("baseline"));
  if (!baseline)
    return baseline.error();
  if (!rule || !kind || !policy || !day)
    return failure{failure_code::malformed_input, "a stored lock cannot be read"};
  return lock{*rule,
              *kind,
              *policy,
              from.time("created"),
              from.maybe_time("until"),
              from.id<domain::breach_id>("breach"),
              *day,
              std::move(*baseline)};
}

result<void> binding_rows::write(account_id account, const domain::breach_opened& x) {
  std::optional<domain::rule_id> episode_rule;
  std::optional<std::string> episode_about;
  if (x.episode) {
    episode_rule = x.episode->rule;
    episode_about = x.episode->about;
  }
  return insert_breach_.run(account, x.id, x.at, x.what.rule, to_json(x.what), x.cause,
                            x.config_hash, episode_rule, episode_about);
}

result<void> binding_rows::write(account_id account, const domain::breach_closed& x) {
  return close_breach_.run(x.at, account, x.id);
}

result<void> binding_rows::write(account_id account, const domain::lock_stored& x) {
  const auto active = find_active(account, x.what.rule);
  if (!active)
    return active.error();
  if (*active) {
    const auto merged = stricter_of(**active, x.what);
    return update_lock_.run(to_string(merged.policy), merged.until, to_json(merged.baseline),
                            account, merged.rule);
  }
  const auto& lock = x.what;
  return insert_lock_.run(account, lock.rule, to_string(lock.kind), to_string(lock.policy),
                          lock.created, lock.until, lock.cause, lock.day, to_json(lock.baseline));
}

result<void> binding_rows::write(account_id account, const domain::lock_ended& x) {
  return end_lock_.run(x.at, to_string(x.reason), account, x.rule);
}

result<void> binding_rows::write(account_id account, const domain::directive_opened& x) {
  return insert_directive_.run(account, x.key.contract, x.key.rule, x.cause, x.at);
}

result<void> binding_rows::write(account_id account, const domain::directive_closed& x) {
  return close_directive_.run(x.at, account, x.key.contract, x.key.rule);
}

result<void> binding_rows::write(account_id account, const domain::cleanup_joined& x) {
  return join_cleanup_.run(account, x.order, x.rule);
}

result<void> binding_rows::write(account_id account, const domain::cleanup_left& x) {
  return leave_cleanup_.run(account, x.order);
}

result<void> binding_rows::write(account_id account, const domain::safe_mode_stored& x) {
  if (!x.what)
    return end_safe_mode_.run(x.left, account);
  return put_safe_mode_.run(account, to_string(x.what->policy), x.what->entered,
                            to_json(x.what->baseline), x.what->held_until);
}

result<std::optional<lock>> binding_rows::find_active(account_id account, domain::rule_id rule) {
  std::optional<lock> found;
  const auto read = find_lock_.each(
    [&](const row& from) -> result<void> {
      auto one = read_lock(from);
      if (!one)
        return one.error();
      found = std::move(*one);
      return {};
    },
    account, rule);
  if (!read)
    return read.error();
  return found;
}

} // namespace riskd::sqlite
