#include "adapters/sqlite/history_reader.hpp"

#include "adapters/sqlite/stored_history.hpp"
#include "adapters/sqlite/words.hpp"

#include <algorithm>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::history_part;
using domain::history_range;
using domain::logged_record;
using domain::past_lock;
using domain::past_trade;
using domain::result;

namespace {

constexpr const char* newest_locks = R"(
  SELECT locks.account AS account, accounts.name AS name, rule, kind, policy, created, until,
    breach, day, ended, reason
  FROM locks JOIN accounts USING (account)
  WHERE :account IS NULL OR locks.account = :account
  ORDER BY id DESC LIMIT :count)";

constexpr const char* newest_records = R"(
  SELECT chain, n, audit.account AS account, coalesce(accounts.name, '') AS name, at, type,
    coalesce(json_extract(line, '$.rule'), '') AS rule, json_extract(line, '$.text') AS text
  FROM audit LEFT JOIN accounts ON accounts.account = audit.account
  WHERE :account IS NULL OR audit.account = :account
  ORDER BY chain DESC, n DESC LIMIT :count)";

constexpr const char* newest_trades = R"(
  SELECT trades.account AS account, accounts.name AS name, trade, day, at, order_id, contract,
    side, size, price, profit_and_loss, fees, commissions, voided
  FROM trades JOIN accounts USING (account)
  WHERE :account IS NULL OR trades.account = :account
  ORDER BY at DESC, trade DESC LIMIT :count)";

failure unknown_word(const char* column, const std::string& word) {
  return {failure_code::malformed_input, std::string{"the store has '"} + word + "' as " + column};
}

/// The amount in a column, or nothing.
template <class Amount>
std::optional<Amount> maybe(const row& from, std::string_view column) {
  const auto found = from.maybe_integer(column);
  return found ? std::optional{Amount{*found}} : std::nullopt;
}

result<past_lock> read_lock(const row& from) {
  const auto rule = domain::rule_id_of(from.integer("rule"));
  if (!rule)
    return unknown_word("rule", std::to_string(from.integer("rule")));
  const auto kind = parse_word<domain::lock_kind>(from.text("kind"));
  if (!kind)
    return unknown_word("kind", from.text("kind"));
  const auto policy = parse_word<domain::lock_policy>(from.text("policy"));
  if (!policy)
    return unknown_word("policy", from.text("policy"));
  const auto day = domain::parse_date(from.text("day"));
  if (!day)
    return unknown_word("day", from.text("day"));
  past_lock out;
  out.account = from.id<domain::account_id>("account");
  out.name = from.text("name");
  out.what = {*rule,
              *kind,
              *policy,
              from.time("created"),
              from.maybe_time("until"),
              from.id<domain::breach_id>("breach"),
              *day,
              {}};
  out.ended = from.maybe_time("ended");
  if (!from.is_null("reason")) {
    out.reason = parse_word<domain::lock_end>(from.text("reason"));
    if (!out.reason)
      return unknown_word("reason", from.text("reason"));
  }
  return out;
}

result<past_trade> read_trade(const row& from) {
  const auto day = domain::parse_date(from.text("day"));
  if (!day)
    return unknown_word("day", from.text("day"));
  past_trade out;
  out.account = from.id<domain::account_id>("account");
  out.name = from.text("name");
  out.day = *day;
  out.row.id = from.id<domain::trade_id>("trade");
  out.row.at = from.time("at");
  out.row.order = maybe<domain::order_id>(from, "order_id");
  if (!from.is_null("contract"))
    out.row.contract = from.id<domain::contract_id>("contract");
  if (!from.is_null("side")) {
    out.row.side = parse_word<domain::side>(from.text("side"));
    if (!out.row.side)
      return unknown_word("side", from.text("side"));
  }
  out.row.size = maybe<domain::quantity>(from, "size");
  out.row.price = maybe<domain::price>(from, "price");
  out.row.profit_and_loss = maybe<domain::money>(from, "profit_and_loss");
  out.row.fees = from.amount("fees");
  out.row.commissions = from.amount("commissions");
  out.row.voided = from.integer("voided") != 0;
  return out;
}

result<logged_record> read_record(const row& from) {
  logged_record out;
  out.chain = from.integer("chain");
  out.number = from.integer("n");
  out.at = from.time("at");
  if (!from.is_null("account"))
    out.account = from.id<domain::account_id>("account");
  out.name = from.text("name");
  out.type = from.text("type");
  out.rule = from.text("rule");
  out.text = from.text("text");
  return out;
}

/// Reads the newest rows and puts the oldest of them first. One more than wanted tells whether
/// there are older ones.
template <class Record>
result<history_part<Record>>
read_newest(const std::filesystem::path& place, const char* sql, const history_range& wanted,
            const domain::history_port::limit& is_over, result<Record> (*read)(const row&)) {
  auto store = stored_history::open(place);
  if (!store)
    return store.error();
  store->database().give_up_when(is_over);
  auto query = store->database().prepare(sql);
  if (!query)
    return query.error();
  history_part<Record> out;
  const auto done = query->each(
    [&](const row& from) -> result<void> {
      auto one = read(from);
      if (!one)
        return one.error();
      out.records.push_back(std::move(*one));
      return {};
    },
    wanted.account, wanted.count + 1);
  if (!done)
    return done.error();
  out.has_older = out.records.size() > static_cast<std::size_t>(wanted.count);
  if (out.has_older)
    out.records.pop_back();
  std::reverse(out.records.begin(), out.records.end());
  return out;
}

} // namespace

result<history_part<past_lock>> history_reader::locks(const history_range& wanted,
                                                      const limit& is_over) const {
  return read_newest<past_lock>(place_, newest_locks, wanted, is_over, read_lock);
}

result<history_part<logged_record>> history_reader::log(const history_range& wanted,
                                                        const limit& is_over) const {
  return read_newest<logged_record>(place_, newest_records, wanted, is_over, read_record);
}

result<history_part<past_trade>> history_reader::trades(const history_range& wanted,
                                                        const limit& is_over) const {
  return read_newest<past_trade>(place_, newest_trades, wanted, is_over, read_trade);
}

} // namespace riskd::sqlite
