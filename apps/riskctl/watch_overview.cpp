#include "apps/riskctl/watch_overview.hpp"

#include "adapters/terminal/fitted_table.hpp"
#include "apps/riskctl/watch_events.hpp"

#include <algorithm>
#include <utility>

namespace riskd::riskctl::watch {

namespace {

using terminal::alignment;
using terminal::cell;
using terminal::fitted_table;
using terminal::line;
using terminal::tone;

using lines = std::vector<line>;

/// From here on there is room for what is nice to have.
constexpr std::size_t wide_screen = 100;

/// How many rows each part of the overview gets, titles included; 0 for those left out.
struct shares {
  std::size_t accounts = 0;
  std::size_t summary = 0;
  std::size_t events = 0;
};

/// Accounts come first, then the chosen one, then events; but each of them gets a little before any
/// gets all that it could use.
shares divide(std::size_t rows, const shares& wanted) {
  constexpr std::size_t accounts_least = 6;
  constexpr std::size_t summary_least = 4;
  constexpr std::size_t events_least = 4;
  shares out;
  auto left = rows;
  const auto give = [&left](std::size_t& part, std::size_t most) {
    const auto more = std::min(left, most > part ? most - part : 0);
    part += more;
    left -= more;
  };
  give(out.accounts, std::min(wanted.accounts, accounts_least));
  if (left >= summary_least)
    give(out.summary, std::min(wanted.summary, summary_least));
  if (left >= events_least)
    give(out.events, std::min(wanted.events, events_least));
  if (out.summary > 0)
    give(out.summary, std::min(wanted.summary, std::max(summary_least, rows * 2 / 5)));
  give(out.accounts, wanted.accounts);
  if (out.summary > 0)
    give(out.summary, wanted.summary);
  if (out.events > 0)
    give(out.events, wanted.events);
  return out;
}

/// `+2 MNQ -1 ZN`, and how many of those contracts have stops.
std::string positions_text(const json& account) {
  std::string out;
  for (const auto& each : account.at("positions"))
    out += (out.empty() ? "" : " ") + std::string{text_of(each, "direction") == "long" ? "+" : "-"}
           + text_of(each, "size") + " " + text_of(each, "product");
  return out.empty() ? "-" : out;
}

cell stops_cell(const json& account) {
  std::int64_t size = 0;
  std::int64_t covered = 0;
  for (const auto& each : account.at("positions")) {
    size += each.at("size").get<std::int64_t>();
    covered += std::min(each.at("size").get<std::int64_t>(),
                        each.at("stop_coverage").get<std::int64_t>());
  }
  if (size == 0)
    return "-";
  return {std::to_string(covered) + "/" + std::to_string(size),
          covered < size ? tone::warning : tone::good};
}

cell armed_cell(const json& account) {
  std::size_t armed = 0;
  std::size_t enabled = 0;
  for (const auto& each : account.at("rules")) {
    const auto state = text_of(each, "state");
    enabled += state == "disabled" ? 0U : 1U;
    armed += state == "armed" ? 1U : 0U;
  }
  return {std::to_string(armed) + "/" + std::to_string(enabled),
          armed < enabled ? tone::warning : tone::plain};
}

/// The lock that ends last binds.
cell lock_cell(const json& account, const knowledge& known) {
  const auto& locks = account.at("locks");
  if (locks.empty())
    return account.at("locked").get<bool>() ? cell{"yes", tone::warning} : cell{"-"};
  return {countdown(known.left(locks.front(), "remaining_seconds"), "open end"), tone::warning};
}

/// The mode has a column of its own where there is room for one; SHADOW says it anyhow.
cell state_cell(const json& account, const paper& sheet) {
  auto out = state_word(account);
  const bool is_told = sheet.width >= wide_screen || out.text == "SHADOW";
  if (!is_told && text_of(account, "mode") == "shadow")
    out.text += " shadow";
  return out;
}

fitted_table account_table(const paper& sheet) {
  const std::size_t name_cut_to = sheet.width < wide_screen ? 16 : 26;
  return fitted_table{{{"  ACCOUNT", alignment::left, 0, 10, name_cut_to},
                       {"STATE", alignment::left, 1, 9},
                       {"LOCKED", alignment::right, 2, 8},
                       {"TOTAL USD", alignment::right, 3, 9},
                       {"USED", alignment::left, 4},
                       {"TO BREACH", alignment::right, 5, 10},
                       {"ARMED", alignment::right, 6},
                       {"MODE", alignment::left, 7, 7},
                       {"STOPS", alignment::right, 8},
                       {"POSITIONS", alignment::left, 9, 9, 9},
                       {"OPEN USD", alignment::right, 10, 9},
                       {"RESET IN", alignment::right, 11, 8}}};
}

void add_account(fitted_table& to, const json& account, const knowledge& known, bool is_chosen,
                 const paper& sheet) {
  const auto* limit = tightest_limit(account);
  const auto* mark = sheet.known == charset::unicode ? "\u25b8 " : "> ";
  const bool complete = account.at("unrealized_complete").get<bool>();
  to.add_row(
    {{(is_chosen ? mark : "  ") + name_of(account), is_chosen ? tone::heading : tone::plain},
     state_cell(account, sheet),
     lock_cell(account, known),
     text_of(account, "total"),
     limit == nullptr ? cell{"-"}
                      : use_cell(*limit, sheet.width < wide_screen ? 5 : 10, sheet.known),
     limit == nullptr ? cell{"-"} : room_cell(*limit),
     armed_cell(account),
     text_of(account, "mode"),
     stops_cell(account),
     positions_text(account),
     complete ? cell{text_of(account, "unrealized")} : cell{"no price", tone::warning},
     countdown(known.left(account, "next_reset_seconds"), "-")});
}

std::string accounts_title(const view_state& state, std::size_t shown, std::size_t all) {
  auto out = std::to_string(shown) + (shown == all ? "" : " of " + std::to_string(all))
             + (all == 1 ? " account" : " accounts") + ", " + to_string(state.sorted)
             + (state.reversed ? ", reversed" : "");
  if (state.kept != subset::all)
    out += ", only " + std::string{to_string(state.kept)};
  if (state.typing || !state.filter.empty())
    out += ", filter: " + state.filter + (state.typing ? "_" : "");
  return out;
}

/// The titles and as many rows as fit, the chosen one in the middle of those that do not.
lines account_rows(const std::vector<const json*>& listed, std::size_t chosen, std::size_t rows,
                   const knowledge& known, const paper& sheet) {
  if (listed.empty())
    return {{{"  No account is listed.", tone::faint}}};
  auto all = account_table(sheet);
  for (std::size_t i = 0; i < listed.size(); ++i)
    add_account(all, *listed[i], known, i == chosen, sheet);
  auto out = all.lines(sheet.width, sheet.known);
  const auto room = rows > 1 ? rows - 1 : 1;
  if (listed.size() <= room)
    return out;
  const auto first = std::min(chosen - std::min(chosen, room / 2), listed.size() - room);
  out.erase(out.begin() + 1 + static_cast<std::ptrdiff_t>(first + room), out.end());
  out.erase(out.begin() + 1, out.begin() + 1 + static_cast<std::ptrdiff_t>(first));
  return out;
}

/// Adds the beginning of `content` below a title, `rows` lines in all.
void add_part(lines& to, const std::string& title, lines content, std::size_t rows,
              const paper& sheet) {
  if (rows == 0)
    return;
  to.push_back(title_line(title, sheet));
  const auto shown = std::min(content.size(), rows - 1);
  std::move(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(shown),
            std::back_inserter(to));
}

} // namespace

line title_line(const std::string& title, const paper& sheet) {
  const auto* stroke = sheet.known == charset::unicode ? "\u2500" : "-";
  const auto text = terminal::cut_end(title, sheet.width < 6 ? 0 : sheet.width - 6, sheet.known);
  line out{{std::string{stroke} + stroke + " ", tone::faint}, {text + " ", tone::heading}};
  std::string rest;
  for (auto i = terminal::columns_of(text) + 4; i < sheet.width; ++i)
    rest += stroke;
  out.emplace_back(rest, tone::faint);
  return out;
}

lines overview(const view_state& state, const knowledge& known, std::size_t rows,
               const paper& sheet) {
  const auto listed = listed_accounts(state, *known.answer);
  const auto chosen = chosen_index(state, listed);
  auto lately = events_of(known);
  auto summary = listed.empty() ? lines{} : account_summary(*listed[chosen], known, sheet);
  const auto given = divide(rows, {std::max<std::size_t>(1, listed.size()) + 2,
                                   summary.empty() ? 0 : summary.size() + 1,
                                   lately.empty() ? 0 : lately.size() + 1});
  lines out;
  const auto title = accounts_title(state, listed.size(), known.answer->at("accounts").size());
  add_part(out, title,
           account_rows(listed, chosen, given.accounts - std::min<std::size_t>(1, given.accounts),
                        known, sheet),
           given.accounts, sheet);
  if (!summary.empty())
    add_part(out, name_of(*listed[chosen]), std::move(summary), given.summary, sheet);
  add_part(out, "lately", std::move(lately), given.events, sheet);
  return out;
}

} // namespace riskd::riskctl::watch
