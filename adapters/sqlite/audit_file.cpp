#include "adapters/sqlite/audit_file.hpp"

#include "adapters/sqlite/posix_file.hpp"

#include <cerrno>
#include <fstream>
#include <utility>

namespace riskd::sqlite {

using domain::result;

namespace {

/// Returns what is wrong with the next line, or takes it into `so_far`.
std::optional<std::string> take_line(audit_check& so_far, const std::string& line) {
  const auto parsed = parse_audit_line(line);
  if (!parsed)
    return "the record was changed or is no audit record";
  if (so_far.records == 0)
    so_far.before = {parsed->link.n - 1, parsed->previous};
  if (auto misfit = misfit_of(so_far.records == 0 ? so_far.before : so_far.last, *parsed))
    return std::move(misfit->sentence);
  so_far.last = parsed->link;
  ++so_far.records;
  so_far.intact_bytes += line.size() + 1;
  return std::nullopt;
}

} // namespace

result<audit_check> scan_audit_file(const std::filesystem::path& file) {
  errno = 0;
  std::ifstream in{file, std::ios::binary};
  if (!in)
    return storage_failure("open", file, errno);
  audit_check found;
  std::string line;
  while (std::getline(in, line)) {
    if (in.eof()) {
      found.fragment = std::move(line);
      break;
    }
    if (auto wrong = take_line(found, line)) {
      found.broken = audit_break{found.records + 1, std::move(*wrong)};
      break;
    }
  }
  if (in.bad())
    return storage_failure("read", file, errno);
  return found;
}

result<audit_check> verify_audit_file(const std::filesystem::path& file) {
  auto found = scan_audit_file(file);
  if (found && !found->broken && !found->fragment.empty())
    found->broken = audit_break{found->records + 1, "the record is cut off"};
  return found;
}

} // namespace riskd::sqlite
