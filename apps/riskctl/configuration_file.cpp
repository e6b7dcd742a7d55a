#include "apps/riskctl/configuration_file.hpp"

#include "adapters/sqlite/sha256.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "adapters/terminal/style.hpp"

#include <iostream>
#include <utility>

namespace riskd::riskctl {

std::optional<config::load_outcome> check_configuration(const std::string& file) {
  const auto zones = adapters::open_zone_database();
  if (!zones) {
    std::cerr << "riskctl: " << zones.error().sentence << '\n';
    return std::nullopt;
  }
  config::load_context context;
  context.purpose = config::load_purpose::check;
  context.zones = *zones;
  context.sha256 = &sqlite::sha256_hex;
  context.environment = &config::process_environment;
  context.now = adapters::system_clock{}.now().wall;
  return config::load(file, context);
}

checked_configuration read_configuration(const std::string& file) {
  auto outcome = check_configuration(file);
  if (!outcome)
    return {std::nullopt, exit_code::failure};
  for (const auto& each : outcome->errors)
    std::cerr << problem_line(file, each) << '\n';
  const auto otherwise = outcome->settings ? exit_code::ok : exit_code::invalid_configuration;
  return {std::move(outcome->settings), otherwise};
}

std::string problem_line(const std::string& file, const config::problem& x) {
  auto out = file;
  if (x.where.line > 0)
    out += ":" + std::to_string(x.where.line) + ":" + std::to_string(x.where.column);
  out += config::is_error(x.code) ? ": error " : ": warning ";
  // The place is said already.
  auto rest = x;
  rest.where = {};
  return terminal::printable(out + to_string(rest));
}

std::vector<const config::account_entry*> accounts_meant(const config::configuration& settings,
                                                         const std::string& only) {
  std::vector<const config::account_entry*> out;
  for (const auto& each : settings.accounts) {
    const auto& id = each.settings.id;
    const bool has_id = id && to_string(*id) == only;
    if (only.empty() || has_id || (!each.settings.name.empty() && each.settings.name == only))
      out.push_back(&each);
  }
  if (settings.accounts.empty() && only.empty())
    out.push_back(&settings.base);
  return out;
}

exit_code no_such_account(const wish& wanted) {
  std::cerr << "riskctl: " << wanted.config << " has no account "
            << terminal::printable(wanted.only_account) << '\n';
  return exit_code::failure;
}

std::string label_of(const config::account_entry& x) {
  if (!x.settings.name.empty())
    return x.settings.name;
  return x.settings.id ? to_string(*x.settings.id) : "every account";
}

} // namespace riskd::riskctl
