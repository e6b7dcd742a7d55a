#include "adapters/terminal/completion.hpp"

#include <string_view>

namespace riskd::terminal {

namespace {

/// `risk-ctl` becomes `_risk_ctl`.
std::string function_name(const std::string& program) {
  auto out = "_" + program;
  for (auto& each : out)
    if (each == '-')
      each = '_';
  return out;
}

/// What may be written next after the command `of`.
std::string words_after(const command_description& of) {
  std::string out;
  const auto add = [&out](const std::string& word) {
    out += (out.empty() ? "" : " ") + word;
  };
  for (const auto& each : of.commands)
    add(each.name);
  for (const auto& each : of.options) {
    for (const auto& name : each.names)
      add(name);
    if (each.is_positional())
      for (const auto& choice : each.choices)
        add(choice);
  }
  return out;
}

/// Offers what `compgen` makes of the arguments, one proposal per line.
std::string fill(const std::string& arguments) {
  return "mapfile -t COMPREPLY < <(compgen " + arguments + " -- \"$current\")";
}

/// The `case` branches of one command and those below it.
struct branches {
  /// Follow the words that were written, from command to command.
  std::string walk;
  /// Complete the value of an option.
  std::string values;
  /// Complete anything else.
  std::string words;
};

void add_option(branches& out, const std::string& path, const option_description& option) {
  if (option.is_positional() || option.value.empty())
    return;
  std::string pattern;
  for (const auto& name : option.names)
    pattern.append(pattern.empty() ? "\"" : " | \"").append(path).append(" ").append(name) += '"';
  out.walk += "      " + pattern + ") ((index++)) ;;\n";
  std::string words;
  for (const auto& choice : option.choices)
    words += (words.empty() ? "" : " ") + choice;
  const auto action = option.is_path ? "compopt -o filenames 2>/dev/null\n      " + fill("-f")
                                     : fill("-W \"" + words + "\"");
  out.values += "    " + pattern + ")\n      " + action + "\n      return\n      ;;\n";
}

void add_branches(branches& out, const std::string& path, const command_description& of) {
  for (const auto& each : of.options)
    add_option(out, path, each);
  out.words += "    \"" + path + "\") words=\"" + words_after(of) + "\" ;;\n";
  for (const auto& each : of.commands) {
    const auto below = path + " " + each.name;
    out.walk.append("      \"").append(below).append("\") path=\"").append(below) += "\" ;;\n";
    add_branches(out, below, each);
  }
}

} // namespace

std::string bash_completion(const command_description& program) {
  branches parts;
  add_branches(parts, program.name, program);
  const auto function = function_name(program.name);
  return "# bash completion for " + program.name + "\n" + function + "() {\n"
         + "  local current=\"${COMP_WORDS[COMP_CWORD]}\"\n"
         + "  local previous=\"${COMP_WORDS[COMP_CWORD - 1]}\"\n" + "  local path=\"" + program.name
         + "\" words=\"\" index\n" + "  for ((index = 1; index < COMP_CWORD; index++)); do\n"
         + "    case \"$path ${COMP_WORDS[index]}\" in\n" + parts.walk + "    esac\n  done\n"
         + "  case \"$path $previous\" in\n" + parts.values + "  esac\n" + "  case \"$path\" in\n"
         + parts.words + "  esac\n" + "  " + fill("-W \"$words\"") + "\n}\n" + "complete -F "
         + function + " " + program.name + "\n";
}

} // namespace riskd::terminal
