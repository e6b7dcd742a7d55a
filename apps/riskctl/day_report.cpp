#include "apps/riskctl/day_report.hpp"

#include "apps/riskctl/report_parts.hpp"
#include "apps/riskctl/story_tables.hpp"

#include <vector>

namespace riskd::riskctl {

namespace {

using terminal::alignment;
using terminal::style;
using terminal::table;
using terminal::tone;

table days_table(const json& accounts) {
  table out{{{"Account"},
             {"Trades", alignment::right},
             {"Gross USD", alignment::right},
             {"Costs USD", alignment::right},
             {"Net USD", alignment::right},
             {"At reset", alignment::right},
             {"Breaches", alignment::right},
             {"Locks", alignment::right},
             {"Commands", alignment::right},
             {"Accepted", alignment::right},
             {"To wire", alignment::right},
             {"Longest", alignment::right},
             {"To reply", alignment::right},
             {"Longest", alignment::right}}};
  for (const auto& each : accounts) {
    const auto& result = each.at("result");
    const auto& commands = each.at("commands");
    out.add_row({name_of(each), text_of(result, "trades"), text_of(result, "gross"),
                 text_of(result, "costs"), text_of(result, "net"), text_of(each, "recorded"),
                 std::to_string(each.at("breaches").size())
                   + (each.at("has_more_breaches").get<bool>() ? "+" : ""),
                 std::to_string(each.at("locks").size()),
                 text_of(commands, "count") + (each.at("has_more_commands").get<bool>() ? "+" : ""),
                 text_of(commands, "accepted"), delay_of(commands.at("to_wire_us"), "median"),
                 delay_of(commands.at("to_wire_us"), "longest"),
                 delay_of(commands.at("to_reply_us"), "median"),
                 delay_of(commands.at("to_reply_us"), "longest")});
  }
  return out;
}

/// The list `key` of all accounts, or of the one that is given.
json gathered(const json& accounts, const char* key) {
  auto out = json::array();
  for (const auto& account : accounts)
    for (const auto& each : account.at(key))
      out.push_back(each);
  return out;
}

/// A text as a cell, quoted where it needs to be.
std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos)
    return text;
  std::string out = "\"";
  for (const char each : text)
    out += each == '"' ? std::string{"\"\""} : std::string{each};
  return out + "\"";
}

/// As `text_of`, but nothing for null.
std::string csv_text(const json& object, const char* key) {
  return object.at(key).is_null() ? "" : text_of(object, key);
}

std::string csv_line(const json& account) {
  const auto& result = account.at("result");
  const auto& commands = account.at("commands");
  const auto& wire = commands.at("to_wire_us");
  const auto& reply = commands.at("to_reply_us");
  const std::vector<std::string> cells{csv_text(account, "name"),
                                       csv_text(account, "id"),
                                       csv_text(account, "day"),
                                       csv_text(account, "begin"),
                                       csv_text(account, "end"),
                                       csv_text(result, "trades"),
                                       csv_text(result, "closing"),
                                       csv_text(result, "gross"),
                                       csv_text(result, "costs"),
                                       csv_text(result, "net"),
                                       csv_text(account, "recorded"),
                                       std::to_string(account.at("breaches").size()),
                                       std::to_string(account.at("locks").size()),
                                       csv_text(commands, "count"),
                                       csv_text(commands, "answered"),
                                       csv_text(commands, "accepted"),
                                       csv_text(wire, "median"),
                                       csv_text(wire, "longest"),
                                       csv_text(reply, "median"),
                                       csv_text(reply, "longest")};
  std::string out;
  for (const auto& each : cells)
    out += (out.empty() ? "" : ",") + csv_cell(each);
  return out + "\r\n";
}

table held_table(const json& positions) {
  table out{{{"Contract"},
             {"Side"},
             {"Size", alignment::right},
             {"Average", alignment::right},
             {"Told (UTC)"}}};
  for (const auto& each : positions)
    out.add_row({text_of(each, "contract"), text_of(each, "direction"), text_of(each, "size"),
                 text_of(each, "average"), utc_of(each, "told")});
  return out;
}

std::string moment_head(const json& answer, const style& look) {
  const auto& result = answer.at("result");
  auto out = look.paint(tone::heading, "Account " + terminal::printable(name_of(answer))) + "  "
             + text_of(answer, "id") + "  at " + precise_utc_of(answer, "at") + " UTC\n";
  if (const auto& run = answer.at("run"); !run.is_null())
    out += "  " + utc_of(run, "ts") + " UTC: " + terminal::printable(text_of(run, "text")) + "\n";
  return out + "  Realized by then on trading day " + text_of(answer, "day") + ": "
         + text_of(result, "net") + " USD net, " + text_of(result, "gross") + " gross, "
         + text_of(result, "trades") + " fills\n";
}

std::string unknown_text(const json& unknown, const style& look) {
  auto out = "\n" + look.paint(tone::heading, "What is not known") + "\n";
  for (const auto& each : unknown)
    out += "  " + terminal::printable(each.get<std::string>()) + "\n";
  return out;
}

} // namespace

std::string day_report(const json& answer, const style& look) {
  const auto& accounts = answer.at("accounts");
  if (accounts.empty())
    return "No account is known at its broker yet.\n";
  const auto& first = accounts.front();
  auto out
    = look.paint(tone::heading, "Trading day " + text_of(first, "day"))
      + (first.at("is_over").get<bool>() ? "" : ", not over yet") + "\n\n"
      + days_table(accounts).render(look)
      + section("Breaches", breaches_table(gathered(accounts, "breaches"), true), "None.", look)
      + section("Locks", past_locks_table(gathered(accounts, "locks"), true), "None.", look);
  return out;
}

std::string day_report_csv(const json& answer) {
  std::string out
    = "account,id,day,begin,end,trades,closing_trades,gross,costs,net,recorded_realized,breaches,"
      "locks,commands,answered,accepted,to_wire_median_us,to_wire_longest_us,to_reply_median_us,"
      "to_reply_longest_us\r\n";
  for (const auto& each : answer.at("accounts"))
    out += csv_line(each);
  return out;
}

std::string moment_report(const json& answer, const style& look) {
  return moment_head(answer, look)
         + section("Locked by", past_locks_table(answer.at("locks"), false),
                   "Nothing: no lock was in force.", look)
         + section("Breaches of the day until then, and those the locks came from",
                   breaches_table(answer.at("breaches"), false), "None.", look)
         + section("Positions that had changed that day", held_table(answer.at("positions")),
                   "None was open.", look)
         + section("Latest fills until then", past_trades_table(answer.at("trades")),
                   "None is on record.", look)
         + section("Latest records of the audit until then", log_table(answer.at("records")),
                   "None.", look)
         + unknown_text(answer.at("unknown"), look);
}

} // namespace riskd::riskctl
