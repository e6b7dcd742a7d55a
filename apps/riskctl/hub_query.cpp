#include "apps/riskctl/hub_query.hpp"

#include "adapters/hub_client/hub_address.hpp"
#include "adapters/hub_client/hub_client.hpp"
#include "adapters/hub_client/hub_token.hpp"
#include "adapters/system_clock/system_clock.hpp"

#include <utility>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

using domain::failure_code;

constexpr auto overview_target = "/api/overview";

constexpr int hub_schema = 1;

/// Whether daemons are guarded without a hub is not known: they do not need it.
query_outcome nothing_known(const char* why, std::string detail) {
  return {exit_code::unreachable, {}, {}, std::string{"UNKNOWN: "} + why, std::move(detail)};
}

query_outcome without_answer(const domain::failure& why) {
  switch (why.code) {
    case failure_code::timed_out:
      return nothing_known("the hub does not answer", why.sentence);
    case failure_code::connection_lost:
      return nothing_known("the hub cannot be reached", why.sentence);
    case failure_code::refused:
      return {exit_code::usage,
              {},
              {},
              "",
              why.sentence + ": --hub-plain allows that, for networks that are private otherwise"};
    default:
      return {exit_code::failure, {}, {}, "", why.sentence};
  }
}

/// What a proxy before the hub answers if the hub does not, and the hub if too many ask.
bool means_away(unsigned status) {
  return status >= 502 && status <= 504;
}

query_outcome refused_by_hub(unsigned status, const json& answer, std::string body,
                             const hub_wish& wanted) {
  const auto& error = answer.at("error");
  const auto told = error.is_object() && error.contains("message") && error["message"].is_string()
                      ? error["message"].get<std::string>()
                      : "HTTP " + std::to_string(status);
  if (status == 401)
    return {exit_code::not_permitted,
            {},
            std::move(body),
            "",
            "the hub does not take the token in " + wanted.token_file};
  if (means_away(status))
    return nothing_known("the hub does not answer", "the hub answers: " + told);
  const bool is_no = status == 403 || status == 429;
  return {is_no ? exit_code::not_permitted : exit_code::failure,
          {},
          std::move(body),
          "",
          "the hub answers: " + told};
}

query_outcome hub_outcome_of(hub_client::hub_reply got, const hub_wish& wanted) {
  auto answer = json::parse(got.body, nullptr, false);
  if (!answer.is_object() || answer.value("schema", json{}) != hub_schema)
    return means_away(got.status)
             ? nothing_known("the hub does not answer",
                             *wanted.address + " answers HTTP " + std::to_string(got.status))
             : no_known_hub(wanted);
  if (!got.body.ends_with('\n'))
    got.body += '\n';
  if (answer.contains("error"))
    return refused_by_hub(got.status, answer, std::move(got.body), wanted);
  return {exit_code::ok, std::move(answer), std::move(got.body), "", ""};
}

query_outcome misused(std::string why) {
  return {exit_code::usage, {}, {}, "", std::move(why)};
}

} // namespace

query_outcome ask_hub(const hub_wish& wanted, std::chrono::milliseconds patience) {
  const auto hub = hub_client::parse_hub_address(*wanted.address);
  if (!hub)
    return misused(hub.error().sentence);
  if (wanted.token_file.empty())
    return misused("a hub asks for its token: --hub-token FILE, or $RISKCTL_HUB_TOKEN_FILE");
  if (!wanted.ca_file.empty() && !hub->tls)
    return misused("--hub-ca is for hubs whose address begins with https://");
  const auto token = hub_client::read_hub_token(wanted.token_file);
  if (!token)
    return {exit_code::failure, {}, {}, "", token.error().sentence};
  const hub_client::hub_access access{
    *hub, *token, wanted.ca_file.empty() ? std::nullopt : std::optional{wanted.ca_file},
    wanted.allows_plain};
  hub_client::hub_limits limits;
  limits.patience = patience;
  const adapters::system_clock clock;
  auto got = hub_client::get(access, overview_target, clock, limits);
  return got ? hub_outcome_of(std::move(*got), wanted) : without_answer(got.error());
}

query_outcome no_known_hub(const hub_wish& wanted) {
  return {exit_code::failure,
          {},
          {},
          "",
          "what answers on " + *wanted.address + " is no hub that this riskctl understands"};
}

} // namespace riskd::riskctl
