#pragma once

#include "adapters/terminal/canvas.hpp"
#include "adapters/terminal/key.hpp"

#include <memory>
#include <string>
#include <vector>

namespace riskd::terminal {

/// The whole terminal that a program runs in, until this is destroyed: then it is as it was before.
/// There is one at a time, and one thread uses it.
class full_screen {
public:
  /// What came of taking over the terminal.
  struct opened {
    /// Null if it cannot be had.
    std::unique_ptr<full_screen> screen;
    /// For people: why not.
    std::string fault;
  };

  /// Takes over the terminal of standard input and output; `with_colours` if it has any. That fails
  /// if the two are no terminal, or one of a type that is unknown here or cannot place its cursor.
  [[nodiscard]] static opened open(bool with_colours);

  full_screen(const full_screen&) = delete;
  full_screen& operator=(const full_screen&) = delete;
  ~full_screen();

  /// What the terminal can show, as the locale of the environment says.
  [[nodiscard]] charset known() const;

  /// How large it is at this moment.
  [[nodiscard]] screen_size size();

  /// Shows a picture. Only what differs from the last one is sent.
  void draw(const canvas& picture);

  /// Has the next picture sent whole, should another program have written over the last one.
  void forget();

  /// What was typed since the last call; does not wait.
  [[nodiscard]] std::vector<key> typed();

private:
  struct curses;

  explicit full_screen(std::unique_ptr<curses> owned);

  std::unique_ptr<curses> curses_;
};

} // namespace riskd::terminal
