#include "apps/riskctl/query_commands.hpp"

#include "apps/riskctl/hub_options.hpp"

#include <string>

namespace riskd::riskctl {

namespace {

CLI::App* add_query(CLI::App& app, wish& into, const char* name, const char* help,
                    const char* examples) {
  auto* query = app.add_subcommand(name, help);
  query->footer(std::string{"Examples:\n"} + examples);
  add_connection_options(*query, into);
  return query;
}

CLI::App* add_filtered(CLI::App& app, wish& into, const char* name, const char* help,
                       const char* examples) {
  auto* query = add_query(app, into, name, help, examples);
  add_account_filter(*query, into);
  return query;
}

CLI::Option* add_tail(CLI::App& query, wish& into) {
  return query
    .add_option("--tail", into.count, "How many of the latest ones (default: 50, at most 1000)")
    ->type_name("N")
    ->check(CLI::Range(1, 1000));
}

void add_why(CLI::App& app, wish& into) {
  auto* why
    = add_query(app, into, "why", "Tell why an account is or was locked, or why nothing fired",
                "  riskctl why 50K-1\n  riskctl why 50K-1 --at '2026-03-03 15:00'\n"
                "  riskctl why 50K-1 --json | jq '.rules[].distance'");
  why->add_option("NAME", into.account, "Name or id of the account")->required();
  why->add_option("--at", into.moment, "What was in force at this time of the past, in UTC")
    ->type_name("TIME");
}

void add_report(CLI::App& app, wish& into) {
  auto* report = add_filtered(
    app, into, "report", "Tell what a trading day came to: results, breaches, locks, delays",
    "  riskctl report 2026-03-03\n  riskctl report today --account 50K-1\n"
    "  riskctl report 2026-03-03 --csv > day.csv");
  report->add_option("DAY", into.day, "Date of the trading day's end, or today (default)")
    ->type_name("DAY");
  report->add_flag("--csv", into.as_csv, "Print one line of CSV for each account")
    ->excludes(report->get_option("--json"));
}

void add_overviews(CLI::App& app, wish& into) {
  auto* status = add_filtered(app, into, "status", "Show everything known about the daemon",
                              "  riskctl status\n  riskctl status --account 50K-1\n"
                              "  riskctl status --json | jq .headline");
  add_hub_options(*status, into);
  status->footer("With --hub a riskmon hub tells of all daemons that it watches and of their\n"
                 "accounts; --account shows those of that name only, and in full. Exit status 3:\n"
                 "the hub cannot be reached; 4: it refuses the token; 8: a daemon is silent or\n"
                 "does not answer, or something that is live is not as it should be.\n\n"
                 + status->get_footer());
  add_filtered(app, into, "watch", "Show it live on the whole terminal; ? explains the keys",
               "  riskctl watch\n  riskctl watch --account 50K-1\n  NO_COLOR=1 riskctl watch")
    ->get_option("--json")
    ->description("Refused: for programs there is 'riskctl status --json'");
  add_filtered(app, into, "accounts", "List the accounts, one line each",
               "  riskctl accounts\n  riskctl accounts --json");
  add_query(app, into, "account", "Show one account in full",
            "  riskctl account 50K-1\n  riskctl account 1234567 --json")
    ->add_option("NAME", into.account, "Name or id of the account")
    ->required();
  add_filtered(app, into, "pnl", "Show what each account has won and lost, and its limits",
               "  riskctl pnl\n  riskctl pnl --account 50K-1 --json | jq '.accounts[0].total'");
  add_filtered(app, into, "positions", "List the open positions with their marks",
               "  riskctl positions\n  riskctl positions --account 50K-1");
  add_filtered(app, into, "orders", "List the working orders",
               "  riskctl orders\n  riskctl orders --json | jq '.orders[].order'");
  auto* locks = add_filtered(app, into, "locks", "List the locks in force and when each one ends",
                             "  riskctl locks\n  riskctl locks --account 50K-1\n"
                             "  riskctl locks --history --tail 200");
  auto* history
    = locks->add_flag("--history", into.with_history, "List the locks that ended as well");
  add_tail(*locks, into)->needs(history);
  add_why(app, into);
  add_query(app, into, "timeline", "Tell what followed from a breach, and what the delay has cost",
            "  riskctl locks --history\n  riskctl timeline 7353506398978265088")
    ->add_option("BREACH", into.breach, "Id of the breach, as 'locks --history' shows it")
    ->required();
  add_report(app, into);
  add_filtered(app, into, "hours", "Show sessions, resets and the calendar of the next days",
               "  riskctl hours\n  riskctl hours --account 50K-1");
  auto* log
    = add_filtered(app, into, "log", "Show the latest records of the audit in plain English",
                   "  riskctl log\n  riskctl log --tail 200 --account 50K-1\n"
                   "  riskctl log --follow\n"
                   "  riskctl log --json | jq -r '.records[].text'");
  add_tail(*log, into);
  log->add_flag("--follow", into.follows,
                "Go on with what is added, one line each, until it is ended");
  add_query(app, into, "health", "Tell in one line whether every account is protected",
            "  riskctl health\n  riskctl health || echo 'look after it'");
}

void add_record(CLI::App& app, wish& into) {
  auto* record = app.add_subcommand("record", "Take down the events of a running riskd for replay");
  record->require_subcommand(1);
  record->footer("Examples:\n  riskctl record start\n  riskctl record stop");
  add_query(*record, into, "start", "Begin with what is known now, go on with what happens",
            "  riskctl record start\n  riskctl record start --output /backup/day.ndjson")
    ->add_option("--output", into.output,
                 "File to make (default: a new one in the folder recordings of the store)")
    ->type_name("FILE");
  add_query(*record, into, "stop", "End the recording, and wait until it is written",
            "  riskctl record stop\n  riskctl record stop --json | jq '.missing'");
  add_query(*record, into, "status", "Show whether there is one, where, and how long it is",
            "  riskctl record status");
}

} // namespace

void add_connection_options(CLI::App& app, wish& into) {
  app
    .add_option("--socket", into.socket,
                "Socket of the daemon (default: $RISKD_SOCKET, else /run/riskd/riskd.sock, "
                "else ./riskd.sock)")
    ->type_name("PATH");
  app.add_flag("--json", into.as_json, "Print the answer of the daemon as one JSON object");
}

void add_account_filter(CLI::App& query, wish& into) {
  query.add_option("--account", into.only_account, "Only the account with this name or id")
    ->type_name("NAME");
}

void add_queries(CLI::App& app, wish& into) {
  add_overviews(app, into);
  add_filtered(app, into, "selftest", "Have every rule proven to fire, and show which are armed",
               "  riskctl selftest\n  riskctl selftest --json | jq '.accounts[].rules'");
  add_filtered(app, into, "reconcile", "Compare accounts with the broker, and show what differed",
               "  riskctl reconcile\n"
               "  riskctl reconcile --json | jq '.accounts[].discrepancies'");
  add_query(app, into, "backup", "Have the running riskd copy its store to one file",
            "  riskctl backup\n  riskctl backup --output /backup/riskd.db")
    ->add_option("--output", into.output,
                 "File to make (default: a new one in the folder backups of the store)")
    ->type_name("FILE");
  add_record(app, into);
  auto* diagnose = add_query(
    app, into, "diagnose", "Look at the way to every gateway: session, token, clock, hubs, ping",
    "  riskctl diagnose\n  riskctl diagnose --config riskd.json\n"
    "  riskctl diagnose --json | jq '.gateways[].checks[] | select(.result == \"failed\")'");
  diagnose
    ->add_option("--config", into.config,
                 "If riskd is not running, try the way to the gateways of this file")
    ->type_name("FILE");
  auto* notify = app.add_subcommand("notify", "Try whether people can be told");
  notify->require_subcommand(1);
  notify->footer("Examples:\n  riskctl notify test");
  add_query(*notify, into, "test", "Send a test message to every receiver of notifications",
            "  riskctl notify test\n  riskctl notify test --json | jq '.channels[].state'");
  add_query(app, into, "shutdown", "End the running riskd as SIGTERM does",
            "  riskctl shutdown\n  riskctl shutdown --json");
  add_query(app, into, "version", "Show the versions of riskctl and of the daemon",
            "  riskctl version");
}

} // namespace riskd::riskctl
