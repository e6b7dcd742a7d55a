#include "adapters/sqlite/history_reader.hpp"

#include "adapters/sqlite/history_rows.hpp"
#include "adapters/sqlite/stored_history.hpp"

#include <algorithm>
#include <string_view>

namespace riskd::sqlite {

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
  WHERE :account IS NULL OR audit.account = :account
  ORDER BY chain DESC, n DESC LIMIT :count)";

constexpr const char* records_after = R"(
  WHERE (chain, n) > (:chain, :n) AND (:account IS NULL OR audit.account = :account)
  ORDER BY chain, n LIMIT :count)";

constexpr const char* newest_trades = R"(
  SELECT trades.account AS account, accounts.name AS name, trade, day, at, order_id, contract,
    side, size, price, profit_and_loss, fees, commissions, voided
  FROM trades JOIN accounts USING (account)
  WHERE :account IS NULL OR trades.account = :account
  ORDER BY at DESC, trade DESC LIMIT :count)";

/// Reads what follows a record, the oldest first.
result<history_part<logged_record>> read_after(const std::filesystem::path& place,
                                               const domain::record_place& after,
                                               const history_range& wanted,
                                               const domain::history_port::limit& is_over) {
  auto store = stored_history::open(place);
  if (!store)
    return store.error();
  store->database().give_up_when(is_over);
  auto query = store->database().prepare(select_logged(records_after));
  if (!query)
    return query.error();
  history_part<logged_record> out;
  const auto done = query->each(
    [&](const row& from) -> result<void> {
      auto one = read_logged_record(from);
      if (!one)
        return one.error();
      out.records.push_back(std::move(*one));
      return {};
    },
    after.chain, after.number, wanted.account, wanted.count);
  if (!done)
    return done.error();
  return out;
}

/// Reads the newest rows and puts the oldest of them first. One more than wanted tells whether
/// there are older ones.
template <class Record>
result<history_part<Record>>
read_newest(const std::filesystem::path& place, std::string_view sql, const history_range& wanted,
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
  return read_newest<past_lock>(place_, newest_locks, wanted, is_over, read_past_lock);
}

result<history_part<logged_record>> history_reader::log(const history_range& wanted,
                                                        const limit& is_over) const {
  if (wanted.after)
    return read_after(place_, *wanted.after, wanted, is_over);
  return read_newest<logged_record>(place_, select_logged(newest_records), wanted, is_over,
                                    read_logged_record);
}

result<history_part<past_trade>> history_reader::trades(const history_range& wanted,
                                                        const limit& is_over) const {
  return read_newest<past_trade>(place_, newest_trades, wanted, is_over, read_past_trade);
}

} // namespace riskd::sqlite
