#include "adapters/replay/story_writer.hpp"

#include "adapters/replay/characters.hpp"
#include "adapters/replay/story_words.hpp"
#include "adapters/terminal/table.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>
#include <utility>
#include <vector>

namespace riskd::replay {

using namespace domain;
using terminal::alignment;
using terminal::tone;

namespace {

/// `2026-03-03 09:00:10.250 -06:00`
std::string time_words(time_point at, const time_zone& zone) {
  using namespace std::chrono;
  const auto local = zone.to_local(at);
  const auto midnight = floor<days>(local);
  const hh_mm_ss clock{floor<milliseconds>(local - midnight)};
  const auto offset = floor<minutes>(local.time_since_epoch() - at.time_since_epoch());
  const hh_mm_ss shift{abs(offset)};
  std::array<char, 40> text{};
  const auto length = std::snprintf(
    text.data(), text.size(), " %02d:%02d:%02d.%03d %c%02d:%02d",
    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
    static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()),
    offset < minutes{0} ? '-' : '+', static_cast<int>(shift.hours().count()),
    static_cast<int>(shift.minutes().count()));
  return to_string(year_month_day{midnight})
         + std::string(text.data(), static_cast<std::size_t>(length));
}

std::string account_words(const std::optional<account_id>& x) {
  return x ? "account " + to_string(*x) : "-";
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

/// Texts of a recording may hold what no terminal should see.
std::string harmless(std::string_view text) {
  std::string out;
  while (!text.empty())
    text.remove_prefix(append_character(out, text));
  return terminal::printable(out);
}

std::string plural(std::uint64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

} // namespace

story_writer::story_writer(terminal::style look, zone_source zone_of)
  : look_(look), zone_of_(std::move(zone_of)) {
}

std::string story_writer::write(const replay_record& record) {
  count(record);
  const auto zone = record.account ? zone_of_(*record.account) : time_zone{};
  const auto account = account_words(record.account);
  account_width_ = std::max(account_width_, account.size());
  const auto cause = record.line ? "line " + std::to_string(*record.line) : std::string{"timer"};
  const auto [loudness, text] = tell(record.what, zone);
  return look_.paint(tone::faint, time_words(record.at, zone)) + "  "
         + padded(account, account_width_) + "  " + look_.paint(tone::faint, padded(cause, 9))
         + "  " + look_.paint(loudness, harmless(text)) + "\n";
}

void story_writer::count(const replay_record& record) {
  auto& own = tallies_[record.account];
  if (const auto* breach = std::get_if<breach_record>(&record.what)) {
    ++own.breaches;
    ++own.breaches_by_rule[breach->what.rule];
  } else if (const auto* lock = std::get_if<lock_record>(&record.what)) {
    own.locks += lock->extended ? 0 : 1;
  } else if (const auto* command = std::get_if<command_record>(&record.what)) {
    ++own.commands_by_name[name_of(command->what.order)];
  } else if (std::holds_alternative<alert_record>(record.what)) {
    ++own.alerts;
  }
}

std::string story_writer::summary(std::uint64_t events) const {
  tally all;
  for (const auto& [account, own] : tallies_) {
    all.breaches += own.breaches;
    all.locks += own.locks;
    for (const auto& [name, times] : own.commands_by_name)
      all.commands_by_name[name] += times;
  }
  std::uint64_t commands = 0;
  for (const auto& [name, times] : all.commands_by_name)
    commands += times;
  auto out = plural(events, "event", "events")
             + " read: " + plural(all.breaches, "breach", "breaches") + ", "
             + plural(all.locks, "lock", "locks") + ", " + plural(commands, "command", "commands")
             + ".\n";
  if (!tallies_.empty())
    out += "\n" + account_table();
  if (all.breaches > 0)
    out += "\n" + rule_table();
  return out;
}

std::string story_writer::account_table() const {
  std::set<std::string> commands;
  for (const auto& [account, own] : tallies_)
    for (const auto& [name, times] : own.commands_by_name)
      commands.insert(name);
  std::vector<terminal::column> columns{{"Account"},
                                        {"Breaches", alignment::right},
                                        {"Locks", alignment::right},
                                        {"Alerts", alignment::right}};
  for (const auto& name : commands)
    columns.push_back({as_words(name), alignment::right});
  terminal::table rows{std::move(columns)};
  for (const auto& [account, own] : tallies_) {
    std::vector<terminal::cell> cells{account ? to_string(*account) : "-",
                                      std::to_string(own.breaches), std::to_string(own.locks),
                                      std::to_string(own.alerts)};
    for (const auto& name : commands) {
      const auto found = own.commands_by_name.find(name);
      cells.emplace_back(std::to_string(found == own.commands_by_name.end() ? 0 : found->second));
    }
    rows.add_row(std::move(cells));
  }
  return rows.render(look_);
}

std::string story_writer::rule_table() const {
  terminal::table rows{{{"Rule"}, {"About"}, {"Account"}, {"Breaches", alignment::right}}};
  for (const auto& [account, own] : tallies_)
    for (const auto& [rule, times] : own.breaches_by_rule)
      rows.add_row({to_string(rule), subject_of(rule), account ? to_string(*account) : "-",
                    std::to_string(times)});
  return rows.render(look_);
}

} // namespace riskd::replay
