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

/// What an account is shown as, and what that word leaves open.
std::string shown_state(const json& account) {
  const auto look = text_of(account, "shown_as");
  const auto state = text_of(account, "state");
  const bool is_locked = flag_at(account, "locked");
  if (look == "locked")
    return "LOCKED" + (state == "PROTECTED" || state == "SHADOW" ? "" : ", " + state);
  const auto suffix = is_locked ? ", locked" : "";
  if (look == "silent")
    return "SILENT, was " + state + suffix;
  return (look == "unprotected" ? "UNPROTECTED" : state) + suffix;
}

/// The rule that is nearest to firing, as `RULE-003 60 %`.
cell nearest_cell(const json& account) {
  const json* nearest = nullptr;
  std::int64_t most = 0;
  for (const auto& each : rows_at(account, "rules")) {
    const auto used = each.find("utilisation_percent");
    if (used == each.end() || !used->is_number_integer()
        || (nearest != nullptr && used->get<std::int64_t>() <= most))
      continue;
    nearest = &each;
    most = used->get<std::int64_t>();
  }
  if (nearest == nullptr)
    return "-";
  return {word_at(*nearest, "rule") + " " + std::to_string(most) + " %",
          flag_at(*nearest, "in_breach") ? tone::bad : tone::plain};
}

std::vector<cell> cells_of(const fleet_row& row) {
  const auto& account = row.account;
  const auto state = shown_state(account);
  const bool is_part
    = !account.at("unrealized").is_null() && !flag_at(account, "unrealized_complete");
  return {row.daemon,
          text_of(account, "name"),
          text_of(account, "id"),
          {state, tone_of(state)},
          text_of(account, "mode"),
          text_of(account, "realized"),
          text_of(account, "unrealized") + (is_part ? " (incomplete)" : ""),
          text_of(account, "total"),
          flag_at(account, "unreadable") ? "-" : text_of(account, "open_positions"),
          nearest_cell(account),
          text_of(account, "day"),
          seconds_of(account, "next_reset_seconds"),
          seconds_of(account, "age_seconds")};
}

/// What is unusual about an account and has no column, in the order of a full account.
std::string remark_on(const json& account) {
  auto remarks = account.at("reasons");
  // Nothing but these is known then; the rest only looks as usual.
  if (flag_at(account, "unreadable"))
    return joined_texts(remarks);
  const auto& enforcement = account.at("enforcement");
  if (!flag_at(account, "can_trade"))
    remarks.push_back("the broker does not let it trade");
  if (account.at("last_reconciled").is_null())
    remarks.push_back("not reconciled yet");
  if (flag_at(enforcement, "active"))
    remarks.push_back("enforcing since "
                      + utc_of(completed(enforcement, {"started"}, {}), "started") + " UTC");
  if (const auto& safe = account.at("safe_mode"); safe.is_object())
    remarks.push_back("safe mode " + word_at(safe, "policy"));
  if (const auto notice = text_of(account, "notice"); !notice.empty())
    remarks.push_back(notice);
  if (account.at("pending").is_object())
    remarks.push_back("another configuration waits for the next reset");
  return joined_texts(remarks);
}

/// The rows of all accounts, each with the daemon before the name of its account.
json rows_of_all(const std::vector<fleet_row>& accounts, const char* name,
                 const std::vector<const char*>& members,
                 const std::vector<const char*>& in_seconds) {
  auto out = json::array();
  for (const auto& row : accounts)
    for (const auto& each : rows_at(row.account, name)) {
      out.push_back(completed(each, members, in_seconds));
      out.back()["name"] = row.daemon + " " + text_of(row.account, "name");
    }
  return out;
}

std::string part_of(const table& rows, const style& look) {
  return rows.empty() ? "" : "\n" + rows.render(look);
}

std::string holdings_part(const std::vector<fleet_row>& accounts, const style& look) {
  return part_of(
           locks_table(rows_of_all(accounts, "locks",
                                   {"rule", "lock", "policy", "reason", "breach", "since", "until"},
                                   {"remaining_seconds"}),
                       true),
           look)
         + part_of(positions_table(rows_of_all(accounts, "positions",
                                               {"contract", "product", "direction", "size",
                                                "average", "mark", "unrealized", "stop_coverage"},
                                               {"mark_age_seconds"}),
                                   true),
                   look)
         + part_of(orders_table(rows_of_all(accounts, "orders",
                                            {"order", "contract", "side", "type", "status", "size",
                                             "filled", "limit_price", "stop_price"},
                                            {}),
                                true),
                   look);
}

void add_to(json& object, const char* name, std::int64_t seconds) {
  const auto found = object.find(name);
  if (found != object.end() && found->is_number_integer())
    *found = std::max<std::int64_t>(0, found->get<std::int64_t>() + seconds);
}

std::string account_without_facts(const std::string& name, const char* why) {
  return "Account " + terminal::printable(name) + ": " + why + "\n";
}

} // namespace

json as_of_now(json account) {
  const auto age = account.at("age_seconds").get<std::int64_t>();
  add_to(account, "next_reset_seconds", -age);
  add_to(account, "last_reconciled_age_seconds", age);
  for (auto& each : account.at("locks"))
    add_to(each, "remaining_seconds", -age);
  for (auto& each : account.at("positions"))
    add_to(each, "mark_age_seconds", age);
  return account;
}

std::string fleet_accounts_part(const std::vector<fleet_row>& accounts, const style& look) {
  table rows{{{"Daemon"},
              {"Account"},
              {"Id"},
              {"State"},
              {"Mode"},
              {"Realized USD", alignment::right},
              {"Unrealized USD", alignment::right},
              {"Total USD", alignment::right},
              {"Positions", alignment::right},
              {"Nearest limit", alignment::right},
              {"Day"},
              {"Reset in", alignment::right},
              {"Age", alignment::right}}};
  std::string remarks;
  for (const auto& each : accounts) {
    rows.add_row(cells_of(each));
    if (const auto remark = remark_on(each.account); !remark.empty())
      remarks
        += terminal::printable(each.daemon + " " + text_of(each.account, "name") + ": " + remark)
           + "\n";
  }
  return part_of(rows, look) + remarks + holdings_part(accounts, look);
}

std::string fleet_account_block(const fleet_row& row, const style& look) {
  auto account = row.account;
  const auto name = text_of(account, "name") + " of " + row.daemon;
  if (flag_at(account, "unreadable"))
    return account_without_facts(name, "what its riskd tells cannot be read");
  account["name"] = name;
  // LOCKED stands beside the state there.
  if (text_of(account, "shown_as") == "silent")
    account["state"] = "SILENT, was " + text_of(account, "state");
  else if (text_of(account, "shown_as") == "unprotected")
    account["state"] = "UNPROTECTED";
  try {
    return account_block(account, look);
  } catch (const json::exception&) {
    return account_without_facts(name, "its riskd tells it in a form that this riskctl is not for");
  }
}

} // namespace riskd::riskctl
