#include "apps/riskctl/trading_report.hpp"

#include "apps/riskctl/report_parts.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace riskd::riskctl {

namespace {

using terminal::alignment;
using terminal::cell;
using terminal::style;
using terminal::table;
using terminal::tone;

std::string or_else(const table& rows, const char* text, const style& look) {
  return rows.empty() ? text : rows.render(look);
}

table results_table(const json& accounts) {
  table out{{{"Account"},
             {"Id"},
             {"State"},
             {"Locked"},
             {"Realized USD", alignment::right},
             {"Unrealized USD", alignment::right},
             {"Total USD", alignment::right},
             {"Balance USD", alignment::right},
             {"Day"},
             {"Reset in", alignment::right}}};
  for (const auto& each : accounts) {
    const auto state = text_of(each, "state");
    const bool locked = each.at("locked").get<bool>();
    const bool complete = each.at("unrealized_complete").get<bool>();
    out.add_row({name_of(each),
                 text_of(each, "id"),
                 {state, tone_of(state)},
                 {locked ? "LOCKED" : "no", locked ? tone::warning : tone::plain},
                 text_of(each, "realized"),
                 text_of(each, "unrealized") + (complete ? "" : " (incomplete)"),
                 text_of(each, "total"),
                 text_of(each, "balance"),
                 text_of(each, "day"),
                 seconds_of(each, "next_reset_seconds")});
  }
  return out;
}

table limits_table(const json& accounts) {
  table out{{{"Account"},
             {"Rule"},
             {"Name"},
             {"Now USD", alignment::right},
             {"Limit USD", alignment::right},
             {"Used", alignment::right}}};
  for (const auto& account : accounts)
    for (const auto& each : account.at("limits")) {
      const auto used = text_of(each, "utilisation_percent");
      const bool in_breach = each.at("in_breach").get<bool>();
      out.add_row({name_of(account),
                   text_of(each, "rule"),
                   text_of(each, "key"),
                   text_of(each, "observed"),
                   text_of(each, "limit"),
                   {used == "-" ? used : used + " %", in_breach ? tone::bad : tone::plain}});
    }
  return out;
}

table hours_table(const json& accounts) {
  table out{{{"Account"},
             {"Session"},
             {"Changes (UTC)"},
             {"In", alignment::right},
             {"Day"},
             {"Reset (UTC)"},
             {"In", alignment::right}}};
  for (const auto& each : accounts) {
    const auto& session = each.at("session");
    const auto state = session.is_null() ? std::string{"always open"} : text_of(session, "state");
    out.add_row({name_of(each),
                 {state, state == "closed" ? tone::warning : tone::plain},
                 session.is_null() ? "-" : utc_of(session, "next_change"),
                 session.is_null() ? "-" : seconds_of(session, "next_change_seconds"),
                 text_of(each, "day"),
                 utc_of(each, "next_reset"),
                 seconds_of(each, "next_reset_seconds")});
  }
  return out;
}

std::string names_of(const json& accounts, const json& session) {
  std::string out;
  for (const auto& each : accounts)
    if (each.at("session") == session)
      out += (out.empty() ? "" : ", ") + terminal::printable(name_of(each));
  return out;
}

std::string calendar_of(const json& session, const style& look) {
  const bool with_local = has_local_zone();
  std::vector<terminal::column> titles{{"Opens (UTC)"}, {"Closes (UTC)"}};
  if (with_local)
    titles.insert(titles.end(), {{"Opens (local)"}, {"Closes (local)"}});
  table rows{titles};
  for (const auto& each : session.at("sessions")) {
    const bool is_open_ended = each.at("close").is_null();
    std::vector<cell> row{utc_of(each, "open"), is_open_ended ? "never" : utc_of(each, "close")};
    if (with_local)
      row.insert(row.end(), {cell{local_of(each, "open")}, cell{local_of(each, "close")}});
    rows.add_row(std::move(row));
  }
  auto out = rows.empty() ? "  No session opens within the next days.\n" : rows.render(look, 2);
  for (const auto& each : session.at("exceptions"))
    out += "  " + text_of(each, "date") + ": " + text_of(each, "what")
           + (each.at("close").is_null() ? "" : ", at " + utc_of(each, "close") + " UTC") + "\n";
  if (!session.at("holidays_known").get<bool>())
    out += "  " + look.paint(tone::warning, "The holidays of this year are not known.") + "\n";
  return out;
}

} // namespace

std::string pnl_report(const json& answer, const style& look) {
  const auto& accounts = answer.at("accounts");
  const auto results = results_table(accounts);
  if (results.empty())
    return "No accounts are watched.\n";
  const auto limits = limits_table(accounts);
  return results.render(look) + (limits.empty() ? "" : "\n" + limits.render(look));
}

std::string positions_report(const json& answer, const style& look) {
  return or_else(positions_table(answer.at("positions"), true), "No positions are open.\n", look);
}

std::string orders_report(const json& answer, const style& look) {
  return or_else(orders_table(answer.at("orders"), true), "No orders are working.\n", look);
}

std::string hours_report(const json& answer, const style& look) {
  const auto& accounts = answer.at("accounts");
  auto out = or_else(hours_table(accounts), "No accounts are watched.\n", look);
  std::vector<json> shown{nullptr};
  for (const auto& each : accounts) {
    const auto& session = each.at("session");
    if (std::find(shown.begin(), shown.end(), session) != shown.end())
      continue;
    shown.push_back(session);
    out += "\n"
           + look.paint(tone::heading, "Sessions of " + names_of(accounts, session) + ", zone "
                                         + terminal::printable(text_of(session, "timezone")))
           + "\n" + calendar_of(session, look);
  }
  return out;
}

} // namespace riskd::riskctl
