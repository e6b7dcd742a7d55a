#include "adapters/terminal/manual_page.hpp"

#include <algorithm>
#include <string_view>

namespace riskd::terminal {

namespace {

/// Text that the formatter must not take for its own language.
std::string escape(std::string_view text) {
  std::string out;
  bool at_line_start = true;
  for (const char c : text) {
    if (at_line_start && (c == '.' || c == '\''))
      out += "\\&";
    if (c == '-')
      out += "\\-";
    else if (c == '\\')
      out += "\\e";
    else
      out += c;
    at_line_start = c == '\n';
  }
  return out;
}

std::string in_bold(std::string_view text) {
  return "\\fB" + escape(text) + "\\fR";
}

std::string in_italics(std::string_view text) {
  return "\\fI" + escape(text) + "\\fR";
}

std::string upper(std::string text) {
  for (auto& each : text)
    if (each >= 'a' && each <= 'z')
      each = static_cast<char>(each - 'a' + 'A');
  return text;
}

std::string term(const option_description& option) {
  std::string out;
  for (const auto& name : option.names)
    out += (out.empty() ? "" : ", ") + in_bold(name);
  if (!option.value.empty())
    out += (out.empty() ? "" : " ") + in_italics(option.value);
  return out;
}

void add_option(std::string& out, const option_description& option) {
  out += ".TP\n" + term(option) + "\n" + escape(option.help);
  for (const auto& choice : option.choices)
    out += (&choice == &option.choices.front() ? ": " : ", ") + in_bold(choice);
  out += "\n";
}

/// The options that only `of` has: the page tells once about those that the program shares with its
/// commands.
void add_own_options(std::string& out, const command_description& of,
                     const std::vector<option_description>& shared) {
  for (const auto& each : of.options) {
    const auto is_same = [&each](const option_description& other) {
      return other.names == each.names;
    };
    if (each.is_positional() || std::none_of(shared.begin(), shared.end(), is_same))
      add_option(out, each);
  }
}

void add_verbatim(std::string& out, std::string_view text) {
  if (!text.empty())
    out += ".PP\n.nf\n" + escape(text) + "\n.fi\n";
}

std::string synopsis(const std::string& path, const command_description& of) {
  auto out = in_bold(path);
  for (const auto& each : of.options)
    if (each.is_positional())
      out += " " + in_italics(each.value);
    else if (each.is_required)
      out += " " + in_bold(each.names.back()) + " " + in_italics(each.value);
  return out + " [" + in_italics("OPTION") + "]...";
}

void add_commands(std::string& out, const std::string& path, const command_description& of,
                  const std::vector<option_description>& shared) {
  for (const auto& each : of.commands) {
    const auto below = path + " " + each.name;
    if (each.commands.empty()) {
      out += ".SS " + synopsis(below, each) + "\n" + escape(each.help) + "\n";
      add_own_options(out, each, shared);
      add_verbatim(out, each.footer);
    }
    add_commands(out, below, each, shared);
  }
}

} // namespace

std::string manual_page(const command_description& program, const manual_details& details) {
  const auto title = upper(program.name);
  std::string out = ".TH \"" + title + "\" \"" + std::to_string(details.section) + "\" \"\" \""
                    + details.source + "\"\n";
  out += ".SH NAME\n" + escape(program.name) + " \\- " + escape(program.help) + "\n";
  out += ".SH SYNOPSIS\n" + in_bold(program.name)
         + (program.commands.empty() ? "" : " " + in_italics("COMMAND")) + " ["
         + in_italics("OPTION") + "]...\n";
  out += ".SH OPTIONS\n";
  add_own_options(out, program, {});
  if (!program.commands.empty()) {
    out += ".SH COMMANDS\n";
    add_commands(out, program.name, program, program.options);
  }
  for (const auto& section : details.more) {
    out += ".SH \"" + section.title + "\"\n";
    for (const auto& [name, meaning] : section.terms)
      out += ".TP\n" + in_bold(name) + "\n" + escape(meaning) + "\n";
  }
  if (!program.footer.empty()) {
    constexpr std::string_view title_in_help = "Examples:\n";
    std::string_view examples = program.footer;
    if (examples.starts_with(title_in_help))
      examples.remove_prefix(title_in_help.size());
    out += ".SH EXAMPLES\n";
    add_verbatim(out, examples);
  }
  if (!details.see_also.empty()) {
    out += ".SH SEE ALSO\n";
    for (const auto& each : details.see_also)
      out += (&each == &details.see_also.front() ? "" : ",\n") + in_bold(each);
    out += "\n";
  }
  return out;
}

} // namespace riskd::terminal
