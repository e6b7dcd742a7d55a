#include "apps/riskctl/watch_help.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace riskd::riskctl::watch {

namespace {

using terminal::line;
using terminal::tone;

/// A key and what it does.
struct meaning {
  std::string_view name;
  std::string_view text;
};

constexpr std::array<meaning, 12> keys{{
  {"Up Down k j", "choose an account, or scroll"},
  {"PgUp PgDn", "half a screen"},
  {"Home End g G", "the first, the last"},
  {"Enter Right", "open the chosen account"},
  {"Esc Left b", "go back; in the list: show all accounts"},
  {"/", "filter by name, id, state or mode; Enter keeps it, Esc drops it"},
  {"f", "all, in trouble, locked, or with positions only"},
  {"s", "sort: worst, configured, name, total, used, lock"},
  {"r", "reverse the order"},
  {"? h F1", "this page"},
  {"Ctrl-L", "draw the screen anew"},
  {"q Ctrl-C", "quit; riskd goes on"},
}};

constexpr std::array<meaning, 9> columns{{
  {"LOCKED", "time until the last lock ends; each one ends by itself"},
  {"USED", "how much of its tightest limit in dollars is used"},
  {"TO BREACH", "dollars until that limit breaks"},
  {"ARMED", "rules just proven to fire, of those switched on"},
  {"STOPS", "contracts that working stops cover, of those held"},
  {"OPEN USD", "result of open positions at their marks"},
  {"RESET IN", "time until the trading day ends"},
  {"AGE", "how old a mark is"},
  {"data", "how old what you see is"},
}};

line explained(const meaning& x) {
  constexpr std::size_t name_width = 14;
  auto name = std::string{x.name};
  name.resize(name_width, ' ');
  return {{"  " + name, tone::heading}, std::string{x.text}};
}

/// What the last line offers, the most wanted first.
std::vector<meaning> offers_of(const view_state& state) {
  if (state.typing)
    return {{"Enter", "keep the filter"}, {"Esc", "drop it"}};
  if (state.shown == page::overview)
    return {{"q", "quit"},   {"?", "help"}, {"Enter", "open"}, {"Up/Down", "choose"},
            {"/", "filter"}, {"f", "only"}, {"s", "sort"},     {"r", "reverse"}};
  return {{"q", "quit"}, {"Esc", "back"}, {"Up/Down", "scroll"}, {"?", "help"}};
}

} // namespace

std::vector<line> help_lines() {
  std::vector<line> out{{{"KEYS", tone::heading}}};
  for (const auto& each : keys)
    out.push_back(explained(each));
  out.push_back({{"WORDS", tone::heading}});
  for (const auto& each : columns)
    out.push_back(explained(each));
  return out;
}

line keys_of(const view_state& state, std::size_t width) {
  line out;
  std::size_t used = 0;
  for (const auto& each : offers_of(state)) {
    const auto needed = (out.empty() ? 0 : 2) + each.name.size() + 1 + each.text.size();
    if (used + needed > width)
      break;
    out.emplace_back(std::string(out.empty() ? 0 : 2, ' '));
    out.emplace_back(std::string{each.name}, tone::heading);
    out.emplace_back(" " + std::string{each.text}, tone::faint);
    used += needed;
  }
  return out;
}

} // namespace riskd::riskctl::watch
