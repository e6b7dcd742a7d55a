#include "apps/riskctl/init_command.hpp"

#include "adapters/sqlite/posix_file.hpp"
#include "adapters/terminal/style.hpp"
#include "apps/riskctl/configuration_file.hpp"
#include "apps/riskctl/init_questions.hpp"

#include <filesystem>
#include <iostream>
#include <optional>
#include <system_error>

namespace riskd::riskctl {

namespace {

namespace fs = std::filesystem;

exit_code give_up(const std::string& sentence, exit_code code) {
  std::cerr << "riskctl: " << terminal::printable(sentence) << '\n';
  return code;
}

/// Writes a file that only its owner can read, or fails because there is one.
domain::result<void> write_new(const fs::path& part, const std::string& text) {
  std::error_code ignored; // One that was left over by a run that was killed.
  fs::remove(part, ignored);
  auto file = sqlite::posix_file::open(part, sqlite::file_use::write);
  if (!file)
    return file.error();
  if (auto written = file->write(text); !written)
    return written.error();
  return file->sync();
}

/// What to type next, in the shell that asked.
std::string next_steps(const init_answers& answers, const fs::path& file) {
  const auto name = terminal::printable(file.string());
  const auto part_of = [](const std::string& reference) {
    return reference.starts_with("file:") ? reference.substr(5)
                                          : reference.substr(2, reference.size() - 3);
  };
  const auto user = terminal::printable(part_of(answers.username));
  const auto key = terminal::printable(part_of(answers.api_key));
  const auto first = answers.api_key.starts_with("file:")
                       ? "Put the user name into the file " + user + " and the key into " + key
                           + ", beside the configuration,\nand keep both to yourself (chmod 600)."
                       : "Set " + user + " and " + key + " in the environment of riskd.";
  return first
         + "\nThe accounts are in shadow mode: riskd judges and records, and sends nothing.\n"
           "Next:\n  riskd --config "
         + name + "\n";
}

/// Checks what was written as riskd will, and gives it its name.
exit_code put_in_place(const init_answers& answers, const fs::path& part, const fs::path& target) {
  const auto checked = check_configuration(part.string());
  if (!checked)
    return exit_code::failure;
  for (const auto* problems : {&checked->errors, &checked->warnings})
    for (const auto& each : *problems)
      std::cerr << problem_line(target.string(), each) << '\n';
  if (!checked->settings)
    return give_up("nothing was written", exit_code::invalid_configuration);
  if (const auto named = sqlite::rename_to_new(part, target); !named)
    return give_up(named.error().sentence, exit_code::failure);
  std::cout << terminal::printable(target.string()) << ": written and valid\n"
            << next_steps(answers, target);
  return exit_code::ok;
}

bool is_wanted(interview& with, const fs::path& target) {
  if (!with.may_ask())
    return true;
  const auto read = [](const std::string& typed) -> understood_answer {
    if (typed == "yes" || typed == "no")
      return {typed, ""};
    return {std::nullopt, "'" + typed + "' is neither yes nor no"};
  };
  return with.ask({"Write " + terminal::printable(target.string()) + "?", "yes", "", "--yes"}, read)
         == "yes";
}

exit_code write_first(const wish& wanted, const fs::path& target) {
  interview with{std::cin, std::cout, !wanted.init.takes_defaults};
  const auto answers = ask_everything(with, wanted.init);
  if (!is_wanted(with, target))
    throw interview_ended("not wanted");
  const fs::path part = target.string() + ".part";
  auto code = exit_code::failure;
  if (const auto written = write_new(part, configuration_text(answers)); !written)
    code = give_up(written.error().sentence, exit_code::failure);
  else
    code = put_in_place(answers, part, target);
  std::error_code ignored; // It has another name once all went well.
  fs::remove(part, ignored);
  return code;
}

} // namespace

void add_init(CLI::App& config, wish& into) {
  auto* init = config.add_subcommand("init", "Ask what is needed, and write a first file");
  init->add_option("FILE", into.config, "File to make (default: riskd.json)")->type_name("FILE");
  init->add_flag("--yes", into.init.takes_defaults,
                 "Ask nothing: what no option says is as by default");
  const auto add = [&](const char* name, std::string& value, const char* what, const char* type) {
    init->add_option(name, value, what)->type_name(type);
  };
  add("--firm", into.init.firm, "Whose accounts they are (default: topstep)", "WORD");
  add("--size", into.init.size, "Size of the accounts, such as 50K: decides the preset", "SIZE");
  add("--preset", into.init.preset, "Rules to start from, if not those of the firm", "NAME");
  init
    ->add_option("--account", into.init.accounts,
                 "Name of an account, as the broker's platform shows it; may be repeated")
    ->type_name("NAME")
    ->expected(1)
    ->take_all();
  add("--rest-url", into.init.rest_url, "Gateway, where the REST calls go", "URL");
  add("--user-hub-url", into.init.user_hub_url, "Gateway, where the user hub is", "URL");
  add("--market-hub-url", into.init.market_hub_url, "Gateway, where the market hub is", "URL");
  init->add_option("--login-from", into.init.login_from, "Where riskd finds the login")
    ->check(CLI::IsMember({"env", "file"}));
  add("--username-in", into.init.username_in, "Variable or file with the user name", "NAME");
  add("--api-key-in", into.init.api_key_in, "Variable or file with the key, never the key", "NAME");
  init->footer(
    "What an option says is not asked. Nothing is overwritten; exit status 2: the answers\n"
    "ended early, or one is none, and nothing was written. Every account begins in shadow\n"
    "mode: riskd judges and records, and sends nothing.\n\n"
    "Examples:\n  riskctl config init\n"
    "  riskctl config init riskd.json --yes --size 50K --account 50KTC-V2-12345-67890123");
}

exit_code write_first_configuration(const wish& wanted) {
  const fs::path target = wanted.config.empty() ? "riskd.json" : wanted.config;
  std::error_code error;
  if (fs::exists(fs::symlink_status(target, error)))
    return give_up(target.string() + " exists already, and nothing is overwritten",
                   exit_code::failure);
  try {
    return write_first(wanted, target);
  } catch (const interview_ended& why) {
    return give_up(std::string{why.what()} + "; nothing was written", exit_code::usage);
  }
}

} // namespace riskd::riskctl
