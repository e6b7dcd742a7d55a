#include "apps/riskctl/watch_state.hpp"

#include "adapters/terminal/characters.hpp"
#include "apps/riskctl/watch_figures.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace riskd::riskctl::watch {

namespace {

using terminal::key;
using terminal::key_kind;

constexpr std::size_t filter_length_max = 40;

std::string lower(std::string text) {
  for (auto& each : text)
    if (each >= 'A' && each <= 'Z')
      each = static_cast<char>(each - 'A' + 'a');
  return text;
}

bool is_in_trouble(const json& account) {
  return tone_of(text_of(account, "state")) != terminal::tone::good;
}

bool is_kept(const view_state& state, const json& account) {
  switch (state.kept) {
    case subset::troubled:
      return is_in_trouble(account);
    case subset::locked:
      return account.at("locked").get<bool>();
    case subset::holding:
      return !account.at("positions").empty();
    case subset::all:
      break;
  }
  return true;
}

bool matches(const view_state& state, const json& account) {
  if (state.filter.empty())
    return true;
  auto text = name_of(account);
  for (const auto* key : {"id", "state", "mode"})
    text += "\n" + text_of(account, key);
  return lower(std::move(text)).find(lower(state.filter)) != std::string::npos;
}

/// 0 for the worst.
int rank_of_state(const json& account) {
  static constexpr std::array<std::string_view, 3> worst{"UNPROTECTED", "DEGRADED", "STARTING"};
  const auto state = text_of(account, "state");
  return static_cast<int>(std::find(worst.begin(), worst.end(), state) - worst.begin());
}

std::int64_t total_of(const json& account) {
  const auto total = domain::parse_money(text_of(account, "total"));
  return total ? total->units() : std::numeric_limits<std::int64_t>::max();
}

/// Seconds until the account is free again; as long as can be for one that is not locked.
std::int64_t seconds_locked(const json& account) {
  const auto& locks = account.at("locks");
  if (locks.empty())
    return std::numeric_limits<std::int64_t>::max();
  const auto& longest = locks.front().at("remaining_seconds");
  return longest.is_null() ? std::numeric_limits<std::int64_t>::max() - 1
                           : longest.get<std::int64_t>();
}

bool comes_before(order wanted, const json& a, const json& b) {
  switch (wanted) {
    case order::worst:
      return std::tuple{rank_of_state(a), -use_of(a)} < std::tuple{rank_of_state(b), -use_of(b)};
    case order::name:
      return lower(name_of(a)) < lower(name_of(b));
    case order::total:
      return total_of(a) < total_of(b);
    case order::used:
      return use_of(a) > use_of(b);
    case order::lock:
      return seconds_locked(a) < seconds_locked(b);
    case order::configured:
      break;
  }
  return false;
}

template <class Enum>
void advance(Enum& x, Enum last) {
  x = x == last ? Enum{} : static_cast<Enum>(static_cast<unsigned>(x) + 1);
}

void move_choice(view_state& state, const json* answer, std::ptrdiff_t by) {
  if (answer == nullptr)
    return;
  const auto listed = listed_accounts(state, *answer);
  if (listed.empty())
    return;
  const auto last = static_cast<std::ptrdiff_t>(listed.size()) - 1;
  const auto from = static_cast<std::ptrdiff_t>(chosen_index(state, listed));
  const auto wanted = std::clamp(from + std::clamp(by, -last, last), std::ptrdiff_t{0}, last);
  state.chosen = name_of(*listed[static_cast<std::size_t>(wanted)]);
}

void move(view_state& state, const json* answer, std::ptrdiff_t by) {
  if (state.shown == page::overview) {
    move_choice(state, answer, by);
    return;
  }
  const auto step = static_cast<std::size_t>(by < 0 ? -by : by);
  // The end of the page is known when it is drawn.
  state.scroll = by < 0 ? state.scroll - std::min(state.scroll, step) : state.scroll + step;
}

void open_account(view_state& state, const json* answer) {
  if (state.shown != page::overview || answer == nullptr)
    return;
  const auto listed = listed_accounts(state, *answer);
  if (listed.empty())
    return;
  state.chosen = name_of(*listed[chosen_index(state, listed)]);
  state.shown = page::account;
  state.scroll = 0;
}

void go_back(view_state& state) {
  if (state.shown == page::overview) {
    state.filter.clear();
    state.kept = subset::all;
  }
  state.shown = state.shown == page::help ? state.before_help : page::overview;
  state.scroll = 0;
}

void toggle_help(view_state& state) {
  if (state.shown == page::help) {
    go_back(state);
    return;
  }
  state.before_help = state.shown;
  state.shown = page::help;
  state.scroll = 0;
}

void type(view_state& state, key pressed) {
  switch (pressed.kind) {
    case key_kind::enter:
      state.typing = false;
      break;
    case key_kind::escape:
      state.typing = false;
      state.filter.clear();
      break;
    case key_kind::erase: {
      auto characters = terminal::characters_of(state.filter);
      if (!characters.empty())
        characters.pop_back();
      state.filter = terminal::utf8_of(characters);
      break;
    }
    case key_kind::character:
      if (pressed.character >= U' ' && state.filter.size() < filter_length_max)
        state.filter += terminal::utf8_of(std::u32string(1, pressed.character));
      break;
    default:
      break;
  }
}

void press_on_overview(view_state& state, char32_t character) {
  switch (character) {
    case U'/':
      state.typing = true;
      state.filter.clear();
      break;
    case U'f':
      advance(state.kept, subset::holding);
      break;
    case U's':
      advance(state.sorted, order::lock);
      break;
    case U'r':
      state.reversed = !state.reversed;
      break;
    default:
      break;
  }
}

void press_character(view_state& state, char32_t character, const json* answer,
                     std::ptrdiff_t everything) {
  switch (character) {
    case U'q':
    case U'Q':
      state.over = true;
      break;
    case U'?':
    case U'h':
      toggle_help(state);
      break;
    case U'k':
      move(state, answer, -1);
      break;
    case U'j':
      move(state, answer, 1);
      break;
    case U'g':
      move(state, answer, -everything);
      break;
    case U'G':
      move(state, answer, everything);
      break;
    case U'b':
      go_back(state);
      break;
    default:
      if (state.shown == page::overview)
        press_on_overview(state, character);
  }
}

} // namespace

const char* to_string(order x) {
  constexpr std::array<const char*, 6> names{"worst first",     "as configured",
                                             "by name",         "lowest total first",
                                             "most used first", "next unlocked first"};
  return names[static_cast<std::size_t>(x)];
}

const char* to_string(subset x) {
  constexpr std::array<const char*, 4> names{"all", "in trouble", "locked", "with positions"};
  return names[static_cast<std::size_t>(x)];
}

std::vector<const json*> listed_accounts(const view_state& state, const json& answer) {
  std::vector<const json*> out;
  for (const auto& each : answer.at("accounts"))
    if (is_kept(state, each) && matches(state, each))
      out.push_back(&each);
  std::stable_sort(out.begin(), out.end(), [&state](const json* a, const json* b) {
    return comes_before(state.sorted, *a, *b);
  });
  if (state.reversed)
    std::reverse(out.begin(), out.end());
  return out;
}

std::size_t chosen_index(const view_state& state, const std::vector<const json*>& listed) {
  const auto found = std::find_if(listed.begin(), listed.end(), [&state](const json* each) {
    return name_of(*each) == state.chosen;
  });
  return found == listed.end() ? 0 : static_cast<std::size_t>(found - listed.begin());
}

void press(view_state& state, key pressed, const json* answer, std::size_t rows) {
  if (state.typing) {
    type(state, pressed);
    return;
  }
  const auto half_screen = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, rows / 2));
  constexpr std::ptrdiff_t everything = 1'000'000;
  switch (pressed.kind) {
    case key_kind::up:
      return move(state, answer, -1);
    case key_kind::down:
      return move(state, answer, 1);
    case key_kind::page_up:
      return move(state, answer, -half_screen);
    case key_kind::page_down:
      return move(state, answer, half_screen);
    case key_kind::home:
      return move(state, answer, -everything);
    case key_kind::end:
      return move(state, answer, everything);
    case key_kind::enter:
    case key_kind::right:
      return open_account(state, answer);
    case key_kind::escape:
    case key_kind::left:
    case key_kind::erase:
      return go_back(state);
    case key_kind::help:
      return toggle_help(state);
    case key_kind::character:
      return press_character(state, pressed.character, answer, everything);
  }
}

} // namespace riskd::riskctl::watch
