#include "adapters/terminal/full_screen.hpp"

#include "adapters/terminal/terminal_type.hpp"

#include <curses.h>
#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <cwchar>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace riskd::terminal {

namespace {

std::string variable(const char* name) {
  const auto* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The first of the variables that say which characters the terminal takes.
std::string wanted_locale() {
  for (const auto* name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (auto value = variable(name); !value.empty())
      return value;
  return "";
}

/// Tells the C library which characters the terminal takes. Logins from elsewhere often name a
/// locale that is not installed here; their terminal takes UTF-8 all the same.
charset set_locale() {
  if (std::setlocale(LC_CTYPE, "") == nullptr) {
    const auto wanted = wanted_locale();
    const bool is_utf8 = wanted.find("UTF-8") != std::string::npos
                         || wanted.find("utf8") != std::string::npos
                         || wanted.find("UTF8") != std::string::npos;
    std::setlocale(LC_CTYPE, is_utf8 ? "C.UTF-8" : "C");
  }
  const auto codeset = std::string_view{::nl_langinfo(CODESET)};
  return codeset == "UTF-8" ? charset::unicode : charset::ascii;
}

/// Curses has a number for each pair of colours.
short pair_of(tone what) {
  switch (what) {
    case tone::good:
      return 1;
    case tone::warning:
      return 2;
    case tone::bad:
      return 3;
    default:
      return 0;
  }
}

attr_t attributes_of(appearance looks) {
  attr_t out = looks.inverse ? A_REVERSE : A_NORMAL;
  if (looks.what == tone::heading || looks.what == tone::bad)
    out |= A_BOLD;
  // Dim letters on an inverse ground cannot be read on many terminals.
  if (looks.what == tone::faint && !looks.inverse)
    out |= A_DIM;
  return out;
}

/// The character as the terminal's library takes it: what it would not place where the canvas has
/// it becomes `?`.
wchar_t shown_as(char32_t character) {
  const auto wide = static_cast<wchar_t>(character);
  return ::wcwidth(wide) == static_cast<int>(columns_of(character)) ? wide : L'?';
}

std::optional<key> key_of(wint_t code, bool is_function_key) {
  if (!is_function_key) {
    switch (code) {
      case L'\r':
      case L'\n':
        return key{key_kind::enter};
      case 0x1b:
        return key{key_kind::escape};
      case 0x08:
      case 0x7f:
        return key{key_kind::erase};
      default:
        return key{key_kind::character, static_cast<char32_t>(code)};
    }
  }
  switch (code) {
    case KEY_UP:
      return key{key_kind::up};
    case KEY_DOWN:
      return key{key_kind::down};
    case KEY_LEFT:
      return key{key_kind::left};
    case KEY_RIGHT:
      return key{key_kind::right};
    case KEY_PPAGE:
      return key{key_kind::page_up};
    case KEY_NPAGE:
      return key{key_kind::page_down};
    case KEY_HOME:
      return key{key_kind::home};
    case KEY_END:
      return key{key_kind::end};
    case KEY_ENTER:
      return key{key_kind::enter};
    case KEY_BACKSPACE:
      return key{key_kind::erase};
    case KEY_F(1):
      return key{key_kind::help};
    default:
      return std::nullopt;
  }
}

} // namespace

/// What curses holds of the terminal.
struct full_screen::curses {
  SCREEN* screen = nullptr;
  charset known = charset::ascii;
  bool coloured = false;

  curses() = default;
  curses(const curses&) = delete;
  curses& operator=(const curses&) = delete;

  ~curses() {
    if (screen == nullptr)
      return;
    ::endwin();
    ::delscreen(screen);
  }

  void prepare(bool with_colours) {
    ::set_escdelay(50);
    ::cbreak();
    ::noecho();
    ::nonl();
    ::intrflush(stdscr, FALSE);
    ::keypad(stdscr, TRUE);
    ::nodelay(stdscr, TRUE);
    ::curs_set(0);
    if (!with_colours || !::has_colors())
      return;
    ::start_color();
    const bool has_ground = ::use_default_colors() == OK;
    const short ground = has_ground ? -1 : COLOR_BLACK;
    ::init_pair(pair_of(tone::good), COLOR_GREEN, ground);
    ::init_pair(pair_of(tone::warning), COLOR_YELLOW, ground);
    ::init_pair(pair_of(tone::bad), COLOR_RED, ground);
    coloured = true;
  }

  /// The pieces of a row that look the same are written at once.
  void draw_row(const canvas& picture, std::size_t row) const {
    const auto columns = picture.size().columns;
    for (std::size_t begin = 0; begin < columns;) {
      const auto looks = picture.at(row, begin).looks;
      std::wstring text;
      auto end = begin;
      for (; end < columns && picture.at(row, end).looks == looks; ++end)
        if (const auto character = picture.at(row, end).character; character != 0)
          text += shown_as(character);
      ::attr_set(attributes_of(looks), coloured ? pair_of(looks.what) : short{0}, nullptr);
      ::mvaddnwstr(static_cast<int>(row), static_cast<int>(begin), text.c_str(),
                   static_cast<int>(text.size()));
      begin = end;
    }
  }
};

full_screen::full_screen(std::unique_ptr<curses> owned) : curses_(std::move(owned)) {
}

full_screen::~full_screen() = default;

full_screen::opened full_screen::open(bool with_colours) {
  const auto known = set_locale();
  if (auto fault = fault_of_terminal(); !fault.empty())
    return {nullptr, std::move(fault)};
  auto owned = std::make_unique<curses>();
  owned->known = known;
  owned->screen = ::newterm(nullptr, stdout, stdin);
  if (owned->screen == nullptr)
    return {nullptr, "the terminal cannot be taken over"};
  owned->prepare(with_colours);
  return {std::unique_ptr<full_screen>{new full_screen{std::move(owned)}}, ""};
}

charset full_screen::known() const {
  return curses_->known;
}

screen_size full_screen::size() {
  winsize found{};
  // Serial lines know no size; then that of the terminal's description counts.
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &found) == 0 && found.ws_row > 0 && found.ws_col > 0
      && (found.ws_row != LINES || found.ws_col != COLS))
    ::resizeterm(found.ws_row, found.ws_col);
  return {static_cast<std::size_t>(LINES), static_cast<std::size_t>(COLS)};
}

void full_screen::draw(const canvas& picture) {
  ::erase();
  for (std::size_t row = 0; row < picture.size().rows; ++row)
    curses_->draw_row(picture, row);
  ::wnoutrefresh(stdscr);
  ::doupdate();
}

void full_screen::forget() {
  ::clearok(curscr, TRUE);
}

std::vector<key> full_screen::typed() {
  std::vector<key> out;
  wint_t code = 0;
  for (int kind = 0; (kind = ::get_wch(&code)) != ERR;)
    if (const auto found = key_of(code, kind == KEY_CODE_YES))
      out.push_back(*found);
  return out;
}

} // namespace riskd::terminal
