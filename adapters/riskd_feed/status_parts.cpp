#include "adapters/riskd_feed/status_parts.hpp"

#include "adapters/riskd_feed/document_text.hpp"
#include "domain/daemon_status.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace riskd::riskd_feed {

using domain::failure;
using domain::failure_code;
using domain::protection;
using json = nlohmann::ordered_json;

namespace {

constexpr int known_schema = 1;

const char* const starting = to_string(domain::daemon_phase::starting);

constexpr std::array all_states{protection::starting, protection::protected_, protection::shadow,
                                protection::degraded, protection::unprotected};

protection state_of(const std::string& word) {
  const auto* const found = std::find_if(all_states.begin(), all_states.end(),
                                         [&](protection x) { return word == to_string(x); });
  // A state that is not known here comes from a newer riskd: nobody may be lulled by it.
  return found == all_states.end() ? protection::unprotected : *found;
}

std::optional<domain::money> amount_of(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string())
    return std::nullopt;
  const auto parsed = domain::parse_money(found->get<std::string>());
  return parsed ? std::optional{*parsed} : std::nullopt;
}

domain::account_report read_account(const json& account, domain::time_point taken) {
  domain::account_report out;
  out.name = account.at("name").get<std::string>();
  // One that is configured by its id alone has no name until it is resolved.
  if (out.name.empty() && account.at("id").is_string())
    out.name = account.at("id").get<std::string>();
  out.taken = taken;
  out.state = state_of(account.at("state").get<std::string>());
  out.is_locked = account.at("locked").get<bool>();
  out.realized = amount_of(account, "realized");
  out.unrealized = amount_of(account, "unrealized");
  out.document = status_text(account);
  return out;
}

status_parts read_parts(json status, domain::time_point taken) {
  status_parts out;
  const auto accounts = std::move(status.at("accounts"));
  status.erase("accounts");
  out.knows_accounts = !accounts.empty() || status.at("daemon").at("phase") != starting;
  for (const auto& each : accounts)
    out.accounts.push_back(read_account(each, taken));
  out.daemon.taken = taken;
  out.daemon.answers = true;
  out.daemon.version = status.at("daemon").at("version").get<std::string>();
  out.daemon.document = status_text(std::move(status));
  return out;
}

bool changes_by_itself(const std::string& key) {
  return key == "taken" || key == "age_seconds" || key.ends_with("_age_seconds")
         || key.ends_with("remaining_seconds") || key == "uptime_seconds"
         || key == "next_reset_seconds";
}

void drop_what_passes(json& value) {
  if (value.is_object()) {
    for (auto each = value.begin(); each != value.end();)
      each = changes_by_itself(each.key()) ? value.erase(each) : std::next(each);
  }
  if (value.is_structured())
    for (auto& each : value)
      drop_what_passes(each);
}

} // namespace

domain::result<status_parts> read_status(std::string_view body, domain::time_point taken) {
  try {
    auto status = json::parse(body);
    if (status.at("schema") != known_schema)
      return failure{failure_code::malformed_input, "riskd tells its status in another schema"};
    return read_parts(std::move(status), taken);
  } catch (const json::exception& thrown) {
    return failure{failure_code::malformed_input,
                   std::string{"what riskd tells is no status: "} + thrown.what()};
  }
}

std::string lasting_part(std::string_view document) {
  auto value = json::parse(document, nullptr, false);
  if (value.is_discarded())
    return {};
  drop_what_passes(value);
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace riskd::riskd_feed
