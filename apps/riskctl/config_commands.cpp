#include "apps/riskctl/config_commands.hpp"

#include "apps/riskctl/configuration_file.hpp"
#include "apps/riskctl/init_command.hpp"
#include "config/json_schema.hpp"

#include <nlohmann/json.hpp>

#include <iostream>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

json to_json(const config::problem& x) {
  json out{{"code", to_string(x.code)}, {"pointer", x.pointer}};
  out["line"] = x.where.line > 0 ? json(x.where.line) : json();
  out["column"] = x.where.line > 0 ? json(x.where.column) : json();
  out["found"] = x.found;
  out["allowed"] = x.allowed;
  out["did_you_mean"] = x.did_you_mean.empty() ? json() : json(x.did_you_mean);
  return out;
}

json to_json(const std::vector<config::problem>& problems) {
  auto out = json::array();
  for (const auto& each : problems)
    out.push_back(to_json(each));
  return out;
}

/// `1 error`, `2 errors`.
std::string counted(std::size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string text(const json& x) {
  return x.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

void print_report(const std::string& file, const config::load_outcome& outcome) {
  for (const auto* problems : {&outcome.errors, &outcome.warnings})
    for (const auto& each : *problems)
      std::cout << problem_line(file, each) << '\n';
  std::cout << file << (outcome.settings ? ": valid" : ": refused");
  if (!outcome.errors.empty())
    std::cout << ", " << counted(outcome.errors.size(), "error");
  if (!outcome.warnings.empty())
    std::cout << ", " << counted(outcome.warnings.size(), "warning");
  std::cout << '\n';
}

exit_code validate(const wish& wanted) {
  const auto outcome = check_configuration(wanted.config);
  if (!outcome)
    return exit_code::failure;
  if (wanted.as_json)
    std::cout << text({{"schema", 1},
                       {"file", wanted.config},
                       {"valid", outcome->settings.has_value()},
                       {"errors", to_json(outcome->errors)},
                       {"warnings", to_json(outcome->warnings)}});
  else
    print_report(wanted.config, *outcome);
  return outcome->settings ? exit_code::ok : exit_code::invalid_configuration;
}

exit_code show(const wish& wanted) {
  const auto read = read_configuration(wanted.config);
  if (!read.settings)
    return read.otherwise;
  auto shown = read.settings->shown;
  if (!wanted.only_account.empty()) {
    const auto meant = accounts_meant(*read.settings, wanted.only_account);
    if (meant.empty())
      return no_such_account(wanted);
    shown = meant.front()->shown;
  }
  if (wanted.as_json)
    std::cout << text(
      {{"schema", 1}, {"file", wanted.config}, {"configuration", json::parse(shown)}});
  else
    std::cout << shown << '\n';
  return exit_code::ok;
}

} // namespace

exit_code run_config(const wish& wanted) {
  if (wanted.action == "validate")
    return validate(wanted);
  if (wanted.action == "show")
    return show(wanted);
  if (wanted.action == "init")
    return write_first_configuration(wanted);
  std::cout << config::json_schema();
  return exit_code::ok;
}

} // namespace riskd::riskctl
