#include "apps/riskctl/pending_report.hpp"
#include "apps/riskctl/report_parts.hpp"

#include <vector>

namespace riskd::riskctl {

namespace {

using terminal::alignment;
using terminal::cell;
using terminal::column;
using terminal::style;
using terminal::table;
using terminal::tone;

constexpr std::size_t indent = 2;

/// A line such as `  Day         2026-03-03, ...`.
std::string line(std::string label, const std::string& text) {
  label.resize(12, ' ');
  return "  " + label + terminal::printable(text) + "\n";
}

std::string section(const char* title, const table& rows, const style& look) {
  return rows.empty()
           ? ""
           : "\n  " + look.paint(tone::heading, title) + "\n" + rows.render(look, indent + 2);
}

std::string title_of(const json& account, const style& look) {
  const auto state = text_of(account, "state");
  auto out = look.paint(tone::heading, "Account " + terminal::printable(name_of(account))) + "  "
             + text_of(account, "id") + "  " + look.paint(tone_of(state), state);
  if (account.at("locked").get<bool>())
    out += "  " + look.paint(tone::warning, "LOCKED");
  std::string reasons;
  for (const auto& each : account.at("reasons"))
    reasons += (reasons.empty() ? "" : ", ") + each.get<std::string>();
  return out + (reasons.empty() ? "" : "  (" + terminal::printable(reasons) + ")") + "\n";
}

std::string results_of(const json& account) {
  const bool complete = account.at("unrealized_complete").get<bool>();
  return "realized " + text_of(account, "realized") + ", unrealized "
         + text_of(account, "unrealized") + (complete ? "" : " (some positions have no price)")
         + ", total " + text_of(account, "total") + " USD, balance "
         + (account.at("balance").is_null() ? "unknown" : text_of(account, "balance") + " USD");
}

std::string day_of(const json& account) {
  if (account.at("day").is_null())
    return "not known yet";
  return text_of(account, "day") + ", next reset in " + seconds_of(account, "next_reset_seconds")
         + " at " + utc_of(account, "next_reset") + " UTC"
         + (has_local_zone() ? " (" + local_of(account, "next_reset") + ")" : "");
}

std::string enforcement_of(const json& enforcement) {
  if (enforcement.at("started").is_null())
    return "never yet";
  const auto flat = enforcement.at("verified_flat").is_null()
                      ? std::string{"not verified flat"}
                      : "verified flat " + utc_of(enforcement, "verified_flat") + " UTC";
  return std::string{enforcement.at("active").get<bool>() ? "ACTIVE since " : "last began "}
         + utc_of(enforcement, "started") + " UTC, " + text_of(enforcement, "commands_sent")
         + " commands sent, " + text_of(enforcement, "commands_failed") + " failed, " + flat;
}

std::string general_lines(const json& account) {
  auto out
    = line("Mode", text_of(account, "mode")
                     + (account.at("can_trade").get<bool>() ? ", the broker lets it trade"
                                                            : ", the broker does NOT let it trade"))
      + line("Results", results_of(account)) + line("Day", day_of(account))
      + line("Reconciled", account.at("last_reconciled").is_null()
                             ? "not yet"
                             : seconds_of(account, "last_reconciled_age_seconds") + " ago")
      + line("Enforcement", enforcement_of(account.at("enforcement")))
      + line("Events", text_of(account, "events_applied") + " applied, "
                         + text_of(account, "events_quarantined") + " quarantined");
  if (const auto& safe = account.at("safe_mode"); !safe.is_null())
    out += line("Safe mode", text_of(safe, "policy") + " since " + utc_of(safe, "since") + " UTC");
  if (const auto notice = text_of(account, "notice"); !notice.empty())
    out += line("Notice", notice);
  return out;
}

cell state_cell(const json& rule) {
  const auto state = text_of(rule, "state");
  if (rule.at("in_breach").get<bool>())
    return {state + ", in breach", tone::bad};
  if (state == "failed")
    return {state, tone::bad};
  return {state, state == "armed" ? tone::good : tone::faint};
}

table rules_table(const json& rules) {
  table out{{{"Rule"},
             {"Name"},
             {"State"},
             {"Now", alignment::right},
             {"Limit", alignment::right},
             {"Unit"},
             {"Used", alignment::right}}};
  for (const auto& each : rules) {
    const auto used = text_of(each, "utilisation_percent");
    out.add_row({text_of(each, "rule"), text_of(each, "key"), state_cell(each),
                 text_of(each, "observed"), text_of(each, "limit"), text_of(each, "unit"),
                 used == "-" ? used : used + " %"});
  }
  return out;
}

} // namespace

std::string account_block(const json& account, const style& look) {
  return title_of(account, look) + general_lines(account)
         + section("Locks", locks_table(account.at("locks"), false), look)
         + section("Positions", positions_table(account.at("positions"), false), look)
         + section("Working orders", orders_table(account.at("orders"), false), look)
         + section("Rules", rules_table(account.at("rules")), look)
         + pending_report(account.at("pending"), look);
}

} // namespace riskd::riskctl
