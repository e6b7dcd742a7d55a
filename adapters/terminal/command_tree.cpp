#include "adapters/terminal/command_tree.hpp"

#include <CLI/CLI.hpp>

#include <string_view>

namespace riskd::terminal {

namespace {

/// Takes the words out of a type such as `TEXT:{bash,fish,zsh}`.
std::vector<std::string> choices_in(std::string_view type) {
  std::vector<std::string> found;
  const auto begin = type.find('{');
  const auto end = type.find('}', begin);
  if (begin == std::string_view::npos || end == std::string_view::npos)
    return found;
  auto words = type.substr(begin + 1, end - begin - 1);
  while (!words.empty()) {
    const auto comma = words.find(',');
    found.emplace_back(words.substr(0, comma));
    words.remove_prefix(comma == std::string_view::npos ? words.size() : comma + 1);
  }
  return found;
}

option_description describe_option(const CLI::Option& option) {
  option_description out;
  for (const auto& each : option.get_snames())
    out.names.push_back("-" + each);
  for (const auto& each : option.get_lnames())
    out.names.push_back("--" + each);
  const bool is_flag = option.get_items_expected_max() == 0;
  const auto type = is_flag ? std::string{} : option.get_type_name();
  out.choices = choices_in(type);
  out.is_path = type.find("PATH") != std::string::npos || type.find("FILE") != std::string::npos;
  out.value = type.substr(0, type.find(':'));
  if (out.is_positional())
    out.value = option.get_name(true);
  out.is_required = option.get_required();
  out.help = option.get_description();
  return out;
}

/// CLI11 lets a command inherit the footer of the one above it, whose examples are not its own.
std::string own_footer(const CLI::App& app) {
  const auto* above = app.get_parent();
  auto footer = app.get_footer();
  return above != nullptr && above->get_footer() == footer ? std::string{} : footer;
}

} // namespace

command_description describe(const CLI::App& app) {
  command_description out{app.get_name(), app.get_description(), own_footer(app), {}, {}};
  const auto is_shown = [](const auto* each) {
    return !each->get_group().empty();
  };
  for (const auto* each : app.get_options(is_shown))
    out.options.push_back(describe_option(*each));
  for (const auto* each : app.get_subcommands(is_shown))
    out.commands.push_back(describe(*each));
  return out;
}

} // namespace riskd::terminal
