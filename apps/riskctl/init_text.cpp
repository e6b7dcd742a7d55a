#include "apps/riskctl/init_text.hpp"

#include "domain/contract_check.hpp"
#include "domain/time.hpp"

#include <nlohmann/json.hpp>

namespace riskd::riskctl {

namespace {

/// Maps with more entries than this are counted instead of listed.
constexpr std::size_t entries_shown = 4;

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump();
}

std::string age_of(const config::preset& x) {
  return "verified on " + domain::to_string(x.verified_on) + ", good until "
         + domain::to_string(x.expires_on);
}

std::string gateway_text(const init_answers& answers) {
  const bool in_files = answers.api_key.starts_with("file:");
  return std::string{"  \"gateway\": {\n    \"rest_url\": "} + quoted(answers.gateway.rest)
         + ",\n    \"user_hub_url\": " + quoted(answers.gateway.user_hub)
         + ",\n    \"market_hub_url\": " + quoted(answers.gateway.market_hub) + ",\n"
         + (in_files ? "    // Files in $CREDENTIALS_DIRECTORY, else beside this one; mode 600.\n"
                     : "    // Variables in the environment of riskd. Never write the key itself "
                       "here.\n")
         + "    \"username\": " + quoted(answers.username)
         + ",\n    \"api_key\": " + quoted(answers.api_key) + "\n  },\n";
}

std::string accounts_text(const std::vector<std::string>& names) {
  std::string out
    = "  // Names as the broker's platform shows them, to the letter. In shadow mode riskd judges\n"
      "  // and records everything and sends nothing. Once you agree with what it would have "
      "done,\n"
      "  // take \"mode\" away: what is stricter counts at once ('riskctl config reload').\n"
      "  \"accounts\": [";
  const char* separator = "\n";
  for (const auto& each : names) {
    out += separator + ("    {\"name\": " + quoted(each)) + ", \"mode\": \"shadow\"}";
    separator = ",\n";
  }
  return out + "\n  ],\n";
}

std::string preset_text(const std::string& name) {
  const auto* found = config::find_preset(name);
  RISKD_EXPECTS(found != nullptr);
  return "  // The rules to start from. Source: " + found->source + ";\n  // " + age_of(*found)
         + ". 'riskctl rules --config FILE' shows what it says.\n  \"preset\": " + quoted(name)
         + ",\n";
}

/// What one member of a rule says, in a few words.
std::string brief(const config::value& x) {
  if (x.kind == config::value_kind::object && x.members.size() > entries_shown)
    return std::to_string(x.members.size()) + " entries";
  return config::canonical_json(x);
}

} // namespace

std::string configuration_text(const init_answers& answers) {
  return "// Made by 'riskctl config init' for accounts at " + answers.firm
         + ". All keys: docs/CONFIG.md.\n"
           "// After a change: riskctl config validate FILE\n"
           "{\n  \"version\": 1,\n"
         + gateway_text(answers) + accounts_text(answers.accounts) + preset_text(answers.preset)
         + "  // Your own limits: what stands here is merged over the preset, and null switches a "
           "rule of it\n"
           "  // off, as in {\"daily_realized_loss\": {\"limit\": -300}, "
           "\"session_block_outside\": "
           "null}.\n"
           "  \"rules\": {}\n}\n";
}

std::string describe_preset(const config::preset& x) {
  auto out = "Preset " + x.name + "\n  Source: " + x.source + "\n  " + age_of(x) + "\n";
  const auto* rules = x.content.find("rules");
  RISKD_EXPECTS(rules != nullptr);
  for (const auto& rule : rules->members) {
    out += "  " + rule.key + ":";
    const char* separator = " ";
    for (const auto& each : rule.content.members) {
      out += separator + each.key + " " + brief(each.content);
      separator = ", ";
    }
    out += rule.content.members.empty() ? " as by default\n" : "\n";
  }
  return out;
}

} // namespace riskd::riskctl
