#include "apps/riskctl/diagnose_command.hpp"

#include "adapters/control_api/diagnosis_json.hpp"
#include "adapters/projectx/gateway_probe.hpp"
#include "adapters/projectx/tls.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "adapters/terminal/table.hpp"
#include "apps/riskctl/configuration_file.hpp"
#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/report_parts.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

namespace riskd::riskctl {

namespace {

using terminal::tone;

constexpr auto diagnosis_target = "/v1/diagnose";

/// Ten seconds for each way, and a few ways.
constexpr auto diagnosis_patience = std::chrono::seconds{60};

constexpr auto way_limit = std::chrono::seconds{10};

std::string took_of(const json& check) {
  const auto& took = check.at("took_ms");
  if (took.is_null())
    return "-";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f ms", took.get<double>());
  return text.data();
}

tone tone_of_result(const std::string& result) {
  if (result == "passed")
    return tone::good;
  return result == "failed" ? tone::bad : tone::plain;
}

std::string diagnosis_table(const json& found, const terminal::style& look) {
  terminal::table out{
    {{"GATEWAY"}, {"CHECK"}, {"RESULT"}, {"TOOK", terminal::alignment::right}, {"DETAIL"}}};
  for (const auto& gateway : found.at("gateways"))
    for (const auto& check : gateway.at("checks")) {
      const auto result = text_of(check, "result");
      out.add_row({text_of(gateway, "name"),
                   text_of(check, "check"),
                   {result, tone_of_result(result)},
                   took_of(check),
                   text_of(check, "detail")});
    }
  return out.render(look);
}

bool all_passed(const json& found) {
  for (const auto& gateway : found.at("gateways"))
    for (const auto& check : gateway.at("checks"))
      if (check.at("result") == "failed")
        return false;
  return true;
}

/// What can be looked at without the daemon: each way once, without a login.
json diagnosed_from_here(const config::configuration& settings) {
  const adapters::system_clock clock;
  projectx::tls_contexts trusts;
  std::vector<control_api::gateway_diagnosis> all;
  for (const auto& each : settings.gateways)
    all.push_back({each.name, projectx::probe_gateway({each.rest_url, each.ca_file}, trusts, clock,
                                                      way_limit)});
  return control_api::diagnosis_json(all, true);
}

/// riskd is not running, which `unreachable` says.
exit_code diagnose_without_daemon(const wish& wanted, const query_outcome& unreachable,
                                  const terminal::style& look) {
  if (wanted.config.empty()) {
    const auto code = report_failure(unreachable, wanted.as_json);
    std::cerr << "'riskctl diagnose --config FILE' tries the way to its gateways without riskd.\n";
    return code;
  }
  const auto checked = read_configuration(wanted.config);
  if (!checked.settings)
    return checked.otherwise;
  const auto found = diagnosed_from_here(*checked.settings);
  if (wanted.as_json)
    std::cout << found.dump() << '\n';
  else
    std::cout << look.paint(tone::bad, unreachable.headline) << '\n'
              << diagnosis_table(found, look);
  return unreachable.code;
}

} // namespace

exit_code diagnose(const wish& wanted, const std::filesystem::path& socket,
                   const terminal::style& look) {
  const auto begun = request(socket, diagnosis_target);
  if (begun.code == exit_code::unreachable)
    return diagnose_without_daemon(wanted, begun, look);
  if (begun.code != exit_code::ok)
    return report_failure(begun, wanted.as_json);
  const auto ended = ask_until_over(socket, diagnosis_target, diagnosis_patience);
  if (ended.code != exit_code::ok)
    return report_failure(ended, wanted.as_json);
  if (wanted.as_json)
    std::cout << ended.body;
  else
    std::cout << diagnosis_table(ended.answer, look);
  return all_passed(ended.answer) ? exit_code::ok : exit_code::failure;
}

} // namespace riskd::riskctl
