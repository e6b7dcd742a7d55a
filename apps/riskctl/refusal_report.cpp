#include "apps/riskctl/refusal_report.hpp"

#include "adapters/control_api/client.hpp"
#include "adapters/control_api/refusal_routes.hpp"

#include <chrono>

namespace riskd::riskctl {

namespace {

/// Nobody has to wait for a refusal.
constexpr std::chrono::milliseconds report_patience{1'000};

/// The word as the daemon takes it.
std::string reportable(const std::string& word) {
  std::string out;
  for (const char c : word.substr(0, control_api::refused_word_max)) {
    const bool is_plain
      = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    out += is_plain ? c : '-';
  }
  return out;
}

} // namespace

void report_refusal(const std::filesystem::path& socket, const std::string& word) {
  // Where nobody answers there is no audit to write to.
  [[maybe_unused]] const auto told
    = control_api::post(socket, "/v1/refusals?word=" + reportable(word), report_patience);
}

} // namespace riskd::riskctl
