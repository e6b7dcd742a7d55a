#include "adapters/simulator/hub_methods.hpp"

#include "adapters/simulator/http_message.hpp"
#include "adapters/simulator/hub_records.hpp"
#include "adapters/simulator/hub_topics.hpp"

#include <algorithm>
#include <array>

namespace riskd::simulator {

namespace {

enum class argument_kind : std::uint8_t { none, account, contract };

/// One subject that can be subscribed to and unsubscribed from.
struct hub_subject {
  /// In lower case, behind `subscribe` or `unsubscribe`.
  std::string_view name;
  hub_kind hub;
  argument_kind argument;
};

constexpr auto subjects = std::to_array<hub_subject>({
  {"accounts", hub_kind::user, argument_kind::none},
  {"orders", hub_kind::user, argument_kind::account},
  {"positions", hub_kind::user, argument_kind::account},
  {"trades", hub_kind::user, argument_kind::account},
  {"contractquotes", hub_kind::market, argument_kind::contract},
  {"contracttrades", hub_kind::market, argument_kind::contract},
  {"contractmarketdepth", hub_kind::market, argument_kind::contract},
});

const hub_subject* find_subject(hub_kind hub, std::string_view name) {
  const auto found = std::find_if(subjects.begin(), subjects.end(), [&](const hub_subject& x) {
    return x.hub == hub && x.name == name;
  });
  return found == subjects.end() ? nullptr : &*found;
}

std::string contract_topic(std::string_view subject, const domain::contract_id& contract) {
  if (subject == "contractquotes")
    return quotes_topic(contract);
  return subject == "contracttrades" ? prints_topic(contract) : depth_topic(contract);
}

std::string account_topic(std::string_view subject, domain::account_id account) {
  if (subject == "orders")
    return orders_topic(account);
  return subject == "positions" ? positions_topic(account) : trades_topic(account);
}

/// The method's name in parts, in lower case.
struct method_name {
  std::string subject;
  bool subscribes = false;
};

std::optional<method_name> split_method(std::string_view target) {
  constexpr std::string_view subscribe = "subscribe";
  constexpr std::string_view unsubscribe = "unsubscribe";
  const auto name = lower_case(target);
  if (name.starts_with(subscribe))
    return method_name{name.substr(subscribe.size()), true};
  if (name.starts_with(unsubscribe))
    return method_name{name.substr(unsubscribe.size()), false};
  return std::nullopt;
}

std::string failure_text(std::string_view target, std::string_view reason) {
  return "Failed to invoke '" + std::string{target} + "' due to an error on the server. "
         + std::string{reason};
}

std::string argument_count_text(std::size_t given, std::size_t expected) {
  return "InvalidDataException: Invocation provides " + std::to_string(given)
         + " argument(s) but target expects " + std::to_string(expected) + ".";
}

} // namespace

void hub_methods::answer(hub_connection& by, const json::exact_value& invocation) {
  const auto target = invocation["target"].text().value_or("");
  const auto arguments = invocation["arguments"];
  const auto error = invoke(by, target, arguments);
  if (const auto id = invocation["invocationId"].text())
    by.deliver(completion_record(*id, error), {});
  if (!error)
    send_first_look(by, target, arguments);
}

std::optional<std::string> hub_methods::topic_of(const hub_connection& by, std::string_view subject,
                                                 const json::exact_value& arguments,
                                                 std::string& topic) const {
  const auto* found = find_subject(by.kind(), subject);
  if (!found)
    return "HubException: Method does not exist.";
  const std::size_t expected = found->argument == argument_kind::none ? 0 : 1;
  if (arguments.size() != expected)
    return argument_count_text(arguments.size(), expected);
  if (found->argument == argument_kind::none) {
    topic = accounts_topic();
  } else if (found->argument == argument_kind::account) {
    const auto id = arguments.front().integer();
    if (!id)
      return "InvalidDataException: Error binding arguments.";
    const auto* owned = venue_.state().ledger.find(domain::account_id{*id});
    if (owned && owned->user == by.user())
      topic = account_topic(subject, domain::account_id{*id});
    else if (!venue_.state().settings.foreign_subscription_silent)
      return "HubException: Account not found.";
  } else {
    const auto text = arguments.front().text();
    if (!text)
      return "InvalidDataException: Error binding arguments.";
    const auto contract = domain::contract_id{std::string{*text}};
    if (!venue_.state().contracts.contains(contract))
      return "HubException: Contract not found.";
    topic = contract_topic(subject, contract);
  }
  return std::nullopt;
}

std::optional<std::string> hub_methods::invoke(hub_connection& by, std::string_view target,
                                               const json::exact_value& arguments) {
  const auto method = split_method(target);
  if (!method)
    return failure_text(target, "HubException: Method does not exist.");
  std::string topic;
  if (const auto problem = topic_of(by, method->subject, arguments, topic))
    return failure_text(target, *problem);
  if (topic.empty())
    return std::nullopt;
  if (method->subscribes)
    by.topics.insert(topic);
  else
    by.topics.erase(topic);
  return std::nullopt;
}

void hub_methods::send_first_look(hub_connection& by, std::string_view target,
                                  const json::exact_value& arguments) {
  const auto method = split_method(target);
  if (by.kind() != hub_kind::market || !method || !method->subscribes)
    return;
  const auto id = domain::contract_id{std::string{arguments.front().text().value_or("")}};
  const auto* market = venue_.state().board.find(id);
  if (!market)
    return;
  venue_.wake(id);
  if (method->subject == "contractquotes")
    events_.send_full_quote(by, *market);
  else if (method->subject == "contractmarketdepth")
    events_.send_full_depth(by, *market);
}

} // namespace riskd::simulator
