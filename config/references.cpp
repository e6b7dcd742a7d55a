#include "config/references.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace riskd::config {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_prefix = "file:";

/// Far more than any secret or list of them takes.
constexpr std::uintmax_t secret_size_max = 64 * 1024;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_variable_name(std::string_view text) {
  return !text.empty() && !(text.front() >= '0' && text.front() <= '9')
         && std::all_of(text.begin(), text.end(), is_name_character);
}

std::string_view variable_name(std::string_view reference) {
  return reference.substr(2, reference.size() - 3);
}

/// A small file that only its owner can read, or why it cannot be used.
struct private_file {
  std::optional<std::string> content;
  std::string fault;
};

/// @param by_system The file belongs to systemd, which opens its credentials to the service's user
/// by an access list that shows as group permission.
private_file read_private_file(const fs::path& path, bool by_system = false) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (error || !fs::is_regular_file(status))
    return {std::nullopt, path.string() + ", which is no file that can be read"};
  auto open_to = fs::perms::others_read | fs::perms::others_write;
  if (!by_system)
    open_to |= fs::perms::group_read | fs::perms::group_write;
  if ((status.permissions() & open_to) != fs::perms::none)
    return {std::nullopt, path.string() + ", which other users can read (chmod 600 it)"};
  if (fs::file_size(path, error) > secret_size_max || error)
    return {std::nullopt, path.string() + ", which is too large"};
  auto file = std::ifstream{path, std::ios::binary};
  auto content = std::string{std::istreambuf_iterator{file}, {}};
  if (!file)
    return {std::nullopt, path.string() + ", which cannot be read"};
  return {std::move(content), {}};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto begin = text.find_first_not_of(blank);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
}

std::string_view unquoted(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == text.back()
                         && (text.front() == '"' || text.front() == '\'');
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

/// Reads lines `NAME=value`, with blank lines, `#` comments, `export` and quotation marks around a
/// value. Returns the number of the first line that is none of this, or 0.
std::size_t read_variables(std::string_view content,
                           std::map<std::string, secret<std::string>>& out) {
  for (std::size_t number = 1; !content.empty(); ++number) {
    const auto end = std::min(content.find('\n'), content.size());
    auto line = trimmed(content.substr(0, end));
    content.remove_prefix(std::min(end + 1, content.size()));
    if (line.empty() || line.front() == '#')
      continue;
    if (line.starts_with("export "))
      line = trimmed(line.substr(7));
    const auto equals = line.find('=');
    if (equals == std::string_view::npos || !is_variable_name(trimmed(line.substr(0, equals))))
      return number;
    out.insert_or_assign(std::string{trimmed(line.substr(0, equals))},
                         secret{std::string{unquoted(trimmed(line.substr(equals + 1)))}});
  }
  return 0;
}

} // namespace

std::optional<std::string> process_environment(const std::string& name) {
  const auto* found = std::getenv(name.c_str());
  return found ? std::optional<std::string>{found} : std::nullopt;
}

bool is_environment_reference(std::string_view text) {
  return text.size() > 3 && text.starts_with("${") && text.ends_with("}")
         && is_variable_name(variable_name(text));
}

bool is_file_reference(std::string_view text) {
  return text.starts_with(file_prefix) && text.size() > file_prefix.size();
}

reference_resolver::reference_resolver(const load_context& context, fs::path beside)
  : purpose_(context.purpose), environment_(context.environment), beside_(std::move(beside)) {
}

void reference_resolver::read_env_files(const value& root, problem_list& problems) {
  if (purpose_ == load_purpose::replay)
    return;
  if (const auto* gateway = root.find("gateway"))
    read_env_file(*gateway, problems);
  if (const auto* gateways = root.find("gateways"))
    for (const auto& each : gateways->members)
      read_env_file(each.content, problems);
}

void reference_resolver::read_env_file(const value& gateway, problem_list& problems) {
  const auto* at = gateway.find("env_file");
  if (!at || at->kind != value_kind::text)
    return;
  auto path = std::optional{at->text};
  if (is_environment_reference(at->text))
    path = environment_(std::string{variable_name(at->text)});
  if (!path)
    return; // Reported when the reference itself is resolved.
  const auto read = read_private_file(*path);
  if (!read.content) {
    report(*at, read.fault, "a file with mode 600", problems);
    return;
  }
  auto file = env_file{gateway.pointer, *path, {}};
  if (const auto line = read_variables(*read.content, file.content))
    report(*at, *path + ", whose line " + std::to_string(line) + " is no NAME=value",
           "lines NAME=value", problems);
  env_files_.push_back(std::move(file));
}

std::optional<std::string> reference_resolver::resolve(const value& at, problem_list& problems) {
  if (purpose_ == load_purpose::replay)
    return std::nullopt;
  std::optional<found_value> found;
  if (is_file_reference(at.text)) {
    found = find_file(at, problems);
  } else {
    found = find_variable(std::string{variable_name(at.text)}, at.pointer);
    if (!found)
      report(at, at.text + ", which nothing defines",
             "a variable of gateway.env_file or of the environment", problems);
  }
  if (found && found->content.empty()) {
    report(at, at.text + ", which is empty", "a value", problems);
    found.reset();
  }
  uses_.push_back({at.pointer, at.text, found ? found->source : std::string{}});
  if (!found)
    return std::nullopt;
  values_.insert_or_assign(at.pointer, secret{found->content});
  return found->content;
}

std::optional<std::string> reference_resolver::resolved(const std::string& pointer) const {
  const auto found = values_.find(pointer);
  return found == values_.end() ? std::nullopt : std::optional{found->second.reveal()};
}

std::optional<reference_resolver::found_value>
reference_resolver::find_variable(const std::string& name, const std::string& pointer) const {
  const auto own = [&](const env_file& x) {
    return pointer.starts_with(x.gateway + "/");
  };
  const bool in_gateway = pointer.starts_with("/gateway");
  for (const auto& file : env_files_) {
    // What belongs to one login must not come from another one's file.
    if (in_gateway && !own(file))
      continue;
    if (const auto found = file.content.find(name); found != file.content.end())
      return found_value{found->second.reveal(), file.path};
  }
  if (auto found = environment_(name))
    return found_value{std::move(*found), "process environment"};
  return std::nullopt;
}

std::optional<reference_resolver::found_value>
reference_resolver::find_file(const value& at, problem_list& problems) const {
  const auto name = fs::path{at.text.substr(file_prefix.size())};
  auto path = name.is_absolute() ? name : beside_ / name;
  bool by_system = false;
  if (const auto folder = environment_("CREDENTIALS_DIRECTORY"); folder && !name.is_absolute()) {
    std::error_code error;
    by_system = fs::exists(fs::path{*folder} / name, error);
    if (by_system)
      path = fs::path{*folder} / name;
  }
  auto read = read_private_file(path, by_system);
  if (!read.content) {
    report(at, read.fault, "a file with mode 600", problems);
    return std::nullopt;
  }
  while (read.content->ends_with('\n') || read.content->ends_with('\r'))
    read.content->pop_back();
  return found_value{std::move(*read.content), path.string()};
}

void reference_resolver::report(const value& at, std::string found, std::string allowed,
                                problem_list& problems) const {
  if (purpose_ == load_purpose::run)
    problems.add(problem_code::secret, at, std::move(found), std::move(allowed));
}

} // namespace riskd::config
