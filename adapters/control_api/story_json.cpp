#include "adapters/control_api/story_json.hpp"

#include "adapters/control_api/account_json.hpp"

#include <algorithm>
#include <utility>

namespace riskd::control_api {

namespace {

using domain::breach_story;
using domain::duration;
using domain::past_command;
using domain::time_point;

json microseconds_or_null(const std::optional<duration>& x) {
  return x ? json(x->count()) : json(nullptr);
}

/// What a trade won or lost after costs; null while it is not known (R-V-17).
json net_of(const domain::ledger_row& x) {
  const auto costs = x.fees + x.commissions;
  return x.profit_and_loss ? json(to_string(*x.profit_and_loss - costs)) : json(nullptr);
}

/// A step on the way from the event to the end.
struct stage {
  const char* name;
  std::optional<time_point> at;
  /// Where the time itself is not on record: it was not later.
  std::optional<time_point> latest;
  std::string note;
};

/// When the first command left, and when the last one that was answered was.
struct command_times {
  std::optional<time_point> first_sent;
  std::optional<time_point> last_reply;
  std::size_t answered = 0;
  std::size_t accepted = 0;
};

command_times times_of(const std::vector<past_command>& commands) {
  command_times out;
  for (const auto& each : commands) {
    if (each.to_wire) {
      const auto sent = each.decided + *each.to_wire;
      out.first_sent = out.first_sent ? std::min(*out.first_sent, sent) : sent;
    }
    if (each.to_reply) {
      const auto reply = each.decided + *each.to_reply;
      out.last_reply = out.last_reply ? std::max(*out.last_reply, reply) : reply;
    }
    out.answered += each.outcome ? 1U : 0U;
    out.accepted += each.outcome == "accepted" ? 1U : 0U;
  }
  return out;
}

stage received_stage(const breach_story& x) {
  if (x.shown_by)
    return {"received", x.shown_by->received, {}, x.shown_by->kind + " by " + x.shown_by->source};
  return {"received",
          {},
          {},
          x.what.cause == 0
            ? "a price or the time showed it, which is not on record; delays count "
              "from the step that judged it"
            : "the event is not on record; delays count from the step that judged it"};
}

std::string sending_note(const breach_story& x, const command_times& times) {
  if (x.commands.empty())
    return "nothing had to be commanded";
  if (x.mode == "shadow")
    return "shadow mode: " + std::to_string(x.commands.size()) + " recorded, none sent";
  if (!times.first_sent)
    return "that a command left is not on record";
  return "the first of " + std::to_string(x.commands.size())
         + (x.has_more_commands ? " and more" : "");
}

std::string answer_note(const breach_story& x, const command_times& times) {
  if (times.answered == 0)
    return x.commands.empty() || x.mode == "shadow" ? "" : "no answer is on record";
  return std::to_string(times.answered) + " answered, " + std::to_string(times.accepted)
         + " accepted";
}

std::string end_note(const breach_story& x) {
  if (x.gone)
    return "told by the broker's events; its proof by REST is not on record";
  return x.commands.empty() || x.mode == "shadow" ? "" : "the end is not on record";
}

std::vector<stage> stages_of(const breach_story& x) {
  const auto times = times_of(x.commands);
  const char* judging = times.first_sent ? "not later than the first command left"
                                         : "the time itself is not on record";
  return {received_stage(x),
          {"judged", {}, times.first_sent, judging},
          {"stored",
           {},
           x.was_stored_late ? std::nullopt : times.first_sent,
           x.was_stored_late ? "late: the commands left without waiting (persist_late)" : judging},
          {"sent", times.first_sent, {}, sending_note(x, times)},
          {"acknowledged", times.last_reply, {}, answer_note(x, times)},
          {"flat", x.gone, {}, end_note(x)}};
}

json stages_json(const breach_story& x) {
  const auto begin = x.shown_by ? x.shown_by->received : x.what.at;
  const auto since = [begin](const std::optional<time_point>& then) {
    return microseconds_or_null(then ? std::optional{*then - begin} : std::nullopt);
  };
  auto out = json::array();
  for (const auto& each : stages_of(x))
    out.push_back({{"stage", each.name},
                   {"at", text_or_null(each.at)},
                   {"delay_us", since(each.at)},
                   {"at_most_us", since(each.latest)},
                   {"note", each.note}});
  return out;
}

json cost_json(const domain::delay_cost& x) {
  return {{"figure", text_or_null(x.figure)},
          {"result", text_or_null(x.result)},
          {"costs", to_string(x.costs)},
          {"lost", text_or_null(x.lost)},
          {"unknown_because", x.reason.empty() ? json(nullptr) : json(x.reason)}};
}

template <class Record>
json list_of(const std::vector<Record>& records, json (*write)(const Record&)) {
  auto out = json::array();
  for (const auto& each : records)
    out.push_back(write(each));
  return out;
}

} // namespace

json past_trade_json(const domain::past_trade& x) {
  const auto& row = x.row;
  return {{"name", x.name},
          {"id", masked_id(x.account)},
          {"trade", row.id.value()},
          {"ts", domain::to_string(row.at)},
          {"day", domain::to_string(x.day)},
          {"order", row.order ? json(row.order->value()) : json(nullptr)},
          {"contract", row.contract ? json(row.contract->value()) : json(nullptr)},
          {"side", text_or_null(row.side)},
          {"size", row.size ? json(row.size->count()) : json(nullptr)},
          {"price", text_or_null(row.price)},
          {"gross", text_or_null(row.profit_and_loss)},
          {"net", net_of(row)},
          {"voided", row.voided}};
}

json past_lock_json(const domain::past_lock& x) {
  const auto reason = x.reason ? json(to_string(*x.reason)) : json(nullptr);
  return {{"name", x.name},
          {"id", masked_id(x.account)},
          {"rule", to_string(x.what.rule)},
          {"lock", to_string(x.what.kind)},
          {"policy", to_string(x.what.policy)},
          {"reason", lock_reason(x.what.rule)},
          {"since", domain::to_string(x.what.created)},
          {"until", text_or_null(x.what.until)},
          {"day", domain::to_string(x.what.day)},
          {"breach", x.what.cause.value()},
          {"ended", text_or_null(x.ended)},
          {"ended_by", reason}};
}

json logged_json(const domain::logged_record& x) {
  return {{"chain", x.chain},
          {"n", x.number},
          {"hash", x.hash},
          {"prev", x.previous},
          {"ts", domain::to_string(x.at)},
          {"name", x.account ? json(x.name) : json(nullptr)},
          {"id", masked_id(x.account)},
          {"type", x.type},
          {"rule", x.rule.empty() ? json(nullptr) : json(x.rule)},
          {"text", x.text}};
}

json past_breach_json(const domain::past_breach& x) {
  return {{"name", x.name},
          {"id", masked_id(x.account)},
          {"breach", x.id.value()},
          {"ts", domain::to_string(x.at)},
          {"rule", to_string(x.rule)},
          {"about", x.about.empty() ? json(nullptr) : json(x.about)},
          {"observed", text_or_null(x.observed)},
          {"limit", text_or_null(x.limit)},
          {"unit", x.unit},
          {"action", x.action},
          {"closed", text_or_null(x.closed)}};
}

json past_command_json(const past_command& x) {
  return {{"command", x.name},
          {"contract", x.contract.value()},
          {"order", x.order ? json(x.order->value()) : json(nullptr)},
          {"size", x.size ? json(x.size->count()) : json(nullptr)},
          {"rule", to_string(x.rule)},
          {"cause", x.cause},
          {"attempt", x.attempt},
          {"decided", domain::to_string(x.decided)},
          {"outcome", x.outcome ? json(*x.outcome) : json(nullptr)},
          {"detail", x.detail},
          {"to_wire_us", microseconds_or_null(x.to_wire)},
          {"to_reply_us", microseconds_or_null(x.to_reply)}};
}

json timeline_json(const breach_story& x) {
  return {{"schema", 1},
          {"breach", past_breach_json(x.what)},
          {"mode", x.mode.empty() ? json(nullptr) : json(x.mode)},
          {"stages", stages_json(x)},
          {"locks", list_of(x.locks, past_lock_json)},
          {"commands", list_of(x.commands, past_command_json)},
          {"has_more_commands", x.has_more_commands},
          {"closings", list_of(x.closings, past_trade_json)},
          {"cost_of_delay", cost_json(domain::cost_of_delay(x))}};
}

} // namespace riskd::control_api
