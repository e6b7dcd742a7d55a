#include "adapters/terminal/completion.hpp"

#include <string_view>

namespace riskd::terminal {

namespace {

/// Text inside a specification of `_arguments`, itself inside single quotes.
std::string argument_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'')
      out += "'\\'";
    else if (c == '[' || c == ']' || c == ':' || c == '\\')
      out += '\\';
    out += c;
  }
  return out;
}

/// How a value is completed.
std::string action_of(const option_description& option) {
  if (option.choices.empty())
    return option.is_path ? "_files" : " ";
  std::string words;
  for (const auto& each : option.choices)
    words += (words.empty() ? "" : " ") + each;
  return "(" + words + ")";
}

void add_argument(std::string& out, const option_description& option) {
  const auto value
    = option.value.empty() ? "" : ":" + argument_text(option.value) + ":" + action_of(option);
  if (option.is_positional()) {
    out += " \\\n    ':" + argument_text(option.value) + ":" + action_of(option) + "'";
    return;
  }
  for (const auto& name : option.names)
    out.append(" \\\n    '")
      .append(name)
      .append("[" + argument_text(option.help) + "]")
      .append(value)
      += "'";
}

void add_functions(std::string& out, const std::string& function, const command_description& of) {
  for (const auto& each : of.commands)
    add_functions(out, function + "_" + each.name, each);
  out += function + "() {\n  local curcontext=\"$curcontext\" state line\n  typeset -A opt_args\n"
         + "  _arguments -C";
  for (const auto& each : of.options)
    add_argument(out, each);
  if (!of.commands.empty())
    out += " \\\n    '1: :->command' \\\n    '*:: :->arguments'";
  out += "\n";
  if (of.commands.empty()) {
    out += "}\n\n";
    return;
  }
  out += "  case $state in\n    command)\n      local -a commands=(\n";
  for (const auto& each : of.commands)
    out += "        '" + each.name + ":" + argument_text(each.help) + "'\n";
  out += "      )\n      _describe command commands\n      ;;\n"
         "    arguments)\n      case $line[1] in\n";
  for (const auto& each : of.commands)
    out += "        " + each.name + ") " + function + "_" + each.name + " ;;\n";
  out += "      esac\n      ;;\n  esac\n}\n\n";
}

} // namespace

std::string zsh_completion(const command_description& program) {
  auto out = "#compdef " + program.name + "\n\n";
  add_functions(out, "_" + program.name, program);
  // Works both when loaded from $fpath and when read with `source`.
  return out + "if [ \"$funcstack[1]\" = \"_" + program.name + "\" ]; then\n  _" + program.name
         + " \"$@\"\nelse\n  compdef _" + program.name + " " + program.name + "\nfi\n";
}

} // namespace riskd::terminal
