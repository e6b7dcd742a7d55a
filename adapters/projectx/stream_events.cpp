#include "adapters/projectx/stream_events.hpp"

#include "adapters/projectx/parse.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace riskd::projectx {

using namespace domain;
using json::exact_value;

namespace {

struct event_name {
  std::string_view target;
  hub_event event;
};

constexpr std::array<event_name, 8> event_names{{
  {"gatewayquote", hub_event::quote},
  {"gatewaytrade", hub_event::print},
  {"gatewaydepth", hub_event::depth},
  {"gatewayuserorder", hub_event::order},
  {"gatewayuserposition", hub_event::position},
  {"gatewayusertrade", hub_event::trade},
  {"gatewayuseraccount", hub_event::account},
  {"gatewaylogout", hub_event::logout},
}};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view target, std::string_view lower_case) {
  return std::equal(target.begin(), target.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

std::optional<entity_kind> user_entity(hub_event event) {
  switch (event) {
    case hub_event::account:
      return entity_kind::account;
    case hub_event::order:
      return entity_kind::order;
    case hub_event::position:
      return entity_kind::position;
    case hub_event::trade:
      return entity_kind::trade;
    case hub_event::quote:
    case hub_event::print:
    case hub_event::depth:
    case hub_event::logout:
    case hub_event::unlisted:
      break;
  }
  return std::nullopt;
}

broker_report unattributed(entity_kind kind, const char* reason) {
  return unattributed_payload{{kind, reason}};
}

/// Calls `visit` with the value itself or, if it is an array, with each entry that is not null.
template <class Visit>
void for_each_payload(const exact_value& value, Visit visit) {
  if (!value.is_array()) {
    visit(value);
    return;
  }
  for (const auto entry : value)
    if (!entry.is_missing())
      visit(entry);
}

void read_user_item(entity_kind kind, const exact_value& item, std::vector<broker_report>& out) {
  const auto data = item["data"].is_object() ? item["data"] : item;
  if (!data.is_object()) {
    out.push_back(unattributed(kind, "the payload is not an object"));
    return;
  }
  if (const auto account = account_in(kind, data))
    out.push_back(account_event{*account, read_account_payload(kind, data)});
  else
    out.push_back(unattributed(kind, "the account is absent"));
}

void read_market_item(hub_event event, const std::optional<contract_id>& named,
                      const exact_value& item, std::vector<broker_report>& out) {
  if (!item.is_object()) {
    out.push_back(unattributed(entity_kind::quote, "the payload is not an object"));
    return;
  }
  const auto contract = named ? named : contract_in(item);
  if (!contract)
    out.push_back(unattributed(entity_kind::quote, "contractId is absent"));
  else if (event == hub_event::quote)
    out.push_back(read_quote(*contract, item));
  else
    out.push_back(read_print(*contract, item));
}

/// The contract comes before the payload; some clients saw the payload alone.
void read_market_event(hub_event event, const exact_value& arguments,
                       std::vector<broker_report>& out) {
  auto payload = arguments.front();
  std::optional<contract_id> named;
  if (const auto text = payload.text()) {
    named = contract_id{std::string{*text}};
    payload = arguments.size() > 1 ? *++arguments.begin() : exact_value{};
  }
  for_each_payload(payload,
                   [&](const exact_value& item) { read_market_item(event, named, item, out); });
}

} // namespace

hub_event event_named(std::string_view target) {
  const auto found = std::find_if(event_names.begin(), event_names.end(),
                                  [&](const event_name& x) { return same_name(target, x.target); });
  return found == event_names.end() ? hub_event::unlisted : found->event;
}

void read_event(hub_event event, const exact_value& arguments, std::vector<broker_report>& out) {
  if (const auto kind = user_entity(event))
    for_each_payload(arguments.front(),
                     [&](const exact_value& item) { read_user_item(*kind, item, out); });
  else if (event == hub_event::quote || event == hub_event::print)
    read_market_event(event, arguments, out);
}

} // namespace riskd::projectx
