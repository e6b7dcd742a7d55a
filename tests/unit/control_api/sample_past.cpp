#include "tests/unit/control_api/sample_past.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace riskd::test {

using namespace domain;

namespace {

constexpr auto day = std::chrono::year{2026} / std::chrono::March / std::chrono::day{3};

time_point moment(std::string_view text) {
  return *parse_time(text);
}

/// As a store would tell it: of one account if one is wanted, and the newest only.
template <class Record>
result<history_part<Record>> part_of(std::vector<Record> all, const history_range& wanted,
                                     bool is_readable) {
  if (!is_readable)
    return failure{failure_code::storage_failed, "cannot read the store"};
  std::erase_if(all, [&](const Record& x) {
    return wanted.account && std::optional{x.account} != wanted.account;
  });
  const auto count = static_cast<std::size_t>(wanted.count);
  const bool has_older = all.size() > count;
  if (has_older)
    all.erase(all.begin(), all.end() - wanted.count);
  return history_part<Record>{std::move(all), has_older};
}

past_lock a_past_lock(account_id account, const char* name, rule_id rule, lock_kind kind) {
  past_lock out;
  out.account = account;
  out.name = name;
  out.what = {rule,
              kind,
              lock_policy::flatten,
              moment("2026-03-03T14:00:00Z"),
              moment("2026-03-03T23:00:00Z"),
              breach_id{16},
              day,
              {}};
  return out;
}

past_trade a_past_trade(std::int64_t id, side which, std::optional<money> result) {
  past_trade out;
  out.account = account_id{1'234'567};
  out.name = "A-1";
  out.day = day;
  out.row.id = trade_id{id};
  out.row.at = moment("2026-03-03T14:59:00Z");
  out.row.order = order_id{9'001};
  out.row.contract = contract_id{"CON.F.US.MNQ.H26"};
  out.row.side = which;
  out.row.size = quantity{2};
  out.row.price = parse_price("21000.25");
  out.row.profit_and_loss = result;
  out.row.fees = money{7'400};
  return out;
}

} // namespace

result<history_part<past_lock>> sample_past::locks(const history_range& wanted,
                                                   const limit&) const {
  auto ended = a_past_lock(account_id{7'654'321}, "B/2 %", rule_id::cooldown_after_loss,
                           lock_kind::cooldown);
  ended.ended = moment("2026-03-03T14:30:00Z");
  ended.reason = lock_end::expired;
  auto open
    = a_past_lock(account_id{1'234'567}, "A-1", rule_id::auth_loss_guard, lock_kind::condition);
  open.what.until.reset();
  return part_of<past_lock>({ended, open}, wanted, is_readable);
}

result<history_part<logged_record>> sample_past::log(const history_range& wanted,
                                                     const limit&) const {
  return part_of<logged_record>(
    {{1, 41, std::string(64, 'a'), std::string(64, '9'), moment("2026-03-03T11:48:00Z"),
      std::nullopt, "", "start", "", "riskd started."},
     {1, 42, std::string(64, 'b'), std::string(64, 'a'), moment("2026-03-03T15:00:10.25Z"),
      account_id{1'234'567}, "A-1", "breach", "RULE-003",
      "Daily loss limit reached: -550.00 <= -500.00."}},
    wanted, is_readable);
}

result<history_part<past_trade>> sample_past::trades(const history_range& wanted,
                                                     const limit&) const {
  auto voided = a_past_trade(3, side::buy, std::nullopt);
  voided.row.voided = true;
  return part_of<past_trade>(
    {a_past_trade(1, side::buy, std::nullopt), a_past_trade(2, side::sell, -dollars(550)), voided},
    wanted, is_readable);
}

} // namespace riskd::test
