#define CAF_SUITE dashboard.fleet_changes

#include "adapters/dashboard/fleet_changes.hpp"

#include "tests/unit/dashboard/sample_fleet.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace dashboard_fleet_changes {

using namespace riskd;
using namespace riskd::dashboard;

namespace {

using status_pointer = std::shared_ptr<const domain::fleet_status>;
using words = std::vector<std::string>;

/// `daemon home`, `account home A-1`, `gone home A-1`, `alarm 7`, or `overview`.
words changes_from(const status_pointer& before, const status_pointer& after) {
  fleet_writer writer;
  const auto old = writer.view(before);
  const auto found = changes_between(*old, *writer.view(after));
  if (!found)
    return {"overview"};
  words out;
  for (const auto& each : *found) {
    const auto message = nlohmann::json::parse(message_of(each, test::fleet_time()));
    const auto type = message.at("type").get<std::string>();
    if (type == "daemon")
      out.push_back("daemon " + message.at("daemon").at("name").get<std::string>());
    else if (type == "account")
      out.push_back("account " + message.at("daemon").get<std::string>() + " "
                    + message.at("account").at("name").get<std::string>());
    else if (type == "account_gone")
      out.push_back("gone " + message.at("daemon").get<std::string>() + " "
                    + message.at("name").get<std::string>());
    else
      out.push_back(type + " " + std::to_string(message.at("alarm").at("id").get<int>()));
  }
  return out;
}

status_pointer two_daemons() {
  return test::a_fleet(
    {test::small_daemon("desk", {"A-1", "A-3"}), test::small_daemon("home", {"B-1"})},
    {test::an_alarm(1, domain::fleet_alarm_kind::daemon_silent, "home", "")});
}

} // namespace

CAF_TEST(nothing is told of what is as it was) {
  const auto before = two_daemons();
  CAF_CHECK(changes_from(before, before).empty());
  CAF_CHECK(changes_from(before, two_daemons()).empty());
}

CAF_TEST(only the account that changed is told) {
  const auto before = two_daemons();
  const auto after = test::changed(
    *before, 0, [](domain::fleet_daemon& x) { x.accounts.at(1).what.is_locked = true; });
  CAF_CHECK(changes_from(before, after) == words{"account desk A-3"});
}

CAF_TEST(a daemon is told without its accounts) {
  const auto before = two_daemons();
  const auto after = test::changed(
    *before, 1, [](domain::fleet_daemon& x) { x.standing = domain::daemon_standing::silent; });
  CAF_CHECK(changes_from(before, after) == words{"daemon home"});
  fleet_writer writer;
  const auto view = writer.view(after);
  const auto text = message_of(daemon_changed{view->daemons.at(1)}, test::fleet_time());
  const auto message = nlohmann::json::parse(text);
  CAF_CHECK_EQUAL(message.at("daemon").at("state"), "silent");
  CAF_CHECK(!message.at("daemon").contains("accounts"));
}

CAF_TEST(accounts are told when they come as well as when they go) {
  const auto before = two_daemons();
  const auto after = test::changed(*before, 0, [](domain::fleet_daemon& x) {
    x.accounts = {test::small_account("A-0"), test::small_account("A-2"),
                  test::small_account("A-3"), test::small_account("A-4")};
  });
  CAF_CHECK(
    changes_from(before, after)
    == (words{"account desk A-0", "gone desk A-1", "account desk A-2", "account desk A-4"}));
  const auto none = test::changed(*before, 0, [](domain::fleet_daemon& x) { x.accounts.clear(); });
  CAF_CHECK(changes_from(before, none) == (words{"gone desk A-1", "gone desk A-3"}));
}

CAF_TEST(a new daemon is told with all its accounts) {
  const auto before = test::a_fleet({test::small_daemon("desk", {"A-1"})});
  const auto first
    = test::a_fleet({test::small_daemon("attic", {"C-1"}), test::small_daemon("desk", {"A-1"})});
  CAF_CHECK(changes_from(before, first) == (words{"daemon attic", "account attic C-1"}));
  const auto last
    = test::a_fleet({test::small_daemon("desk", {"A-1"}), test::small_daemon("home", {})});
  CAF_CHECK(changes_from(before, last) == words{"daemon home"});
}

CAF_TEST(a daemon that is gone takes a new overview) {
  const auto before = two_daemons();
  const auto second = test::a_fleet({test::small_daemon("home", {"B-1"})});
  CAF_CHECK(changes_from(before, second) == words{"overview"});
  const auto first = test::a_fleet({test::small_daemon("desk", {"A-1"})});
  CAF_CHECK(changes_from(before, first) == words{"overview"});
}

CAF_TEST(alarms are told when they begin as well as when they end) {
  const auto before = two_daemons();
  auto over = before->alarms.at(0);
  over.ended = test::fleet_time();
  const auto after = test::a_fleet(
    {test::small_daemon("desk", {"A-1", "A-3"}), test::small_daemon("home", {"B-1"})},
    {test::an_alarm(3, domain::fleet_alarm_kind::account_locked, "desk", "A-1"),
     test::an_alarm(2, domain::fleet_alarm_kind::audit_broken, "desk", ""), over});
  CAF_CHECK(changes_from(before, after) == (words{"alarm 1", "alarm 2", "alarm 3"}));
}

CAF_TEST(a tick tells the time) {
  CAF_CHECK_EQUAL(tick_message(test::fleet_time()),
                  R"({"type":"tick","now":"2026-03-03T15:00:10.250000Z"})");
}

} // namespace dashboard_fleet_changes
