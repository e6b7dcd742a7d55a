#include "apps/riskctl/command_line.hpp"

#include "adapters/terminal/completion.hpp"
#include "apps/riskctl/hub_options.hpp"
#include "apps/riskctl/init_command.hpp"
#include "apps/riskctl/query_commands.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

namespace riskd::riskctl {

namespace {

/// Written when somebody tries to do what R-O-2 rules out.
constexpr auto refusal = "Nothing can lift, shorten or pause a lock, reset a count or switch a "
                         "rule off, and riskctl does "
                         "not trade.\nEach lock ends by itself: 'riskctl locks' shows when.\n";

constexpr auto where_help_is = "Run 'riskctl --help' for what there is.\n";

/// Parts of words, in lower case.
constexpr std::array<std::string_view, 35> refused_words{
  "unlock",  "unban",  "unblock", "unfreeze", "lift",   "release", "clear",
  "reset",   "remove", "delete",  "pause",    "resume", "suspend", "snooze",
  "disable", "disarm", "enable",  "override", "bypass", "ignore",  "skip",
  "exempt",  "allow",  "extend",  "shorten",  "expire", "close",   "flatten",
  "cancel",  "place",  "buy",     "sell",     "trade",  "order",   "liquidate"};

void add_replay(CLI::App& app, wish& into) {
  auto* replay = app.add_subcommand("replay", "Judge recorded events under a configuration");
  replay->add_option("--config", into.config, "Configuration to judge them under")
    ->type_name("FILE")
    ->required();
  replay->add_option("--events", into.events, "Recorded events, one JSON object per line")
    ->type_name("FILE")
    ->required();
  replay->add_flag("--json", into.as_json, "Print the records as NDJSON, one object per line");
  replay->footer(
    "Nothing is sent: what would have been done is printed. Exit status 5: the\n"
    "configuration is invalid; 6: the events are (what was judged before is kept).\n\n"
    "Examples:\n  riskctl replay --config riskd.json --events day.ndjson\n"
    "  riskctl replay --config riskd.json --events day.ndjson --json > records.ndjson");
}

void add_import(CLI::App& app, wish& into) {
  auto* import = app.add_subcommand("import", "Turn a broker's trade export into a recording");
  import->add_option("--from", into.format, "What the file is")
    ->required()
    ->check(CLI::IsMember({"topstepx-trades", "tradovate-performance"}));
  import->add_option("FILE", into.events, "The export, as CSV")->type_name("FILE")->required();
  import
    ->add_option("--account-id", into.account_id, "Id of the account in the recording (default: 1)")
    ->type_name("ID");
  import->add_option("--zone", into.zone, "Zone of the times in a Tradovate export")
    ->type_name("ZONE");
  import->footer(
    "The recording goes to standard output, for 'riskctl replay'.\n\n"
    "Examples:\n  riskctl import --from topstepx-trades trades.csv > events.ndjson\n"
    "  riskctl import --from tradovate-performance --zone Europe/Berlin Performance.csv");
}

CLI::App* add_file_command(CLI::App& config, wish& into, const char* name, const char* help) {
  auto* command = config.add_subcommand(name, help);
  command->add_option("FILE", into.config, "Configuration file")->type_name("FILE")->required();
  command->add_flag("--json", into.as_json, "Print one JSON object");
  return command;
}

void add_config(CLI::App& app, wish& into) {
  auto* config = app.add_subcommand(
    "config", "Make a configuration file, check it, show what it means, have it read again");
  config->require_subcommand(1);
  config->footer("Examples:\n  riskctl config init\n  riskctl config validate riskd.json\n"
                 "  riskctl config show riskd.json --account 50K-1");
  add_init(*config, into);
  add_file_command(*config, into, "validate", "List everything that is wrong with a file")
    ->footer("No daemon is needed, and no reference need resolve. Exit status 5: the file is\n"
             "invalid.\n\nExamples:\n  riskctl config validate riskd.json\n"
             "  riskctl config validate riskd.json --json | jq '.errors[].pointer'");
  auto* show = add_file_command(*config, into, "show",
                                "Print a file as it is in force, defaults and preset included");
  show->add_option("--account", into.only_account, "What is in force for this account only")
    ->type_name("NAME");
  show->footer("Secrets are shown as ***.\n\nExamples:\n  riskctl config show riskd.json\n"
               "  riskctl config show riskd.json --account 50K-1");
  auto* reload = config->add_subcommand(
    "reload", "Have the running riskd read its file again: tighter now, looser at the next reset");
  add_connection_options(*reload, into);
  reload->footer("Nothing that binds ends or gets shorter. Exit status 5: the file is invalid and\n"
                 "nothing of it was taken over.\n\nExamples:\n  riskctl config reload\n"
                 "  riskctl config reload --json | jq '.accounts[].pending'");
  auto* schema = config->add_subcommand("schema", "Print the JSON Schema of the file");
  schema->add_flag("--json", into.as_json, "The same: a schema is JSON");
  schema->footer("Examples:\n  riskctl config schema > riskd-config.schema.json");
}

void add_rules(CLI::App& app, wish& into) {
  auto* rules = app.add_subcommand(
    "rules", "Show what every rule is configured as, from where, and what will change");
  rules->add_option("--config", into.config, "Read this file instead of asking the running daemon")
    ->type_name("FILE");
  add_account_filter(*rules, into);
  add_connection_options(*rules, into);
  rules->footer(
    "FROM names the layer that a value comes from: default, preset, file or override.\n\n"
    "Examples:\n  riskctl rules\n  riskctl rules --config riskd.json\n"
    "  riskctl rules --config riskd.json --account 50K-1 --json");
}

void add_audit(CLI::App& app, wish& into) {
  auto* audit = app.add_subcommand("audit", "Check what riskd wrote about its decisions");
  audit->require_subcommand(1);
  audit->footer("Examples:\n  riskctl audit verify /var/lib/riskd/audit.ndjson");
  auto* verify = audit->add_subcommand("verify", "Say whether audit files are whole and unchanged");
  verify->add_option("FILE", into.files, "Audit files of one chain, in any order")
    ->type_name("FILE")
    ->required();
  verify->add_option("--store", into.store, "Compare their end with this store or backup")
    ->type_name("PATH");
  verify->add_flag("--json", into.as_json, "Print one JSON object");
  verify->footer(
    "Every finding is told with file, line and record. Records cut off at the end show\n"
    "with --store only. Exit status 7: something is not as riskd wrote it; 6: a file\n"
    "cannot be read.\n\n"
    "Examples:\n  riskctl audit verify audit.ndjson audit.ndjson.1\n"
    "  riskctl audit verify /var/lib/riskd/audit.ndjson --store /var/lib/riskd");
}

CLI::App* add_export_command(CLI::App& from, wish& into, const char* name, const char* help) {
  auto* command = from.add_subcommand(name, help);
  command
    ->add_option("--store", into.store, "Store (storage.dir), or a backup; riskd may be running")
    ->type_name("PATH")
    ->required();
  command->add_option("--output", into.output, "File to make (default: standard output)")
    ->type_name("FILE");
  return command;
}

void add_export(CLI::App& app, wish& into) {
  auto* all = app.add_subcommand("export", "Write what is on record to a file");
  all->require_subcommand(1);
  all->footer("Nothing is ever overwritten, and the store is not changed.\n\n"
              "Examples:\n  riskctl export days --store /var/lib/riskd --output days.csv\n"
              "  riskctl export audit --store journal-20260303T150000Z.db");
  auto* audit
    = add_export_command(*all, into, "audit", "Write the audit as it stands in audit.ndjson");
  audit->add_option("--chain", into.chain, "Which chain, counted from 1 (default: the newest)")
    ->type_name("N")
    ->check(CLI::PositiveNumber);
  audit->footer("Examples:\n  riskctl export audit --store /var/lib/riskd --output audit.ndjson");
  auto* days
    = add_export_command(*all, into, "days", "Write one line of CSV for each account and day");
  add_account_filter(*days, into);
  days->footer("Examples:\n  riskctl export days --store /var/lib/riskd --account 50K-1");
}

void add_offline_commands(CLI::App& app, wish& into) {
  add_config(app, into);
  add_rules(app, into);
  add_replay(app, into);
  add_import(app, into);
  add_audit(app, into);
  add_export(app, into);
  auto* completion = app.add_subcommand("completion", "Print a completion script for a shell");
  completion->add_option("SHELL", into.shell, "Which shell")
    ->required()
    ->check(CLI::IsMember(terminal::completed_shells()));
  completion->footer("Examples:\n  source <(riskctl completion bash)\n"
                     "  riskctl completion fish > ~/.config/fish/completions/riskctl.fish");
  app.add_subcommand("man", "Print the manual page")
    ->footer("Examples:\n  riskctl man | man -l -\n"
             "  riskctl man > /usr/local/share/man/man1/riskctl.1");
}

/// The value of --socket, in a command line that may have any fault; empty if there is none.
std::string socket_of(int count, const char* const* words) {
  constexpr std::string_view option = "--socket";
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == option && i + 1 < count)
      return words[i + 1];
    if (word.starts_with(option) && word.substr(option.size()).starts_with('='))
      return std::string{word.substr(option.size() + 1)};
  }
  return {};
}

/// The first word that is neither an option nor the value of one; empty if there is none.
std::string first_word(int count, const char* const* words) {
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (!word.starts_with('-'))
      return std::string{word};
    i += word == "--socket" || is_hub_option_with_value(word) ? 1 : 0;
  }
  return {};
}

/// What is wrong with a command line that `error` was found in.
std::string fault_of(const CLI::App& app, const CLI::ParseError& error, int count,
                     const char* const* words) {
  const auto word = first_word(count, words);
  const auto commands = app.get_subcommands();
  if (!commands.empty() && asks_hub_in_vain(commands.front()->get_name(), count, words))
    return hub_in_vain;
  const bool known = word.empty() || !commands.empty();
  return known ? error.what() : "there is no command '" + word + "'";
}

command_line::parsed complain(const CLI::App& app, const CLI::ParseError& error, int count,
                              const char* const* words) {
  std::cerr << "riskctl: " << fault_of(app, error, count, words) << '\n';
  command_line::parsed refused{std::nullopt, exit_code::usage};
  const auto* const end = words + count;
  const auto* const found = std::find_if(words + std::min(count, 1), end, is_refused_word);
  if (found != end) {
    std::cerr << refusal;
    refused.refused_word = *found;
    refused.socket = socket_of(count, words);
  }
  std::cerr << where_help_is;
  return refused;
}

} // namespace

command_line::command_line()
  : app_(
    std::make_unique<CLI::App>("Ask a running riskd what it knows and what it does", "riskctl")) {
  app_->require_subcommand(1);
  app_->set_version_flag("--version", "riskctl " RISKD_VERSION, "Print the version and exit");
  app_->set_help_flag("-h,--help", "Print this help and exit");
  app_->footer("Examples:\n  riskctl status\n  riskctl locks --account 50K-1\n"
               "  riskctl health || echo 'look after it'\n\n"
               "No command lifts a lock: each one ends by itself.");
  add_connection_options(*app_, wish_);
  add_hub_options(*app_, wish_);
  add_queries(*app_, wish_);
  add_offline_commands(*app_, wish_);
}

command_line::~command_line() = default;

command_line::parsed command_line::parse(int count, const char* const* words) {
  try {
    app_->parse(count, words);
  } catch (const CLI::CallForHelp&) {
    std::cout << app_->help();
    return {};
  } catch (const CLI::CallForVersion& version) {
    std::cout << version.what() << '\n';
    return {};
  } catch (const CLI::ParseError& error) {
    return complain(*app_, error, count, words);
  }
  const auto* command = app_->get_subcommands().front();
  wish_.command = command->get_name();
  if (const auto below = command->get_subcommands(); !below.empty())
    wish_.action = below.front()->get_name();
  if (const auto fault = fault_of_hub(wish_); !fault.empty()) {
    std::cerr << "riskctl: " << fault << '\n' << where_help_is;
    return {std::nullopt, exit_code::usage};
  }
  return {wish_, exit_code::ok};
}

bool is_refused_word(const std::string& word) {
  std::string part;
  const auto is_refused = [&part] {
    return std::find(refused_words.begin(), refused_words.end(), part) != refused_words.end();
  };
  for (const char c : word) {
    const bool upper = c >= 'A' && c <= 'Z';
    if ((c >= 'a' && c <= 'z') || upper) {
      part += upper ? static_cast<char>(c - 'A' + 'a') : c;
      continue;
    }
    if (is_refused())
      return true;
    part.clear();
  }
  return is_refused();
}

} // namespace riskd::riskctl
