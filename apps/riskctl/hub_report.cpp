#include "apps/riskctl/hub_report.hpp"

#include "apps/riskctl/hub_accounts.hpp"
#include "apps/riskctl/hub_values.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace riskd::riskctl {

namespace {

using terminal::alignment;
using terminal::cell;
using terminal::style;
using terminal::table;
using terminal::tone;

/// Clocks that differ by less show nothing wrong.
constexpr std::int64_t offset_min_seconds = 2;

bool is_chosen_account(const json& account, const std::string& only) {
  return only.empty() || text_of(account, "name") == only || word_at(account, "id") == only;
}

std::string hub_line(const json& overview) {
  const auto& hub = overview.at("hub");
  const auto up = seconds_from(text_of(hub, "started"), text_of(hub, "now"));
  std::size_t accounts = 0;
  for (const auto& each : list_at(overview, "daemons"))
    accounts += list_at(each, "accounts").size();
  return "hub " + terminal::printable(text_of(hub, "name")) + " "
         + terminal::printable(text_of(hub, "version")) + ", up " + terminal::describe_seconds(up)
         + ", " + counted(list_at(overview, "daemons").size(), "daemon") + ", "
         + counted(accounts, "account") + "\n";
}

cell audit_cell(const json& audit) {
  const auto state = text_of(audit, "state");
  return {state == "broken" ? "BROKEN" : state, state == "broken" ? tone::bad : tone::plain};
}

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

std::string or_dash(std::string text) {
  return text.empty() ? "-" : std::move(text);
}

void add_daemon(table& rows, const json& daemon) {
  const auto state = in_capitals(text_of(daemon, "state"));
  const auto& own = object_at(object_at(daemon, "status"), "daemon");
  rows.add_row({text_of(daemon, "name"),
                {state, tone_of(state)},
                seconds_of(daemon, "age_seconds"),
                or_dash(word_at(own, "version")),
                or_dash(word_at(own, "phase")),
                std::to_string(list_at(daemon, "accounts").size()),
                audit_cell(daemon.at("audit"))});
}

std::string clock_remark_on(const json& daemon) {
  const auto& offset = daemon.at("clock_offset_seconds");
  const auto added = offset.is_null() ? 0 : offset.get<std::int64_t>();
  if (added > -offset_min_seconds && added < offset_min_seconds)
    return "";
  return "The clock of " + terminal::printable(text_of(daemon, "name")) + " is "
         + terminal::describe_seconds(added < 0 ? -added : added) + " "
         + (added < 0 ? "behind" : "ahead of") + " the clock of the hub\n";
}

/// What a row of the table has no place for, one line each.
std::string remarks_on(const json& daemon, const style& look) {
  const auto name = terminal::printable(text_of(daemon, "name"));
  std::string out;
  if (const auto remark = text_of(daemon, "remark"); !remark.empty())
    out += name + ": " + terminal::printable(remark) + "\n";
  if (daemon.contains("unreadable"))
    out += name + ": what its riskd tells cannot be read\n";
  if (const auto& audit = daemon.at("audit"); text_of(audit, "state") == "broken")
    out += look.paint(tone::bad, "The audit chain of " + name
                                   + " is broken: " + terminal::printable(text_of(audit, "remark")))
           + "\n";
  return out + clock_remark_on(daemon);
}

std::string daemons_part(const json& overview, const style& look) {
  table rows{{{"Daemon"},
              {"State"},
              {"Age", alignment::right},
              {"Version"},
              {"Phase"},
              {"Accounts", alignment::right},
              {"Audit"}}};
  std::string remarks;
  for (const auto& each : list_at(overview, "daemons")) {
    add_daemon(rows, each);
    remarks += remarks_on(each, look);
  }
  return rows.empty() ? "" : "\n" + rows.render(look) + remarks;
}

std::string alarms_part(const json& overview, const style& look) {
  const auto now = text_of(overview.at("hub"), "now");
  table rows{
    {{"Alarm"}, {"Severity"}, {"Daemon"}, {"Account"}, {"Age", alignment::right}, {"Detail"}}};
  for (const auto& each : list_at(overview, "alarms")) {
    if (!each.at("ended").is_null())
      continue;
    const auto severity = text_of(each, "severity");
    rows.add_row({text_of(each, "kind"),
                  {severity, tone_of_severity(severity)},
                  text_of(each, "daemon"),
                  text_of(each, "account"),
                  terminal::describe_seconds(seconds_from(text_of(each, "raised"), now)),
                  text_of(each, "text")});
  }
  return rows.empty() ? "" : "\n" + rows.render(look);
}

/// The accounts of all daemons as they are now, each with the name of its daemon.
std::vector<fleet_row> accounts_of(const json& overview, const std::string& only) {
  std::vector<fleet_row> out;
  for (const auto& daemon : list_at(overview, "daemons"))
    for (const auto& each : list_at(daemon, "accounts"))
      if (is_chosen_account(each, only))
        out.push_back({text_of(daemon, "name"), as_of_now(each)});
  return out;
}

} // namespace

std::string fleet_report(const json& overview, const fleet_health& health, const std::string& only,
                         const style& look) {
  const auto headline = terminal::printable(health.headline);
  const auto accounts = accounts_of(overview, only);
  auto out = look.paint(tone_of(headline), headline) + "\n" + hub_line(overview)
             + daemons_part(overview, look) + fleet_accounts_part(accounts, look)
             + alarms_part(overview, look);
  if (!only.empty())
    for (const auto& each : accounts)
      out += "\n" + fleet_account_block(each, look);
  return out;
}

bool has_account(const json& overview, const std::string& wanted) {
  const auto& daemons = list_at(overview, "daemons");
  return std::any_of(daemons.begin(), daemons.end(), [&wanted](const json& daemon) {
    const auto& accounts = list_at(daemon, "accounts");
    return std::any_of(accounts.begin(), accounts.end(),
                       [&wanted](const json& each) { return is_chosen_account(each, wanted); });
  });
}

json only_account(json overview, const std::string& wanted) {
  for (auto& daemon : overview.at("daemons"))
    std::erase_if(daemon.at("accounts").get_ref<json::array_t&>(),
                  [&wanted](const json& each) { return !is_chosen_account(each, wanted); });
  return overview;
}

} // namespace riskd::riskctl
