#include "adapters/sqlite/guard_marker.hpp"

#include "adapters/sqlite/posix_file.hpp"

#include <charconv>
#include <cstdint>
#include <sstream>
#include <string>
#include <system_error>

namespace riskd::sqlite {

using domain::account_id;
using domain::result;

namespace {

constexpr const char* first_line = "accounts that riskd has guarded";

} // namespace

result<std::optional<std::set<account_id>>> read_marker(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error) && !error)
    return std::optional<std::set<account_id>>{};
  const auto opened = posix_file::open(file, file_use::read);
  if (!opened)
    return opened.error();
  const auto content = opened->read_all();
  if (!content)
    return content.error();
  std::set<account_id> accounts;
  std::istringstream lines{*content};
  for (std::string line; std::getline(lines, line);) {
    std::int64_t id = 0;
    const auto [end, bad] = std::from_chars(line.data(), line.data() + line.size(), id);
    if (bad == std::errc{} && end == line.data() + line.size())
      accounts.insert(account_id{id});
  }
  return std::optional{std::move(accounts)};
}

result<void> write_marker(const std::filesystem::path& file, const std::set<account_id>& accounts) {
  const std::filesystem::path draft = file.string() + ".new";
  auto opened = posix_file::open(draft, file_use::write);
  if (!opened)
    return opened.error();
  std::string content = std::string{first_line} + '\n';
  for (const auto& each : accounts)
    content += to_string(each) + '\n';
  auto done = opened->truncate(0);
  if (done)
    done = opened->write(content);
  if (done)
    done = opened->sync();
  if (!done)
    return done;
  std::error_code error;
  std::filesystem::rename(draft, file, error);
  if (error)
    return storage_failure("replace", file, error.value());
  return sync_directory(file.parent_path());
}

} // namespace riskd::sqlite
