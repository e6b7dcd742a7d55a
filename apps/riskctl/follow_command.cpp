#include "apps/riskctl/follow_command.hpp"

#include "adapters/control_api/request_target.hpp"
#include "adapters/terminal/style.hpp"
#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/report_parts.hpp"

#include <poll.h>
#include <unistd.h>

#include <iostream>
#include <string>

namespace riskd::riskctl {

namespace {

/// Each question has the daemon read its store, so that it is not asked more often.
constexpr int look_pause_milliseconds = 1000;

/// As many as the daemon tells at once.
constexpr std::size_t records_at_once = 1000;

std::string follow_target(const wish& wanted, const std::string& after) {
  const auto count = after.empty() ? (wanted.count == 0 ? 50 : wanted.count)
                                   : static_cast<std::int64_t>(records_at_once);
  auto target = "/v1/history/log?count=" + std::to_string(count);
  if (!after.empty())
    target += "&after=" + after;
  if (!wanted.only_account.empty())
    target += "&account=" + control_api::percent_encode(wanted.only_account);
  return target;
}

std::string line_of(const json& record) {
  const auto name = record.at("id").is_null() ? "-" : name_of(record);
  return utc_of(record, "ts") + "  " + name + "  " + text_of(record, "type") + "  "
         + text_of(record, "rule") + "  " + text_of(record, "text");
}

/// False once nobody reads any more.
bool print_records(const json& records, bool as_json) {
  for (const auto& each : records)
    std::cout << (as_json ? each.dump() : terminal::printable(line_of(each))) << '\n';
  std::cout.flush();
  return static_cast<bool>(std::cout);
}

/// Waits. Returns false if whoever reads standard output has gone meanwhile.
bool pause_while_read() {
  pollfd output{STDOUT_FILENO, 0, 0};
  const int told = ::poll(&output, 1, look_pause_milliseconds);
  return told <= 0 || (output.revents & (POLLERR | POLLHUP | POLLNVAL)) == 0;
}

} // namespace

exit_code follow_log(const wish& wanted, const std::filesystem::path& socket) {
  // Before the first record there is none that the next ones could follow.
  std::string after;
  for (;;) {
    const auto outcome = ask_of_the_past(socket, follow_target(wanted, after));
    if (outcome.code != exit_code::ok)
      return report_failure(outcome, wanted.as_json);
    const auto& records = outcome.answer.at("records");
    if (!print_records(records, wanted.as_json))
      return exit_code::failure;
    if (!records.empty())
      after = text_of(records.back(), "chain") + "." + text_of(records.back(), "n");
    else if (after.empty())
      after = "0.0";
    if (records.size() < records_at_once && !pause_while_read())
      return exit_code::ok;
  }
}

} // namespace riskd::riskctl
