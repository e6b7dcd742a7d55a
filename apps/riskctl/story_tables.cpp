#include "apps/riskctl/story_tables.hpp"

#include <array>
#include <cstdio>
#include <utility>
#include <vector>

namespace riskd::riskctl {

using terminal::alignment;
using terminal::cell;
using terminal::column;
using terminal::style;
using terminal::table;
using terminal::tone;

std::string precise_utc_of(const json& object, const char* key) {
  auto text = text_of(object, key);
  constexpr std::size_t to_milliseconds = 23;
  if (text.size() > to_milliseconds) {
    text.resize(to_milliseconds);
    text[10] = ' ';
  }
  return text;
}

std::string delay_of(const json& object, const char* key) {
  const auto& value = object.at(key);
  if (value.is_null())
    return "-";
  const auto microseconds = value.get<std::int64_t>();
  const bool in_seconds = microseconds >= 1'000'000 || microseconds <= -1'000'000;
  const auto unit = in_seconds ? 1'000'000 : 1'000;
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "%s%lld.%lld %s", microseconds < 0 ? "-" : "",
                static_cast<long long>(std::abs(microseconds) / unit),
                static_cast<long long>(std::abs(microseconds) % unit / (unit / 10)),
                in_seconds ? "s" : "ms");
  return out.data();
}

std::string section(const std::string& title, const table& rows, const char* if_none,
                    const style& look) {
  return "\n" + look.paint(tone::heading, title) + "\n"
         + (rows.empty() ? std::string{"  "} + if_none + "\n" : rows.render(look, 2));
}

table past_locks_table(const json& locks, bool with_account) {
  std::vector<column> columns{
    {"Rule"},        {"Lock"},        {"Policy"},      {"Reason"}, {"Breach", alignment::right},
    {"Since (UTC)"}, {"Until (UTC)"}, {"Ended (UTC)"}, {"By"}};
  if (with_account)
    columns.insert(columns.begin(), column{"Account"});
  table out{columns};
  for (const auto& each : locks) {
    const bool is_over = !each.at("ended").is_null();
    std::vector<cell> cells{{text_of(each, "rule"), is_over ? tone::plain : tone::warning},
                            text_of(each, "lock"),
                            text_of(each, "policy"),
                            text_of(each, "reason"),
                            text_of(each, "breach"),
                            utc_of(each, "since"),
                            each.at("until").is_null() ? "until it clears" : utc_of(each, "until"),
                            is_over ? utc_of(each, "ended") : "in force",
                            text_of(each, "ended_by")};
    if (with_account)
      cells.insert(cells.begin(), cell{name_of(each)});
    out.add_row(std::move(cells));
  }
  return out;
}

table past_trades_table(const json& trades) {
  table out{{{"Time (UTC)"},
             {"Trade", alignment::right},
             {"Contract"},
             {"Side"},
             {"Size", alignment::right},
             {"Price", alignment::right},
             {"Net USD", alignment::right},
             {"Day"}}};
  for (const auto& each : trades)
    out.add_row({utc_of(each, "ts"), text_of(each, "trade"), text_of(each, "contract"),
                 text_of(each, "side"), text_of(each, "size"), text_of(each, "price"),
                 each.at("voided").get<bool>() ? "voided" : text_of(each, "net"),
                 text_of(each, "day")});
  return out;
}

table commands_table(const json& commands) {
  table out{{{"Decided (UTC)"},
             {"Command"},
             {"Contract"},
             {"Order", alignment::right},
             {"Size", alignment::right},
             {"Try", alignment::right},
             {"Outcome"},
             {"To wire", alignment::right},
             {"To reply", alignment::right}}};
  for (const auto& each : commands) {
    const auto outcome = text_of(each, "outcome");
    out.add_row({precise_utc_of(each, "decided"),
                 text_of(each, "command"),
                 text_of(each, "contract"),
                 text_of(each, "order"),
                 text_of(each, "size"),
                 text_of(each, "attempt"),
                 {outcome, outcome == "accepted" ? tone::plain : tone::warning},
                 delay_of(each, "to_wire_us"),
                 delay_of(each, "to_reply_us")});
  }
  return out;
}

table log_table(const json& records) {
  table out{{{"Time (UTC)"}, {"Account"}, {"What"}, {"Rule"}, {"Text"}}};
  for (const auto& each : records)
    out.add_row({utc_of(each, "ts"), each.at("id").is_null() ? "-" : name_of(each),
                 text_of(each, "type"), text_of(each, "rule"), text_of(each, "text")});
  return out;
}

table breaches_table(const json& breaches, bool with_account) {
  std::vector<column> columns{{"Time (UTC)"},
                              {"Breach", alignment::right},
                              {"Rule"},
                              {"About"},
                              {"Found", alignment::right},
                              {"Limit", alignment::right},
                              {"Unit"},
                              {"Action"}};
  if (with_account)
    columns.insert(columns.begin(), column{"Account"});
  table out{columns};
  for (const auto& each : breaches) {
    std::vector<cell> cells{precise_utc_of(each, "ts"), text_of(each, "breach"),
                            text_of(each, "rule"),      text_of(each, "about"),
                            text_of(each, "observed"),  text_of(each, "limit"),
                            text_of(each, "unit"),      text_of(each, "action")};
    if (with_account)
      cells.insert(cells.begin(), cell{name_of(each)});
    out.add_row(std::move(cells));
  }
  return out;
}

} // namespace riskd::riskctl
