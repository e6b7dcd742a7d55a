#include "adapters/sqlite/history_rows.hpp"

#include "adapters/sqlite/words.hpp"

#include <string_view>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::logged_record;
using domain::past_lock;
using domain::past_trade;
using domain::result;

namespace {

failure unknown_history_word(const char* column, const std::string& word) {
  return {failure_code::malformed_input, std::string{"the store has '"} + word + "' as " + column};
}

/// The amount in a column, or nothing.
template <class Amount>
std::optional<Amount> maybe_amount(const row& from, std::string_view column) {
  const auto found = from.maybe_integer(column);
  return found ? std::optional{Amount{*found}} : std::nullopt;
}

} // namespace

result<past_lock> read_past_lock(const row& from) {
  const auto rule = domain::rule_id_of(from.integer("rule"));
  if (!rule)
    return unknown_history_word("rule", std::to_string(from.integer("rule")));
  const auto kind = parse_word<domain::lock_kind>(from.text("kind"));
  if (!kind)
    return unknown_history_word("kind", from.text("kind"));
  const auto policy = parse_word<domain::lock_policy>(from.text("policy"));
  if (!policy)
    return unknown_history_word("policy", from.text("policy"));
  const auto day = domain::parse_date(from.text("day"));
  if (!day)
    return unknown_history_word("day", from.text("day"));
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
      return unknown_history_word("reason", from.text("reason"));
  }
  return out;
}

result<past_trade> read_past_trade(const row& from) {
  const auto day = domain::parse_date(from.text("day"));
  if (!day)
    return unknown_history_word("day", from.text("day"));
  past_trade out;
  out.account = from.id<domain::account_id>("account");
  out.name = from.text("name");
  out.day = *day;
  out.row.id = from.id<domain::trade_id>("trade");
  out.row.at = from.time("at");
  out.row.order = maybe_amount<domain::order_id>(from, "order_id");
  if (!from.is_null("contract"))
    out.row.contract = from.id<domain::contract_id>("contract");
  if (!from.is_null("side")) {
    out.row.side = parse_word<domain::side>(from.text("side"));
    if (!out.row.side)
      return unknown_history_word("side", from.text("side"));
  }
  out.row.size = maybe_amount<domain::quantity>(from, "size");
  out.row.price = maybe_amount<domain::price>(from, "price");
  out.row.profit_and_loss = maybe_amount<domain::money>(from, "profit_and_loss");
  out.row.fees = from.amount("fees");
  out.row.commissions = from.amount("commissions");
  out.row.voided = from.integer("voided") != 0;
  return out;
}

std::string select_logged(std::string_view conditions) {
  return std::string{R"(
    SELECT chain, n, hash, json_extract(line, '$.prev') AS prev, audit.account AS account,
      coalesce(accounts.name, '') AS name, at, type,
      coalesce(json_extract(line, '$.rule'), '') AS rule, json_extract(line, '$.text') AS text
    FROM audit LEFT JOIN accounts ON accounts.account = audit.account )"}
         + std::string{conditions};
}

result<logged_record> read_logged_record(const row& from) {
  logged_record out;
  out.chain = from.integer("chain");
  out.number = from.integer("n");
  out.hash = from.text("hash");
  out.previous = from.text("prev");
  out.at = from.time("at");
  if (!from.is_null("account"))
    out.account = from.id<domain::account_id>("account");
  out.name = from.text("name");
  out.type = from.text("type");
  out.rule = from.text("rule");
  out.text = from.text("text");
  return out;
}

} // namespace riskd::sqlite
