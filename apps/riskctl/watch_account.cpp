#include "apps/riskctl/watch_account.hpp"

#include "adapters/terminal/fitted_table.hpp"
#include "apps/riskctl/watch_events.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

namespace riskd::riskctl::watch {

namespace {

using terminal::alignment;
using terminal::cell;
using terminal::fitted_table;
using terminal::line;
using terminal::tone;

using lines = std::vector<line>;

constexpr std::size_t label_width = 12;

void append(lines& to, lines more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

/// A line such as `Day         2026-03-03`.
line labelled(std::string label, line content) {
  label.resize(label_width, ' ');
  content.insert(content.begin(), cell{std::move(label), tone::faint});
  return content;
}

/// Under a title, if there is something to show.
void add_section(lines& to, const char* title, const fitted_table& rows, const paper& sheet) {
  if (rows.empty())
    return;
  to.emplace_back();
  to.push_back({{title, tone::heading}});
  append(to, rows.lines(sheet.width, sheet.known));
}

line identity(const json& account) {
  line out{{text_of(account, "id"), tone::faint},
           "  " + text_of(account, "mode") + "  ",
           state_word(account)};
  if (account.at("locked").get<bool>())
    out.emplace_back("  LOCKED", tone::warning);
  if (!account.at("can_trade").get<bool>())
    out.emplace_back("  the broker does not let it trade", tone::warning);
  std::string reasons;
  for (const auto& each : account.at("reasons"))
    reasons += (reasons.empty() ? "  " : ", ") + each.get<std::string>();
  if (!reasons.empty())
    out.emplace_back(reasons, tone_of(text_of(account, "state")));
  return out;
}

line results(const json& account) {
  const bool complete = account.at("unrealized_complete").get<bool>();
  return {"realized " + text_of(account, "realized") + "  open " + text_of(account, "unrealized"),
          {complete ? "" : " and unpriced", tone::warning},
          {"  total " + text_of(account, "total"), tone::heading},
          {"  balance " + text_of(account, "balance") + " USD", tone::plain}};
}

line day(const json& account, const knowledge& known) {
  if (account.at("day").is_null())
    return {"not known yet"};
  return {text_of(account, "day") + ", resets in "
          + countdown(known.left(account, "next_reset_seconds"), "-")};
}

/// Times that nobody says the meaning of are left out: a summary has no titles.
fitted_table lock_rows(const json& account, const knowledge& known, bool with_times) {
  std::vector<terminal::fitted_column> columns{{"ENDS IN", alignment::right, 0, 8},
                                               {"RULE", alignment::left, 1},
                                               {"REASON", alignment::left, 2, 0, 44},
                                               {"LOCK", alignment::left, 3},
                                               {"POLICY", alignment::left, 4}};
  if (with_times) {
    columns.push_back({"UNTIL (UTC)", alignment::left, 5});
    columns.push_back({"SINCE (UTC)", alignment::left, 6});
  }
  fitted_table out{std::move(columns)};
  for (const auto& each : account.at("locks")) {
    line cells{{countdown(known.left(each, "remaining_seconds"), "open end"), tone::warning},
               text_of(each, "rule"),
               text_of(each, "reason"),
               text_of(each, "lock"),
               text_of(each, "policy")};
    if (with_times) {
      cells.emplace_back(each.at("until").is_null() ? "it clears" : utc_of(each, "until"));
      cells.emplace_back(utc_of(each, "since"));
    }
    out.add_row(std::move(cells));
  }
  return out;
}

cell stop_cell(const json& position) {
  const auto size = position.at("size").get<std::int64_t>();
  const auto covered = position.at("stop_coverage").get<std::int64_t>();
  if (covered == 0)
    return {"none", tone::warning};
  return {std::to_string(covered) + " of " + std::to_string(size),
          covered < size ? tone::warning : tone::good};
}

fitted_table position_rows(const json& account, const knowledge& known) {
  fitted_table out{{{"POSITION", alignment::left, 0},
                    {"OPEN USD", alignment::right, 1, 10},
                    {"STOPS", alignment::left, 2, 6},
                    {"AVERAGE", alignment::right, 3},
                    {"MARK", alignment::right, 4},
                    {"AGE", alignment::right, 5},
                    {"CONTRACT", alignment::left, 6}}};
  for (const auto& each : account.at("positions"))
    out.add_row(
      {text_of(each, "direction") + " " + text_of(each, "size") + " " + text_of(each, "product"),
       each.at("unrealized").is_null() ? cell{"no price", tone::warning}
                                       : cell{text_of(each, "unrealized")},
       stop_cell(each), text_of(each, "average"), text_of(each, "mark"),
       age_text(known.age(each, "mark_age_seconds"), "-"), text_of(each, "contract")});
  return out;
}

cell rule_state(const json& rule) {
  const auto state = text_of(rule, "state");
  if (rule.at("in_breach").get<bool>())
    return {"in breach", tone::bad};
  if (state == "failed")
    return {state, tone::bad};
  if (state == "disabled")
    return {state, tone::faint};
  return {state, state == "armed" ? tone::good : tone::warning};
}

/// The most used first; what is switched off last, or not at all.
fitted_table rule_rows(const json& account, const paper& sheet, bool with_disabled) {
  constexpr std::size_t wide_screen = 100;
  fitted_table out{{{"RULE", alignment::left, 0, 0, 14},
                    {"STATE", alignment::left, 1, 9},
                    {"USED", alignment::left, 2},
                    {"TO BREACH", alignment::right, 3, 10},
                    {"NOW", alignment::right, 4},
                    {"LIMIT", alignment::right, 4},
                    {"NUMBER", alignment::left, 5}}};
  std::vector<const json*> rules;
  for (const auto& each : account.at("rules"))
    if (with_disabled || text_of(each, "state") != "disabled")
      rules.push_back(&each);
  const auto place = [](const json* rule) {
    const auto& used = rule->at("utilisation_percent");
    return text_of(*rule, "state") == "disabled" ? -2 : used.is_null() ? -1 : used.get<int>();
  };
  std::stable_sort(rules.begin(), rules.end(),
                   [&place](const json* a, const json* b) { return place(a) > place(b); });
  for (const auto* each : rules)
    out.add_row({text_of(*each, "key"), rule_state(*each),
                 use_cell(*each, sheet.width < wide_screen ? 10 : 20, sheet.known),
                 room_cell(*each), text_of(*each, "observed"), text_of(*each, "limit"),
                 text_of(*each, "rule")});
  return out;
}

fitted_table order_rows(const json& account) {
  fitted_table out{{{"ORDER", alignment::left, 0},
                    {"CONTRACT", alignment::left, 1},
                    {"FILLED", alignment::right, 3},
                    {"STOP AT", alignment::right, 2},
                    {"LIMIT AT", alignment::right, 2},
                    {"STATUS", alignment::left, 4},
                    {"NUMBER", alignment::right, 5}}};
  for (const auto& each : account.at("orders"))
    out.add_row({text_of(each, "side") + " " + text_of(each, "size") + " " + text_of(each, "type"),
                 text_of(each, "contract"), text_of(each, "filled"), text_of(each, "stop_price"),
                 text_of(each, "limit_price"), text_of(each, "status"), text_of(each, "order")});
  return out;
}

line enforcement(const json& account, const knowledge& known) {
  const auto& last = account.at("enforcement");
  if (last.at("started").is_null())
    return {"never yet"};
  const bool active = last.at("active").get<bool>();
  line out{{active ? "ACTIVE" : "last", active ? tone::warning : tone::plain},
           " began " + age_text(known.since(last, "started"), "-") + " ago, "
             + text_of(last, "commands_sent") + " commands, " + text_of(last, "commands_failed")
             + " failed"};
  if (!last.at("verified_flat").is_null())
    out.emplace_back(", flat " + age_text(known.since(last, "verified_flat"), "-") + " ago",
                     tone::good);
  else if (active)
    out.emplace_back(", not flat yet", tone::warning);
  return out;
}

line reconciled(const json& account, const knowledge& known) {
  const auto differed = account.at("discrepancies").size();
  line out{account.at("last_reconciled").is_null()
             ? "not yet"
             : age_text(known.age(account, "last_reconciled_age_seconds"), "-") + " ago"};
  if (differed > 0)
    out.emplace_back(", " + std::to_string(differed)
                     + (differed == 1 ? " difference" : " differences") + " lately");
  return out;
}

/// What is not always there.
lines remarks(const json& account) {
  lines out;
  if (const auto& safe = account.at("safe_mode"); !safe.is_null())
    out.push_back(labelled(
      "Safe mode",
      {{text_of(safe, "policy") + " since " + utc_of(safe, "since") + " UTC", tone::bad}}));
  if (const auto notice = text_of(account, "notice"); !notice.empty())
    out.push_back(labelled("Notice", {notice}));
  if (const auto& pending = account.at("pending"); !pending.is_null())
    out.push_back(labelled("Pending", {{std::to_string(pending.at("changes").size())
                                          + " settings change at the next reset: riskctl rules",
                                        tone::warning}}));
  if (account.at("events_quarantined") != 0)
    out.push_back(labelled(
      "Events", {{text_of(account, "events_quarantined") + " could not be judged", tone::bad}}));
  return out;
}

void add_events(lines& to, const json& account, const knowledge& known) {
  const auto lately = events_of(known, name_of(account));
  if (lately.empty())
    return;
  to.emplace_back();
  to.push_back({{"LATELY", tone::heading}});
  append(to, lately);
}

} // namespace

lines account_summary(const json& account, const knowledge& known, const paper& sheet) {
  lines out{identity(account), results(account)};
  append(out, lock_rows(account, known, false).lines(sheet.width, sheet.known, false));
  if (const auto positions = position_rows(account, known); !positions.empty())
    append(out, positions.lines(sheet.width, sheet.known));
  append(out, remarks(account));
  if (const auto rules = rule_rows(account, sheet, false); !rules.empty())
    append(out, rules.lines(sheet.width, sheet.known));
  return out;
}

lines account_details(const json& account, const knowledge& known, const paper& sheet) {
  lines out{identity(account), labelled("Results", results(account)),
            labelled("Day", day(account, known)),
            labelled("Reconciled", reconciled(account, known)),
            labelled("Enforcement", enforcement(account, known))};
  append(out, remarks(account));
  add_section(out, "LOCKS", lock_rows(account, known, true), sheet);
  add_section(out, "POSITIONS", position_rows(account, known), sheet);
  add_section(out, "WORKING ORDERS", order_rows(account), sheet);
  add_section(out, "RULES", rule_rows(account, sheet, true), sheet);
  add_events(out, account, known);
  return out;
}

} // namespace riskd::riskctl::watch
