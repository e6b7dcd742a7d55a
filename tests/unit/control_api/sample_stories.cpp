#include "tests/unit/control_api/sample_stories.hpp"

#include <string_view>

namespace riskd::test {

using namespace domain;
using namespace std::chrono_literals;

namespace {

constexpr auto day_of_stories = std::chrono::year{2026} / std::chrono::March / std::chrono::day{3};

const auto account_of_stories = account_id{1'234'567};

time_point moment_of(std::string_view text) {
  return *parse_time(text);
}

past_breach a_past_breach(std::int64_t id) {
  past_breach out;
  out.account = account_of_stories;
  out.name = "A-1";
  out.id = breach_id{id};
  out.at = moment_of("2026-03-03T15:00:10.25Z");
  out.rule = rule_id::daily_realized_loss;
  out.observed = -dollars(512);
  out.limit = -dollars(500);
  out.unit = "usd";
  out.action = "flatten_and_lock";
  out.cause = 9;
  return out;
}

past_breach a_past_count() {
  auto out = a_past_breach(18);
  out.rule = rule_id::max_contracts;
  out.about = "MNQ";
  out.observed = quantity{5};
  out.limit = quantity{3};
  out.unit = "contracts";
  out.action = "reduce_to_limit";
  out.cause = 0;
  return out;
}

past_command a_past_command(std::int64_t id, const char* name) {
  past_command out;
  out.id = command_id{id};
  out.name = name;
  out.contract = contract_id{"CON.F.US.MNQ.H26"};
  out.rule = rule_id::daily_realized_loss;
  out.cause = "lock";
  out.attempt = 1;
  out.decided = moment_of("2026-03-03T15:00:10.25Z");
  out.outcome = "accepted";
  out.to_wire = 1300us;
  out.to_reply = 25ms;
  return out;
}

past_trade a_closing() {
  past_trade out;
  out.account = account_of_stories;
  out.name = "A-1";
  out.day = day_of_stories;
  out.row.id = trade_id{2};
  out.row.at = moment_of("2026-03-03T15:00:10.3Z");
  out.row.order = order_id{9'002};
  out.row.contract = contract_id{"CON.F.US.MNQ.H26"};
  out.row.side = side::sell;
  out.row.size = quantity{2};
  out.row.price = parse_price("20995.5");
  out.row.profit_and_loss = -dollars(300);
  out.row.fees = money{7'400};
  return out;
}

past_lock a_lock_of_stories() {
  past_lock out;
  out.account = account_of_stories;
  out.name = "A-1";
  out.what = {rule_id::daily_realized_loss,
              lock_kind::hard,
              lock_policy::flatten,
              moment_of("2026-03-03T15:00:10.25Z"),
              moment_of("2026-03-03T23:00:00Z"),
              breach_id{17},
              day_of_stories,
              {}};
  return out;
}

logged_record a_record(std::int64_t number, const char* type, const char* text) {
  return {1,
          number,
          std::string(64, 'b'),
          std::string(64, 'a'),
          moment_of("2026-03-03T11:48:00Z"),
          std::nullopt,
          "",
          type,
          "",
          text};
}

breach_story a_story() {
  breach_story out;
  out.what = a_past_breach(17);
  out.mode = "enforce";
  out.counts_costs = true;
  out.shown_by = past_event{"trade", "stream", moment_of("2026-03-03T15:00:10.249Z")};
  out.locks = {a_lock_of_stories()};
  out.commands = {a_past_command(1, "cancel_order"), a_past_command(2, "close_position")};
  out.commands.front().order = order_id{9'001};
  out.commands.back().to_reply = 31ms;
  out.gone = moment_of("2026-03-03T15:00:11.5Z");
  out.closings = {a_closing()};
  // 12.50 beside the 0.74 that closing costs.
  out.realized = money{-5'252'400};
  return out;
}

breach_story a_story_of_a_count() {
  breach_story out;
  out.what = a_past_count();
  out.was_stored_late = true;
  out.commands = {a_past_command(3, "reduce_position")};
  out.commands.front().size = quantity{2};
  out.commands.front().outcome.reset();
  out.commands.front().to_wire.reset();
  out.commands.front().to_reply.reset();
  out.has_more_commands = true;
  return out;
}

failure no_store() {
  return {failure_code::storage_failed, "cannot read the store"};
}

trade_totals the_totals() {
  return {3, 1, -dollars(300), money{14'800}, money{}};
}

} // namespace

result<std::optional<breach_story>> sample_stories::breach(breach_id wanted, const limit&) const {
  if (!is_readable)
    return no_store();
  if (wanted == breach_id{17})
    return std::optional{a_story()};
  return wanted == breach_id{18} ? std::optional{a_story_of_a_count()} : std::nullopt;
}

result<day_report> sample_stories::day(const account_day& wanted, const limit&) const {
  if (!is_readable)
    return no_store();
  day_report out;
  if (is_quiet || wanted.account != account_of_stories)
    return out;
  out.totals = the_totals();
  out.recorded = money{-5'252'400};
  out.breaches = {a_past_breach(17), a_past_count()};
  out.locks = {a_lock_of_stories()};
  out.commands = delays_of(a_story().commands);
  out.has_more_commands = true;
  return out;
}

result<moment_report> sample_stories::moment(const account_day&, time_point, const limit&) const {
  if (!is_readable)
    return no_store();
  moment_report out;
  if (is_quiet)
    return out;
  out.locks = {a_lock_of_stories()};
  out.breaches = {a_past_breach(17), a_past_count()};
  out.totals = the_totals();
  out.trades = {a_closing()};
  out.positions = {{contract_id{"CON.F.US.MES.H26"}, side::sell, quantity{1}, parse_price("6000.5"),
                    moment_of("2026-03-03T14:59:00Z")}};
  out.records = {a_record(41, "service_start", "riskd started.")};
  out.run = out.records.front();
  return out;
}

} // namespace riskd::test
