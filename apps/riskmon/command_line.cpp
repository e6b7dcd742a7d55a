#include "apps/riskmon/command_line.hpp"

#include "adapters/terminal/completion.hpp"
#include "adapters/terminal/manual_page.hpp"
#include "apps/daemon/environment.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <array>
#include <charconv>
#include <iostream>
#include <memory>
#include <stdexcept>

namespace riskd::riskmon {

namespace {

using app::environment_variable;
using app::exit_code;

constexpr auto service_socket = "/run/riskd/riskd.sock";

constexpr auto footer = R"(
Examples:
  riskmon hub --local                the dashboard of the riskd on this machine
  riskmon hub --ca ca.crt --certificate hub.crt --key hub.key --crl revoked.crl
                                     a hub for the riskd of many machines
  riskmon agent --hub hub.example:8481 --hub-name hub --ca ca.crt --certificate me.crt --key me.key
                                     tells that hub of the riskd on this machine

Certificates are made by scripts/certs. Nothing that an agent or a hub is sent changes anything at a
riskd: they only watch.

Signals:
  SIGTERM, SIGINT   end; a second one ends at once
  SIGHUP            a hub reads its certificates again

Exit codes: 0 ended cleanly, 1 failure, 64 usage, 70 internal error, 78 configuration invalid)";

terminal::manual_details manual_details() {
  return {8,
          "riskd " RISKD_VERSION,
          {{"SIGNALS",
            {{"SIGTERM, SIGINT", "End; a second one ends at once."},
             {"SIGHUP", "A hub reads its certificates again."}}},
           {"EXIT STATUS",
            {{"0", "Ended cleanly."},
             {"1", "Failure."},
             {"64", "The command line is wrong."},
             {"70", "Internal error."},
             {"78", "The configuration is invalid."}}},
           {"ENVIRONMENT",
            {{"RISKD_SOCKET", "Local API of riskd, unless --socket is given."},
             {"STATE_DIRECTORY", "What --dir is unless it is given; systemd sets it."}}},
           {"FILES",
            {{"/etc/riskmon/agent.toml", "What the service riskmon-agent is told."},
             {"/etc/riskmon/hub.toml", "What the service riskmon-hub is told."},
             {"/var/lib/private/riskmon-hub/token", "Lets people into the hub's dashboard."},
             {"/run/riskd/riskd.sock", "Local API of riskd when it runs as a service."}}}},
          {"riskd(8)", "riskctl(1)"}};
}

std::filesystem::path state_directory(const char* part) {
  // systemd names the state directory of a service that has one.
  if (const auto given = environment_variable("STATE_DIRECTORY"); !given.empty())
    return given;
  if (const auto state = environment_variable("XDG_STATE_HOME"); !state.empty())
    return std::filesystem::path{state} / "riskmon" / part;
  if (const auto home = environment_variable("HOME"); !home.empty())
    return std::filesystem::path{home} / ".local" / "state" / "riskmon" / part;
  return std::filesystem::path{"/var/lib/riskmon"} / part;
}

std::string host_name() {
  std::array<char, 65> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0' ? name.data()
                                                                             : "localhost";
}

/// Reads an option that is a `HOST:PORT` into `to`.
CLI::Option* add_endpoint(CLI::App& to, const std::string& name, endpoint& out,
                          const std::string& what) {
  return to
    .add_option_function<std::string>(
      name,
      [&out, name](const std::string& text) {
        const auto read = read_endpoint(text);
        if (!read)
          throw CLI::ValidationError(name, "'" + text + "' is not of the form HOST:PORT");
        out = *read;
      },
      what)
    ->type_name("ADDRESS");
}

void add_common(CLI::App& to, common_choice& out, const char* part) {
  out.directory = state_directory(part);
  to.add_option("--dir", out.directory, "Directory for what it keeps, and for its log")
    ->type_name("DIR")
    ->capture_default_str();
  to.add_option_function<std::string>(
      "--log-level",
      [&out](const std::string& word) { out.threshold = logging::parse_level(word).value(); },
      "Least severe level that is written")
    ->type_name("LEVEL")
    ->check(CLI::IsMember({"DEBUG", "INFO", "WARN", "ERROR"}));
  to.add_flag("--log-stderr", out.log_to_standard_error,
              "Write the technical log to standard error as well");
}

/// Returns the three that belong together.
std::array<CLI::Option*, 3> add_files(CLI::App& to, node_files& out) {
  auto* ca = to.add_option("--ca", out.ca, "Certificate of the authority that made all nodes'")
               ->type_name("FILE");
  auto* own = to.add_option("--certificate", out.certificate, "Certificate of this node")
                ->type_name("FILE");
  auto* key
    = to.add_option("--key", out.key, "Its key; readable by nobody else")->type_name("FILE");
  to.add_option("--crl", out.crl, "Certificates that were revoked")->type_name("FILE");
  return {ca, own, key};
}

void add_agent(CLI::App& to, agent_choice& out) {
  add_common(to, out.common, "agent");
  out.socket = service_socket;
  to.add_option("--socket", out.socket, "Local API of the riskd to watch")
    ->type_name("PATH")
    ->envname("RISKD_SOCKET")
    ->capture_default_str();
  to.add_option_function<std::vector<std::string>>(
      "--hub",
      [&out](const std::vector<std::string>& texts) {
        for (const auto& text : texts) {
          const auto read = read_endpoint(text);
          if (!read)
            throw CLI::ValidationError("--hub", "'" + text + "' is not of the form HOST:PORT");
          out.hubs.push_back(*read);
        }
      },
      "HOST:PORT of a hub to tell; may be given several times")
    ->type_name("ADDRESS")
    ->required();
  to.add_option("--hub-name", out.hub_names,
                "Name in the hub's certificate; may be given several times")
    ->type_name("NAME")
    ->required();
  for (auto* each : add_files(to, out.files))
    each->required();
}

void add_web(CLI::App& to, web_choice& out) {
  out.address = {"127.0.0.1", 8480};
  add_endpoint(to, "--web", out.address, "HOST:PORT of the dashboard [127.0.0.1:8480]");
  auto* certificate
    = to.add_option("--web-certificate", out.certificate, "Serve HTTPS with this certificate")
        ->type_name("FILE");
  auto* key
    = to.add_option("--web-key", out.key, "Its key; readable by nobody else")->type_name("FILE");
  certificate->needs(key);
  key->needs(certificate);
  to.add_option("--web-name", out.names, "Name under which a proxy offers the dashboard")
    ->type_name("NAME");
  to.add_flag("--web-plain", out.allows_plain,
              "Allow HTTP where others can listen: in a network that is private by other means");
  to.add_option("--page", out.page, "Folder of the page [where it was installed]")
    ->type_name("DIR");
  to.add_option("--token-file", out.token_file,
                "File of the token that lets people in [DIR/token, made if it is not there]")
    ->type_name("FILE");
}

/// What CLI11 cannot put into a member of the choice itself.
struct hub_words {
  endpoint listen{"::", 8481};
  bool is_local = false;
  local_riskd local{service_socket, host_name()};
  unsigned silent_after = 10;
};

void add_hub(CLI::App& to, hub_choice& out, hub_words& words) {
  add_common(to, out.common, "hub");
  add_web(to, out.web);
  add_endpoint(to, "--listen", words.listen, "HOST:PORT where agents are taken in [[::]:8481]");
  const auto files = add_files(to, out.files);
  for (auto* each : files)
    for (auto* other : files)
      if (each != other)
        each->needs(other);
  to.add_option("--agent", out.agents,
                "Agent that may come; may be given several times [all of the authority]")
    ->type_name("NAME");
  to.add_option("--expect", out.expected, "Agent that is missed until it comes")->type_name("NAME");
  to.add_option("--accept-audit", out.accepted_audits,
                "Agent whose broken audit was looked into: it is begun anew, with this start "
                "only; what the hub had stays")
    ->type_name("NAME");
  to.add_flag("--local", words.is_local, "Watch the riskd of this machine, without an agent");
  to.add_option("--socket", words.local.socket, "With --local: local API of riskd")
    ->type_name("PATH")
    ->envname("RISKD_SOCKET")
    ->capture_default_str();
  to.add_option("--name", words.local.name, "With --local: what it is called")
    ->type_name("NAME")
    ->capture_default_str();
  to.add_option("--notify", out.notify_file,
                "Whom to tell of alarms: JSON with `version` and `notifications` as in riskd's "
                "configuration")
    ->type_name("FILE");
  to.add_option("--silent-after", words.silent_after, "Seconds after which an agent is silent")
    ->type_name("SECONDS")
    ->check(CLI::Range(2U, 3'600U))
    ->capture_default_str();
}

/// Commands that print something for other programs.
struct printing_commands {
  CLI::App* completion = nullptr;
  CLI::App* manual = nullptr;
  std::string shell;
};

void add_printing(CLI::App& to, printing_commands& out) {
  out.completion = to.add_subcommand("completion", "Print a completion script for a shell");
  out.completion->add_option("SHELL", out.shell, "Which shell")
    ->required()
    ->check(CLI::IsMember(terminal::completed_shells()));
  out.completion->footer("Examples:\n  source <(riskmon completion bash)");
  out.manual = to.add_subcommand("man", "Print the manual page");
  out.manual->footer("Examples:\n  riskmon man | man -l -");
}

/// Returns whether one of them was wanted, and has printed.
bool has_printed(const printing_commands& wanted, const CLI::App& program) {
  if (wanted.completion->parsed())
    std::cout << terminal::completion_for(wanted.shell, terminal::describe(program));
  else if (wanted.manual->parsed())
    std::cout << terminal::manual_page(terminal::describe(program), manual_details());
  else
    return false;
  return true;
}

/// What the hub is told beside its options. Empty if it would watch nobody.
std::optional<hub_choice> completed(hub_choice out, const hub_words& words) {
  out.silent_after = std::chrono::seconds{words.silent_after};
  if (words.is_local)
    out.local = words.local;
  if (!out.files.ca.empty())
    out.listen = words.listen;
  if (!out.local && !out.listen)
    return std::nullopt;
  return out;
}

} // namespace

std::optional<endpoint> read_endpoint(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0)
    return std::nullopt;
  endpoint out;
  out.host = text.substr(0, colon);
  if (out.host.front() == '[') {
    if (out.host.size() < 4 || out.host.back() != ']')
      return std::nullopt;
    out.host = out.host.substr(1, out.host.size() - 2);
  } else if (out.host.find(':') != std::string::npos) {
    return std::nullopt;
  }
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, out.port);
  if (read.ec != std::errc{} || read.ptr != end)
    return std::nullopt;
  return out;
}

parsed_line parse_command_line(int count, const char* const* words) {
  auto program = CLI::App{"Watches riskd from elsewhere, and shows what is happening.", "riskmon"};
  agent_choice agent;
  hub_choice hub;
  hub_words more;
  auto* agent_command = program.add_subcommand("agent", "Tell hubs of the riskd on this machine");
  auto* hub_command
    = program.add_subcommand("hub", "Take in agents; serve the dashboard, metrics and alarms");
  add_agent(*agent_command, agent);
  add_hub(*hub_command, hub, more);
  for (auto* each : {agent_command, hub_command})
    each->fallthrough();
  printing_commands printing;
  add_printing(program, printing);
  program.require_subcommand(1);
  program.set_config("--config", "", "File with options as `name = value` below [agent] or [hub]")
    ->type_name("FILE");
  program.allow_config_extras(CLI::config_extras_mode::error);
  program.set_version_flag("--version", std::string{"riskmon "} + RISKD_VERSION);
  program.footer(footer);
  try {
    program.parse(count, words);
  } catch (const CLI::ParseError& error) {
    const bool is_answer = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
    program.exit(error, std::cout, std::cerr);
    return {{}, is_answer ? exit_code::ok : exit_code::usage};
  }
  if (has_printed(printing, program))
    return {};
  if (agent_command->parsed())
    return {std::move(agent), exit_code::ok};
  auto wanted = completed(std::move(hub), more);
  if (wanted)
    return {std::move(*wanted), exit_code::ok};
  std::cerr << "riskmon: nobody to watch: give --local for the riskd of this machine, or --ca, "
               "--certificate and --key to take in agents\n";
  return {{}, exit_code::usage};
}

} // namespace riskd::riskmon
