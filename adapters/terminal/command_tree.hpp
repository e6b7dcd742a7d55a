#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace riskd::terminal {

/// An option or a positional argument of a command.
struct option_description {
  /// `-h`, `--help`; empty for a positional argument.
  std::vector<std::string> names;
  /// What stands for its value in help texts, such as `NAME`; empty for a flag.
  std::string value;
  /// The values it accepts, if it is one of a few words.
  std::vector<std::string> choices;
  /// The value is the path of a file.
  bool is_path = false;
  bool is_required = false;
  std::string help;

  [[nodiscard]] bool is_positional() const {
    return names.empty();
  }
};

/// A program or one of its commands, with what `--help` knows about it.
struct command_description {
  std::string name;
  std::string help;
  /// What stands below the help text, usually examples.
  std::string footer;
  std::vector<option_description> options;
  std::vector<command_description> commands;
};

/// Reads a command tree off a parser, without what is hidden (an empty group).
[[nodiscard]] command_description describe(const CLI::App& app);

} // namespace riskd::terminal
