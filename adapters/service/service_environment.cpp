#include "adapters/service/service_environment.hpp"

#include <sys/stat.h>

#include <charconv>
#include <cstdint>
#include <limits>
#include <system_error>

namespace riskd::service {

namespace {

template <class Number>
std::optional<Number> number_in(const std::string& text) {
  Number value{};
  const auto* end = text.data() + text.size();
  const auto [stopped_at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stopped_at != end)
    return std::nullopt;
  return value;
}

} // namespace

service_environment read_service_environment(const variable_reader& read, pid_t own_process) {
  service_environment found;
  found.notify_address = read("NOTIFY_SOCKET");
  const auto meant_for = read("WATCHDOG_PID");
  if (!meant_for.empty() && number_in<pid_t>(meant_for) != own_process)
    return found;
  const auto interval = number_in<std::int64_t>(read("WATCHDOG_USEC"));
  if (interval && *interval > 0)
    found.watchdog = std::chrono::microseconds{*interval};
  return found;
}

bool leads_to_journal(const variable_reader& read, int descriptor) {
  const auto named = read("JOURNAL_STREAM");
  struct stat found {};
  if (named.empty() || ::fstat(descriptor, &found) != 0)
    return false;
  return named == std::to_string(found.st_dev) + ':' + std::to_string(found.st_ino);
}

} // namespace riskd::service
