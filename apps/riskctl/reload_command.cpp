#include "apps/riskctl/reload_command.hpp"

#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/pending_report.hpp"
#include "apps/riskctl/report_parts.hpp"

#include <iostream>
#include <string>

namespace riskd::riskctl {

namespace {

using terminal::style;
using terminal::tone;

std::string refusal_text(const json& answer, const style& look) {
  std::string out = look.paint(tone::bad, "Refused; what was in force stays in force") + "\n";
  for (const auto& each : answer.at("problems"))
    out += "  " + terminal::printable(each.get<std::string>()) + "\n";
  return out;
}

std::string changes_of_account(const json& account, const style& look) {
  const auto name
    = account.at("name").is_null() ? text_of(account, "id") : text_of(account, "name");
  auto out = look.paint(tone::heading, terminal::printable(name)) + "\n";
  const auto& tightened = account.at("tightened");
  if (tightened.empty() && account.at("pending").is_null())
    return out + "  Nothing changes.\n";
  if (!tightened.empty())
    out += look.paint(tone::good, "In force now") + "\n" + changes_report(tightened, look);
  return out + pending_report(account.at("pending"), look);
}

std::string outcome_text(const json& answer, const style& look) {
  std::string out;
  for (const auto& each : answer.at("warnings"))
    out += "Warning: " + terminal::printable(each.get<std::string>()) + "\n";
  for (const auto& each : answer.at("accounts"))
    out += (out.empty() ? "" : "\n") + changes_of_account(each, look);
  std::string later;
  for (const auto& each : answer.at("after_restart"))
    later += (later.empty() ? "" : ", ") + each.get<std::string>();
  if (!later.empty())
    out += "\nCounts from the next start on: " + terminal::printable(later) + "\n";
  return out;
}

} // namespace

exit_code reload(const wish& wanted, const std::filesystem::path& socket, const style& look) {
  const auto asked = request(socket, "/v1/config/reload");
  if (asked.code != exit_code::ok)
    return report_failure(asked, wanted.as_json);
  const bool accepted = asked.answer.at("accepted").get<bool>();
  if (wanted.as_json)
    std::cout << asked.body;
  else
    std::cout << (accepted ? outcome_text(asked.answer, look) : refusal_text(asked.answer, look));
  return accepted ? exit_code::ok : exit_code::invalid_configuration;
}

} // namespace riskd::riskctl
