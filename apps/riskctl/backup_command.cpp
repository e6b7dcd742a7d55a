#include "apps/riskctl/backup_command.hpp"

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/daemon_query.hpp"

#include <poll.h>

#include <iostream>
#include <string>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

constexpr auto backup_target = "/v1/backup";

/// How often the daemon is asked how far it is.
constexpr int look_milliseconds = 100;

std::string text_or_empty(const json& x) {
  return x.is_null() ? std::string{} : x.get<std::string>();
}

/// Waits until the backup has ended; it goes on in the daemon if this is interrupted.
query_outcome await_end(const std::filesystem::path& socket) {
  for (;;) {
    auto asked = ask(socket, backup_target);
    if (asked.code != exit_code::ok || asked.answer.at("state") != "running")
      return asked;
    ::poll(nullptr, 0, look_milliseconds);
  }
}

exit_code fail(const std::string& sentence) {
  std::cerr << "riskctl: " << terminal::printable(sentence) << '\n';
  return exit_code::failure;
}

} // namespace

exit_code back_up(const wish& wanted, const std::filesystem::path& socket) {
  const auto begun = request(socket, backup_target + output_query(wanted.output));
  if (begun.code != exit_code::ok)
    return report_failure(begun, wanted.as_json);
  const auto file = begun.answer.at("file").get<std::string>();
  const auto ended = await_end(socket);
  if (ended.code != exit_code::ok)
    return report_failure(ended, wanted.as_json);
  if (wanted.as_json)
    std::cout << ended.body;
  if (text_or_empty(ended.answer.at("file")) != file)
    return fail(file + ": somebody has begun another backup since; the audit says what came of it");
  if (ended.answer.at("state") != "done")
    return fail("the backup failed: " + text_or_empty(ended.answer.at("reason")));
  if (!wanted.as_json)
    std::cout << terminal::printable(file) << ": " << ended.answer.at("bytes") << " bytes, schema "
              << ended.answer.at("schema_version") << ", checked\n";
  return exit_code::ok;
}

} // namespace riskd::riskctl
