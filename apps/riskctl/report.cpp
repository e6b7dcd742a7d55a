#include "apps/riskctl/report.hpp"

#include "apps/riskctl/notify_part.hpp"
#include "apps/riskctl/report_parts.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace riskd::riskctl {

namespace {

using terminal::alignment;
using terminal::cell;
using terminal::style;
using terminal::table;
using terminal::tone;

std::string headline_of(const json& answer, const style& look) {
  const auto text = terminal::printable(text_of(answer, "headline"));
  return look.paint(tone_of(text), text) + "\n";
}

std::string daemon_line(const json& answer) {
  const auto& daemon = answer.at("daemon");
  return "riskd " + text_of(daemon, "version") + ", " + text_of(daemon, "phase") + ", pid "
         + text_of(daemon, "pid") + ", up " + seconds_of(daemon, "uptime_seconds") + ", "
         + (answer.at("age_seconds").is_null()
              ? std::string{"no status yet"}
              : "status " + seconds_of(answer, "age_seconds") + " old")
         + "\n";
}

std::string storage_line(const json& storage, const style& look) {
  if (storage.at("writable").get<bool>())
    return "";
  return look.paint(tone::bad, "The store cannot be written: "
                                 + terminal::printable(text_of(storage, "remark")))
         + "\n";
}

cell link_cell(const json& gateway, std::string_view wanted) {
  for (const auto& each : gateway.at("links")) {
    if (text_of(each, "link") != wanted)
      continue;
    const bool up = each.at("up").get<bool>();
    const auto heard = each.at("last_record").is_null()
                         ? std::string{"never heard"}
                         : seconds_of(each, "last_record_age_seconds") + " ago";
    const auto remark = text_of(each, "remark");
    return {std::string{up ? "up" : "DOWN"} + ", " + heard
              + (remark.empty() ? "" : " (" + remark + ")"),
            !up              ? tone::bad
            : remark.empty() ? tone::plain
                             : tone::warning};
  }
  return "-";
}

std::string gateways_part(const json& gateways, const style& look) {
  table rows{{{"Gateway"}, {"Login"}, {"User hub"}, {"Market hub"}, {"REST"}, {"Token for"}}};
  std::string remarks;
  for (const auto& each : gateways) {
    const bool logged_in = each.at("logged_in").get<bool>();
    rows.add_row({text_of(each, "name"),
                  {logged_in ? "yes" : "NO", logged_in ? tone::plain : tone::bad},
                  link_cell(each, "user"),
                  link_cell(each, "market"),
                  link_cell(each, "rest"),
                  seconds_of(each, "token_remaining_seconds")});
    if (const auto remark = text_of(each, "login_remark"); !remark.empty())
      remarks += "Login of " + text_of(each, "name") + ": " + terminal::printable(remark) + "\n";
    if (const auto added = each.at("clock_correction_seconds").get<std::int64_t>(); added != 0)
      remarks += "The local clock is " + std::to_string(added < 0 ? -added : added) + " s "
                 + (added < 0 ? "ahead of" : "behind") + " the clock of " + text_of(each, "name")
                 + ", whose time governs: correct it\n";
    for (const auto& name : each.at("unresolved_accounts"))
      remarks += "Not found at the gateway: account " + name.get<std::string>() + "\n";
    for (const auto& contract : each.at("unknown_contracts"))
      remarks += "Not described by the gateway: contract " + contract.get<std::string>() + "\n";
  }
  return rows.empty() ? "" : "\n" + rows.render(look) + remarks;
}

std::string alerts_part(const json& alerts, const style& look) {
  table rows{
    {{"Alert"}, {"Severity"}, {"Account"}, {"Contract"}, {"Age", alignment::right}, {"Detail"}}};
  constexpr std::size_t shown_max = 10;
  const auto older = alerts.size() - std::min(alerts.size(), shown_max);
  for (auto i = older; i < alerts.size(); ++i) {
    const auto& each = alerts[i];
    const auto severity = text_of(each, "severity");
    const auto account = each.at("name").is_null() ? text_of(each, "id") : name_of(each);
    rows.add_row({text_of(each, "code"),
                  {severity, tone_of_severity(severity)},
                  account,
                  text_of(each, "contract"),
                  seconds_of(each, "age_seconds"),
                  text_of(each, "detail")});
  }
  if (rows.empty())
    return "";
  return "\n" + rows.render(look)
         + (older == 0 ? "" : "and " + std::to_string(older) + " older alerts\n");
}

cell account_state(const json& account) {
  const auto state = text_of(account, "state");
  return {state, tone_of(state)};
}

} // namespace

std::string status_report(const json& answer, const style& look) {
  auto out = headline_of(answer, look) + daemon_line(answer)
             + storage_line(answer.at("daemon").at("storage"), look)
             + notifications_part(answer.at("notifications"), look)
             + gateways_part(answer.at("gateways"), look) + alerts_part(answer.at("alerts"), look);
  for (const auto& each : answer.at("accounts"))
    out += "\n" + account_block(each, look);
  return out;
}

std::string accounts_report(const json& answer, const style& look) {
  table rows{{{"Account"},
              {"Id"},
              {"State"},
              {"Locked"},
              {"Mode"},
              {"Realized USD", alignment::right},
              {"Unrealized USD", alignment::right},
              {"Total USD", alignment::right},
              {"Positions", alignment::right},
              {"Day"},
              {"Reset in", alignment::right}}};
  for (const auto& each : answer.at("accounts")) {
    const bool locked = each.at("locked").get<bool>();
    rows.add_row({name_of(each),
                  text_of(each, "id"),
                  account_state(each),
                  {locked ? "LOCKED" : "no", locked ? tone::warning : tone::plain},
                  text_of(each, "mode"),
                  text_of(each, "realized"),
                  text_of(each, "unrealized"),
                  text_of(each, "total"),
                  text_of(each, "open_positions"),
                  text_of(each, "day"),
                  seconds_of(each, "next_reset_seconds")});
  }
  return rows.empty() ? "No accounts are watched.\n" : rows.render(look);
}

std::string account_report(const json& answer, const style& look) {
  return account_block(answer.at("account"), look);
}

std::string locks_report(const json& answer, const style& look) {
  const auto rows = locks_table(answer.at("locks"), true);
  return rows.empty() ? "No locks are in force.\n" : rows.render(look);
}

std::string health_report(const json& answer, const style& look) {
  return headline_of(answer, look);
}

} // namespace riskd::riskctl
