#include "adapters/terminal/completion.hpp"

#include <string_view>

namespace riskd::terminal {

namespace {

/// A word in single quotes.
std::string quote(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + "'";
}

/// The condition under which the options and commands of `of` are offered: its name has been
/// written and none of the names below it.
std::string condition_of(const std::string& above, const command_description& of) {
  std::string below;
  for (const auto& each : of.commands)
    below += " " + each.name;
  if (below.empty())
    return above;
  return (above.empty() ? "" : above + "; and ") + "not __fish_seen_subcommand_from" + below;
}

std::string option_line(const std::string& start, const option_description& option) {
  auto out = start;
  for (const auto& name : option.names)
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  std::string choices;
  for (const auto& each : option.choices)
    choices += (choices.empty() ? "" : " ") + each;
  if (!choices.empty())
    out += (option.is_positional() ? " -a " : " -x -a ") + quote(choices);
  else if (!option.value.empty())
    out += option.is_path ? " -r -F" : " -x";
  return out + " -d " + quote(option.help) + "\n";
}

void add_lines(std::string& out, const std::string& program, const std::string& above,
               const command_description& of) {
  const auto condition = condition_of(above, of);
  const auto start
    = "complete -c " + program + (condition.empty() ? "" : " -n " + quote(condition));
  for (const auto& each : of.options)
    if (!each.is_positional() || !each.choices.empty())
      out += option_line(start, each);
  for (const auto& each : of.commands)
    out += start + " -a " + each.name + " -d " + quote(each.help) + "\n";
  for (const auto& each : of.commands)
    add_lines(out, program,
              (above.empty() ? "" : above + "; and ") + "__fish_seen_subcommand_from " + each.name,
              each);
}

} // namespace

std::string fish_completion(const command_description& program) {
  auto out = "# fish completion for " + program.name + "\ncomplete -c " + program.name + " -f\n";
  add_lines(out, program.name, "", program);
  return out;
}

} // namespace riskd::terminal
