#include "apps/riskctl/init_questions.hpp"

#include "config/address.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace riskd::riskctl {

namespace {

constexpr const char* other_firm = "other";

/// Longer than any name of a variable or file should be, and shorter than most keys.
constexpr std::size_t reference_length_max = 40;

understood_answer no(std::string complaint) {
  return {std::nullopt, std::move(complaint)};
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& each : words)
    out += (out.empty() ? "" : ", ") + each;
  return out;
}

std::vector<std::string> firm_words() {
  std::vector<std::string> out;
  for (const auto& each : firms())
    out.push_back(each.word);
  out.emplace_back(other_firm);
  return out;
}

understood_answer read_firm(const std::string& typed) {
  if (const auto* found = find_firm(typed))
    return {found->word, ""};
  if (typed == other_firm)
    return {other_firm, ""};
  return no("there is no firm '" + typed + "' here; one of: " + listed(firm_words()));
}

answer_reader reader_of_addresses(std::vector<std::string> schemes) {
  return [schemes = std::move(schemes)](const std::string& typed) {
    return config::is_address(typed, schemes)
             ? understood_answer{typed, ""}
             : no("'" + typed
                  + "' is no address such as https://api.example.com; begins with one of: "
                  + listed(schemes));
  };
}

bool is_text(const std::string& text) {
  const bool has_controls = std::any_of(text.begin(), text.end(), [](char each) {
    return static_cast<unsigned char>(each) < 0x20 || each == 0x7f;
  });
  const auto replace = nlohmann::json::error_handler_t::replace;
  return !has_controls
         && nlohmann::json::parse(nlohmann::json(text).dump(-1, ' ', false, replace))
              == nlohmann::json(text);
}

answer_reader reader_of_names(const std::vector<std::string>& known) {
  return [&known](const std::string& typed) {
    if (!is_text(typed))
      return no("a name has only characters that can be seen");
    if (std::find(known.begin(), known.end(), typed) != known.end())
      return no("'" + typed + "' was named already");
    return understood_answer{typed, ""};
  };
}

/// The preset of a firm for an account size, or one of riskd's own.
std::string ask_preset(interview& with, const init_wish& given, const firm* chosen) {
  if (chosen && !chosen->presets.empty() && given.preset.empty()) {
    std::vector<std::string> sizes;
    for (const auto& each : chosen->presets)
      sizes.push_back(each.first);
    const auto read = [&](const std::string& typed) -> understood_answer {
      const auto size = account_size(typed);
      for (const auto& each : chosen->presets)
        if (size == each.first)
          return {each.second, ""};
      return no("'" + typed + "' is none of: " + listed(sizes));
    };
    return with.ask({"Account size: " + listed(sizes), sizes.front(), given.size, "--size"}, read);
  }
  with.tell("riskd has no figures of this firm. Choose a preset, and compare it with the firm's "
            "rules.\n");
  std::vector<std::string> names;
  for (const auto& each : config::presets())
    names.push_back(each.name);
  const auto read = [&](const std::string& typed) -> understood_answer {
    return config::find_preset(typed) ? understood_answer{typed, ""}
                                      : no("'" + typed + "' is none of: " + listed(names));
  };
  return with.ask({"Preset: " + listed(names), "conservative", given.preset, "--preset"}, read);
}

gateway_addresses ask_gateway(interview& with, const init_wish& given, const firm* chosen) {
  const auto rest = with.ask({"Gateway, where the REST calls go",
                              chosen ? std::optional{chosen->addresses.rest} : std::nullopt,
                              given.rest_url, "--rest-url"},
                             reader_of_addresses({"https", "http"}));
  auto out = chosen && rest == chosen->addresses.rest ? chosen->addresses : guess_addresses(rest);
  const bool is_known = chosen && out == chosen->addresses;
  if (is_known && given.user_hub_url.empty() && given.market_hub_url.empty())
    return out;
  const auto read = reader_of_addresses({"https", "http", "wss", "ws"});
  out.user_hub = with.ask(
    {"Gateway, where the user hub is", out.user_hub, given.user_hub_url, "--user-hub-url"}, read);
  out.market_hub = with.ask(
    {"Gateway, where the market hub is", out.market_hub, given.market_hub_url, "--market-hub-url"},
    read);
  return out;
}

std::vector<std::string> ask_accounts(interview& with, const init_wish& given) {
  std::vector<std::string> out;
  const auto read = reader_of_names(out);
  for (const auto& each : given.accounts)
    out.push_back(with.ask({"Account", std::nullopt, each, "--account"}, read));
  if (!out.empty())
    return out;
  out.push_back(with.ask(
    {"Name of the account, as the broker's platform shows it", std::nullopt, "", "--account"},
    read));
  while (with.may_ask()) {
    auto more = with.ask({"Name of another account (empty: no more)", "", "", "--account"}, read);
    if (more.empty())
      break;
    out.push_back(std::move(more));
  }
  return out;
}

bool is_variable(const std::string& text) {
  const auto fits = [](char each) {
    return (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') || each == '_';
  };
  return !text.empty() && !(text.front() >= '0' && text.front() <= '9')
         && std::all_of(text.begin(), text.end(), fits);
}

understood_answer read_variable(const std::string& typed) {
  if (!is_variable(typed) || typed.size() > reference_length_max)
    return no("the name of a variable has capitals, digits and _ only, such as "
              "PROJECT_X_API_KEY; the key itself is never asked for");
  return {"${" + typed + "}", ""};
}

understood_answer read_file(const std::string& typed) {
  const auto name = typed.substr(typed.rfind('/') + 1);
  if (!is_text(typed) || name.empty() || name.size() > reference_length_max || name.ends_with('='))
    return no(
      "this is no name of a file, such as login_api_key; the key itself is never asked for");
  return {"file:" + typed, ""};
}

void ask_login(interview& with, const init_wish& given, init_answers& into) {
  const auto read = [](const std::string& typed) -> understood_answer {
    return typed == "env" || typed == "file" ? understood_answer{typed, ""}
                                             : no("'" + typed + "' is neither env nor file");
  };
  with.tell("The login is never written into the configuration, only where riskd finds it.\n");
  const auto from = with.ask({"Login from env (variables) or file (files that only you can read)",
                              "env", given.login_from, "--login-from"},
                             read);
  const bool in_files = from == "file";
  const auto* what = in_files ? "File with the " : "Variable with the ";
  const answer_reader reference = in_files ? read_file : read_variable;
  into.username
    = with.ask({what + std::string{"user name"}, in_files ? "login_username" : "PROJECT_X_USERNAME",
                given.username_in, "--username-in"},
               reference);
  into.api_key
    = with.ask({what + std::string{"key"}, in_files ? "login_api_key" : "PROJECT_X_API_KEY",
                given.api_key_in, "--api-key-in"},
               reference);
}

} // namespace

init_answers ask_everything(interview& with, const init_wish& given) {
  init_answers out;
  with.tell("An empty answer takes what stands in brackets. Nothing is written before the end.\n\n"
            "Firms: "
            + listed(firm_words()) + "\n");
  out.firm = with.ask({"Firm", firms().front().word, given.firm, "--firm"}, read_firm);
  const auto* chosen = find_firm(out.firm);
  out.preset = ask_preset(with, given, chosen);
  with.tell("\n" + describe_preset(*config::find_preset(out.preset)) + "\n");
  out.accounts = ask_accounts(with, given);
  out.gateway = ask_gateway(with, given, chosen);
  ask_login(with, given, out);
  return out;
}

} // namespace riskd::riskctl
