#include "apps/riskctl/hub_options.hpp"

#include <algorithm>
#include <array>

namespace riskd::riskctl {

namespace {

/// The only command that a hub answers.
constexpr std::string_view hub_command = "status";

constexpr std::array<std::string_view, 3> options_with_value{"--hub", "--hub-ca", "--hub-token"};

} // namespace

void add_hub_options(CLI::App& app, wish& into) {
  app
    .add_option_function<std::string>(
      "--hub", [&into](const std::string& given) { into.hub.address = given; },
      "Ask this riskmon hub about all daemons instead of one riskd; only with status")
    ->type_name("URL");
  app
    .add_option("--hub-token", into.hub.token_file,
                "File with the hub's token, for its owner only (default: $RISKCTL_HUB_TOKEN_FILE)")
    ->type_name("FILE");
  app
    .add_option("--hub-ca", into.hub.ca_file,
                "Authorities that may vouch for an https hub (default: those of the system)")
    ->type_name("FILE");
  app.add_flag("--hub-plain", into.hub.allows_plain,
               "Send the token to an http hub on another machine, where others may read it");
}

std::string fault_of_hub(const wish& wanted) {
  const auto& hub = wanted.hub;
  if (!hub.address)
    return hub.token_file.empty() && hub.ca_file.empty() && !hub.allows_plain
             ? ""
             : "--hub-token, --hub-ca and --hub-plain only work with --hub";
  if (wanted.command != hub_command)
    return hub_in_vain;
  return wanted.socket.empty() ? "" : "--hub asks a hub, --socket a riskd: only one can be asked";
}

bool asks_hub_in_vain(std::string_view command, int count, const char* const* words) {
  return !command.empty() && command != hub_command
         && std::any_of(words, words + count, [](std::string_view word) {
              return word == "--hub" || word.starts_with("--hub=");
            });
}

bool is_hub_option_with_value(std::string_view word) {
  return std::find(options_with_value.begin(), options_with_value.end(), word)
         != options_with_value.end();
}

} // namespace riskd::riskctl
