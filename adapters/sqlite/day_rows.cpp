#include "adapters/sqlite/day_rows.hpp"

#include <utility>

namespace riskd::sqlite {

using domain::past_breach;
using domain::result;
using domain::trade_totals;

namespace {

constexpr const char* sums_of_trades = R"(
  SELECT count(*) AS trades, count(profit_and_loss) AS closing,
    coalesce(sum(profit_and_loss), 0) AS gross, coalesce(sum(fees), 0) AS fees,
    coalesce(sum(commissions), 0) AS commissions
  FROM trades WHERE account = :account AND day = :day AND at <= :until AND voided = 0)";

constexpr const char* breaches_in_order = R"(
  SELECT breaches.account AS account, accounts.name AS name, breach, at, rule, verdict, cause,
    closed
  FROM breaches JOIN accounts USING (account)
  WHERE breaches.account = :account AND at >= :from AND at < :to ORDER BY at, breach
  LIMIT :count)";

} // namespace

result<trade_totals> read_totals(connection& database, const domain::account_day& wanted,
                                 domain::time_point until) {
  auto query = database.prepare(sums_of_trades);
  if (!query)
    return query.error();
  trade_totals out;
  const auto done = query->each(
    [&](const row& from) -> result<void> {
      out.trades = from.integer("trades");
      out.closing = from.integer("closing");
      out.gross = from.amount("gross");
      out.fees = from.amount("fees");
      out.commissions = from.amount("commissions");
      return {};
    },
    wanted.account, wanted.day.id, until);
  if (!done)
    return done.error();
  return out;
}

result<std::vector<past_breach>> read_breaches(connection& database, const account_stretch& wanted,
                                               std::int64_t count) {
  auto query = database.prepare(breaches_in_order);
  if (!query)
    return query.error();
  std::vector<past_breach> out;
  const auto done = query->each(
    [&](const row& from) -> result<void> {
      auto found = read_past_breach(from);
      if (!found)
        return found.error();
      out.push_back(std::move(*found));
      return {};
    },
    wanted.account, wanted.from, wanted.to, count);
  if (!done)
    return done.error();
  return out;
}

} // namespace riskd::sqlite
