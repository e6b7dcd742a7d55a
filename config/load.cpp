#include "config/load.hpp"

#include "config/build.hpp"
#include "config/cross_check.hpp"
#include "config/document.hpp"
#include "config/effective.hpp"
#include "config/inspection.hpp"
#include "config/key_table.hpp"
#include "config/references.hpp"
#include "domain/contract_check.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

namespace riskd::config {

namespace {

/// Far more than anybody writes by hand.
constexpr std::uintmax_t file_size_max = std::uintmax_t{4} << 20U;

load_outcome refused(const problem_list& problems) {
  return {std::nullopt, problems.errors(), problems.warnings()};
}

problem unreadable(const std::filesystem::path& file, std::string fault) {
  return {problem_code::form,     "", {}, file.string() + ", which " + std::move(fault),
          "a configuration file", {}};
}

/// Why the system refused; empty if it did not say.
std::string reason_of(int error) {
  return error == 0 ? "" : " (" + std::generic_category().message(error) + ")";
}

std::optional<std::string> read_text(const std::filesystem::path& file, problem_list& problems) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    problems.add(unreadable(file, "is no file that can be read"));
    return std::nullopt;
  }
  if (std::filesystem::file_size(file, error) > file_size_max || error) {
    problems.add(unreadable(file, "is too large"));
    return std::nullopt;
  }
  errno = 0;
  auto stream = std::ifstream{file, std::ios::binary};
  auto text = std::string{std::istreambuf_iterator{stream}, {}};
  if (stream)
    return text;
  problems.add(unreadable(file, "cannot be read" + reason_of(errno)));
  return std::nullopt;
}

/// Secrets that the file leaves to their defaults are references as well.
void resolve_default_secrets(const value& file, const value& gateway,
                             reference_resolver& references, problem_list& problems) {
  for (const auto* key : {"username", "api_key"}) {
    const auto* found = gateway.find(key);
    if (!found || !found->is_default())
      continue;
    auto at = *found;
    at.where = gateway.is_default() ? file.where : gateway.where;
    static_cast<void>(references.resolve(at, problems));
  }
}

void resolve_default_secrets(const value& file, reference_resolver& references,
                             problem_list& problems) {
  if (const auto* gateway = file.find("gateway"))
    resolve_default_secrets(file, *gateway, references, problems);
  if (const auto* gateways = file.find("gateways"))
    for (const auto& each : gateways->members)
      resolve_default_secrets(file, each.content, references, problems);
}

} // namespace

load_outcome load_text(std::string_view text, const std::filesystem::path& beside,
                       const load_context& context) {
  RISKD_EXPECTS(context.zones && context.sha256 && context.environment);
  auto read = read_document(text);
  auto& problems = read.problems;
  if (!read.root)
    return refused(problems);
  auto references = reference_resolver{context, beside};
  references.read_env_files(*read.root, problems);
  inspection{context, references, problems}.check(*read.root, root_section());
  if (read.root->kind != value_kind::object)
    return refused(problems);
  const auto file = effective_file(*read.root);
  resolve_default_secrets(file, references, problems);
  const auto base = effective_base(file);
  const auto accounts = effective_accounts(file);
  check_together(file, base, accounts, context, problems);
  if (problems.has_errors())
    return refused(problems);
  auto settings = build(file, base, accounts, references, context);
  settings.warnings = problems.warnings();
  return {std::move(settings), {}, problems.warnings()};
}

load_outcome load(const std::filesystem::path& file, const load_context& context) {
  problem_list problems;
  const auto text = read_text(file, problems);
  return text ? load_text(*text, file.parent_path(), context) : refused(problems);
}

notification_outcome load_notifications(const std::filesystem::path& file,
                                        const load_context& context) {
  problem_list unread;
  const auto text = read_text(file, unread);
  if (!text)
    return {std::nullopt, unread.errors()};
  auto read = read_document(*text);
  auto& problems = read.problems;
  auto references = reference_resolver{context, file.parent_path()};
  if (read.root)
    inspection{context, references, problems}.check(*read.root, notification_file_section());
  if (problems.has_errors() || !read.root)
    return {std::nullopt, problems.errors()};
  return {build_notifications(effective_notification_file(*read.root), references), {}};
}

} // namespace riskd::config
