#include "adapters/dashboard/fleet_changes.hpp"

#include <algorithm>
#include <utility>

namespace riskd::dashboard {

namespace {

using changes = std::vector<fleet_change>;
using daemon_pointer = std::shared_ptr<const shown_daemon>;

void add_accounts(changes& out, const shown_daemon& before, const daemon_pointer& after) {
  auto known = before.accounts.begin();
  const auto drop_until = [&](const std::string* name) {
    while (known != before.accounts.end() && (name == nullptr || (*known)->name < *name))
      out.emplace_back(account_gone{after->name, (*known++)->name});
  };
  for (const auto& each : after->accounts) {
    drop_until(&each->name);
    const bool is_known = known != before.accounts.end() && (*known)->name == each->name;
    if (!is_known || *known != each)
      out.emplace_back(account_changed{after, each});
    if (is_known)
      ++known;
  }
  drop_until(nullptr);
}

void add_alarms(changes& out, const fleet_view& before, const fleet_view& after) {
  for (auto each = after.alarms.rbegin(); each != after.alarms.rend(); ++each)
    if (std::find(before.alarms.begin(), before.alarms.end(), *each) == before.alarms.end())
      out.emplace_back(alarm_changed{*each});
}

std::string about_daemon(const shown_daemon& x, domain::time_point now) {
  std::string out = R"({"type":"daemon","daemon":)";
  x.text->append_to(out, now);
  return out + "}";
}

std::string about_account(const account_changed& x, domain::time_point now) {
  auto out = R"({"type":"account","daemon":)" + written(x.daemon->name) + R"(,"account":)";
  x.account->text.append_to(out, now);
  return out + "}";
}

} // namespace

std::optional<std::vector<fleet_change>> changes_between(const fleet_view& before,
                                                         const fleet_view& after) {
  changes out;
  add_alarms(out, before, after);
  auto known = before.daemons.begin();
  for (const auto& each : after.daemons) {
    const bool is_known = known != before.daemons.end() && (*known)->name == each->name;
    if (!is_known && known != before.daemons.end() && (*known)->name < each->name)
      return std::nullopt;
    static const shown_daemon nothing;
    const auto& old = is_known ? **known++ : nothing;
    if (old.text != each->text)
      out.emplace_back(daemon_changed{each});
    add_accounts(out, old, each);
  }
  return known == before.daemons.end() ? std::optional{std::move(out)} : std::nullopt;
}

std::string message_of(const fleet_change& x, domain::time_point now) {
  if (const auto* daemon = std::get_if<daemon_changed>(&x))
    return about_daemon(*daemon->daemon, now);
  if (const auto* account = std::get_if<account_changed>(&x))
    return about_account(*account, now);
  if (const auto* gone = std::get_if<account_gone>(&x))
    return written({{"type", "account_gone"}, {"daemon", gone->daemon}, {"name", gone->name}});
  return R"({"type":"alarm","alarm":)" + std::get<alarm_changed>(x).alarm->text + "}";
}

std::string tick_message(domain::time_point now) {
  return written({{"type", "tick"}, {"now", domain::to_string(now)}});
}

} // namespace riskd::dashboard
