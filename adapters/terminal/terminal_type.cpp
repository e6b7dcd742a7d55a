// Apart from what draws: the description of a terminal comes with macros for everyday words.
#include "adapters/terminal/terminal_type.hpp"

#include <curses.h>
#include <term.h>
#include <unistd.h>

#include <cstdlib>

namespace riskd::terminal {

std::string fault_of_terminal() {
  if (::isatty(STDOUT_FILENO) != 1)
    return "standard output is no terminal";
  if (::isatty(STDIN_FILENO) != 1)
    return "standard input is no terminal";
  const auto* variable = std::getenv("TERM");
  const auto type = std::string{variable == nullptr ? "" : variable};
  int found = 0;
  if (type.empty())
    return "the type of the terminal is not known: TERM is not set";
  if (::setupterm(nullptr, STDOUT_FILENO, &found) != OK)
    return "nothing is known here of terminals of the type '" + type
           + "' (TERM); xterm-256color fits most";
  auto name = std::string{"cup"};
  const bool can_place = ::tigetstr(name.data()) != nullptr;
  ::del_curterm(cur_term);
  return can_place ? "" : "a terminal of the type '" + type + "' (TERM) cannot show a screen";
}

} // namespace riskd::terminal
