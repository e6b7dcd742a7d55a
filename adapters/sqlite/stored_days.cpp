#include "adapters/sqlite/stored_days.hpp"

#include <utility>

namespace riskd::sqlite {

using domain::result;

namespace {

// A day without trades is on record if a reset ended it.
constexpr const char* find_days = R"(
  WITH known AS (
    SELECT account, day FROM trades UNION SELECT account, previous_day FROM days),
  sums AS (
    SELECT account, day, count(*) AS trades, count(profit_and_loss) AS closing,
      sum(profit_and_loss) AS gross, sum(fees) AS fees, sum(commissions) AS commissions
    FROM trades WHERE voided = 0 GROUP BY account, day)
  SELECT known.account AS account, accounts.name AS name, known.day AS day,
    coalesce(sums.trades, 0) AS trades, coalesce(sums.closing, 0) AS closing,
    coalesce(sums.gross, 0) AS gross, coalesce(sums.fees, 0) AS fees,
    coalesce(sums.commissions, 0) AS commissions,
    days.previous_realized AS realized, days.previous_trades AS recorded
  FROM known JOIN accounts USING (account)
    LEFT JOIN sums ON sums.account = known.account AND sums.day = known.day
    LEFT JOIN days ON days.account = known.account AND days.previous_day = known.day
  WHERE :account = '' OR accounts.name = :account OR CAST(known.account AS TEXT) = :account
  ORDER BY known.account, known.day)";

/// A text as a cell, quoted where it needs to be.
std::string cell_of(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos)
    return text;
  std::string out = "\"";
  for (const char each : text)
    out += each == '"' ? std::string{"\"\""} : std::string{each};
  return out + "\"";
}

} // namespace

result<std::vector<stored_day>> read_days(stored_history& store, const std::string& account) {
  auto query = store.database().prepare(find_days);
  if (!query)
    return query.error();
  std::vector<stored_day> out;
  const auto read = query->each(
    [&](const row& from) -> result<void> {
      stored_day x;
      x.account = from.id<domain::account_id>("account");
      x.name = from.text("name");
      x.day = from.text("day");
      x.trades = from.integer("trades");
      x.closing_trades = from.integer("closing");
      x.gross = from.amount("gross");
      x.fees = from.amount("fees");
      x.commissions = from.amount("commissions");
      if (!from.is_null("realized"))
        x.recorded_realized = from.amount("realized");
      x.recorded_trades = from.maybe_integer("recorded");
      out.push_back(std::move(x));
      return {};
    },
    account);
  if (!read)
    return read.error();
  return out;
}

std::string days_as_csv(const std::vector<stored_day>& days) {
  std::string out = "account,name,day,trades,closing_trades,gross,fees,commissions,net,"
                    "recorded_realized,recorded_trades\r\n";
  for (const auto& x : days) {
    out += domain::to_string(x.account) + "," + cell_of(x.name) + "," + x.day + ","
           + std::to_string(x.trades) + "," + std::to_string(x.closing_trades);
    for (const auto& each : {x.gross, x.fees, x.commissions, x.gross - x.fees - x.commissions})
      out += "," + domain::to_string(each);
    out += "," + (x.recorded_realized ? domain::to_string(*x.recorded_realized) : "");
    out += "," + (x.recorded_trades ? std::to_string(*x.recorded_trades) : "") + "\r\n";
  }
  return out;
}

} // namespace riskd::sqlite
