#include "apps/riskctl/commands.hpp"

#include "adapters/control_api/request_target.hpp"
#include "adapters/terminal/completion.hpp"
#include "adapters/terminal/manual_page.hpp"
#include "apps/riskctl/audit_command.hpp"
#include "apps/riskctl/backup_command.hpp"
#include "apps/riskctl/config_commands.hpp"
#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/diagnose_command.hpp"
#include "apps/riskctl/export_command.hpp"
#include "apps/riskctl/history_command.hpp"
#include "apps/riskctl/hub_command.hpp"
#include "apps/riskctl/import_command.hpp"
#include "apps/riskctl/notify_command.hpp"
#include "apps/riskctl/reconcile_command.hpp"
#include "apps/riskctl/record_command.hpp"
#include "apps/riskctl/reload_command.hpp"
#include "apps/riskctl/replay_command.hpp"
#include "apps/riskctl/report.hpp"
#include "apps/riskctl/rules_command.hpp"
#include "apps/riskctl/selftest_command.hpp"
#include "apps/riskctl/shutdown_command.hpp"
#include "apps/riskctl/trading_report.hpp"
#include "apps/riskctl/watch_command.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>
#include <utility>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

using terminal::style;

terminal::manual_details manual_details() {
  return {
    1,
    "riskd " RISKD_VERSION,
    {{"EXIT STATUS",
      {{"0", "Success."},
       {"1", "Failure."},
       {"2", "The command line is wrong."},
       {"3", "The daemon cannot be reached: nothing is protected. --hub: the hub cannot."},
       {"4", "You are not permitted to ask. --hub: the hub refuses the token."},
       {"5", "The configuration is invalid."},
       {"6", "replay, import: what is to be read is invalid. audit: a file cannot be read."},
       {"7", "audit verify: the files are not as riskd wrote them."},
       {"8", "status, health: riskd runs but is not READY, or an account is neither "
             "PROTECTED nor SHADOW. --hub: this is so, or not known, of a daemon that the hub "
             "watches."}}},
     {"ENVIRONMENT",
      {{"RISKD_SOCKET", "Socket of the daemon, unless --socket is given."},
       {"RISKCTL_HUB_TOKEN_FILE", "File with the token of the hub, unless --hub-token is given."},
       {"NO_COLOR", "If set to anything, no colours are used."}}},
     {"FILES", {{"/run/riskd/riskd.sock", "Socket of the daemon when it runs as a service."}}}},
    {"riskd(8)"}};
}

std::string target_of(const wish& wanted) {
  if (wanted.command == "account")
    return "/v1/accounts/" + control_api::percent_encode(wanted.account);
  auto target = "/v1/" + wanted.command;
  if (!wanted.only_account.empty())
    target += "?account=" + control_api::percent_encode(wanted.only_account);
  return target;
}

std::string version_report(const json& answer, const style&) {
  return "riskctl " RISKD_VERSION "\nriskd " + answer.at("version").get<std::string>() + "\n";
}

/// Writes an answer for people.
using answer_report = std::string (*)(const json&, const style&);

/// The commands that ask one question and show the answer.
constexpr std::array<std::pair<std::string_view, answer_report>, 10> reports{{
  {"status", status_report},
  {"accounts", accounts_report},
  {"account", account_report},
  {"pnl", pnl_report},
  {"positions", positions_report},
  {"orders", orders_report},
  {"locks", locks_report},
  {"hours", hours_report},
  {"health", health_report},
  {"version", version_report},
}};

answer_report report_of(const std::string& command) {
  const auto* found = std::find_if(reports.begin(), reports.end(),
                                   [&](const auto& each) { return each.first == command; });
  RISKD_EXPECTS(found != reports.end());
  return found->second;
}

exit_code query(const wish& wanted, const std::filesystem::path& socket, const style& look) {
  const auto outcome = ask(socket, target_of(wanted));
  if (outcome.code != exit_code::ok)
    return report_failure(outcome, wanted.as_json);
  if (wanted.as_json)
    std::cout << outcome.body;
  else
    std::cout << report_of(wanted.command)(outcome.answer, look);
  const bool judges = wanted.command == "status" || wanted.command == "health";
  return judges && !outcome.answer.at("healthy").get<bool>() ? exit_code::not_healthy
                                                             : exit_code::ok;
}

} // namespace

exit_code run(const wish& wanted, const CLI::App& app, const std::filesystem::path& socket,
              const style& look) {
  if (wanted.hub.address)
    return show_hub(wanted, look);
  if (wanted.command == "watch")
    return watch_daemon(wanted, socket, look);
  if (wanted.command == "selftest")
    return selftest(wanted, socket, look);
  if (wanted.command == "reconcile")
    return reconcile(wanted, socket, look);
  if (is_of_the_past(wanted))
    return show_history(wanted, socket, look);
  if (wanted.command == "replay")
    return replay(wanted, look);
  if (wanted.command == "import")
    return import_export(wanted);
  if (wanted.command == "config")
    return wanted.action == "reload" ? reload(wanted, socket, look) : run_config(wanted);
  if (wanted.command == "audit")
    return verify_audit(wanted, look);
  if (wanted.command == "notify")
    return test_notifications(wanted, socket, look);
  if (wanted.command == "diagnose")
    return diagnose(wanted, socket, look);
  if (wanted.command == "backup")
    return back_up(wanted, socket);
  if (wanted.command == "record")
    return record(wanted, socket);
  if (wanted.command == "shutdown")
    return shut_down(wanted, socket);
  if (wanted.command == "export")
    return export_store(wanted);
  if (wanted.command == "rules")
    return show_rules(wanted, socket, look);
  if (wanted.command == "completion")
    std::cout << terminal::completion_for(wanted.shell, terminal::describe(app));
  else if (wanted.command == "man")
    std::cout << terminal::manual_page(terminal::describe(app), manual_details());
  else
    return query(wanted, socket, look);
  return exit_code::ok;
}

} // namespace riskd::riskctl
