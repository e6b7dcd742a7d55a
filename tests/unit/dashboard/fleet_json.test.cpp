#define CAF_SUITE dashboard.fleet_json

#include "adapters/dashboard/fleet_json.hpp"

#include "tests/unit/dashboard/sample_fleet.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace dashboard_fleet_json {

using namespace riskd;
using namespace riskd::dashboard;
using namespace std::chrono_literals;

namespace {

using plain_json = nlohmann::json;

plain_json overview_of(const std::shared_ptr<const domain::fleet_status>& status,
                       domain::duration later = {}) {
  fleet_writer writer;
  const auto view = writer.view(status);
  return plain_json::parse(
    overview_text(*view, {"hub-1", "0.1.0", 5s, false}, test::fleet_time() + later));
}

std::string nested(std::size_t depth) {
  return R"({"deep":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

std::string text_of_account(const fleet_view& view, std::size_t account) {
  std::string out;
  view.daemons.at(0)->accounts.at(account)->text.append_to(out, test::fleet_time());
  return out;
}

} // namespace

CAF_TEST(an overview of an empty fleet has every member) {
  const auto found = overview_of(std::make_shared<const domain::fleet_status>());
  CAF_CHECK_EQUAL(found.at("schema"), 1);
  CAF_CHECK_EQUAL(found.at("hub").at("name"), "hub-1");
  CAF_CHECK_EQUAL(found.at("hub").at("now"), "2026-03-03T15:00:10.250000Z");
  CAF_CHECK_EQUAL(found.at("hub").at("silent_after_seconds"), 5);
  CAF_CHECK(found.at("daemons").is_array());
  CAF_CHECK(found.at("alarms").empty());
}

CAF_TEST(a daemon is told with its status but without accounts in it) {
  const auto found = overview_of(test::whole_fleet());
  const auto& home = found.at("daemons").at(1);
  CAF_CHECK_EQUAL(home.at("name"), "home");
  CAF_CHECK_EQUAL(home.at("state"), "live");
  CAF_CHECK_EQUAL(home.at("age_seconds"), 1);
  CAF_CHECK_EQUAL(home.at("clock_offset_seconds"), -3);
  CAF_CHECK_EQUAL(home.at("audit").at("number"), 412);
  CAF_CHECK(home.at("status").contains("headline"));
  CAF_CHECK(!home.at("status").contains("accounts"));
  CAF_CHECK_EQUAL(home.at("accounts").size(), 3u);
}

CAF_TEST(an account is what riskd says with what the hub adds) {
  const auto found = overview_of(test::whole_fleet(), 10s);
  const auto& account = found.at("daemons").at(1).at("accounts").at(0);
  CAF_CHECK_EQUAL(account.at("name"), "A-1");
  CAF_CHECK_EQUAL(account.at("shown_as"), "locked");
  CAF_CHECK_EQUAL(account.at("received"), "2026-03-03T15:00:08.250000Z");
  CAF_CHECK_EQUAL(account.at("age_seconds"), 12);
  CAF_CHECK(!account.at("locks").empty());
  CAF_CHECK(!account.contains("unreadable"));
}

CAF_TEST(a daemon that was never heard has nothing to tell) {
  const auto found = overview_of(test::whole_fleet());
  const auto& spare = found.at("daemons").at(2);
  CAF_CHECK_EQUAL(spare.at("state"), "never");
  for (const auto* each : {"attached_since", "last_heard", "age_seconds", "status"})
    CAF_CHECK(spare.at(each).is_null());
  CAF_CHECK(spare.at("audit").at("head").is_null());
}

CAF_TEST(what cannot be read is marked while the reported facts stand) {
  const auto found = overview_of(test::whole_fleet());
  const auto& garbled = found.at("daemons").at(3);
  CAF_CHECK_EQUAL(garbled.at("unreadable"), true);
  CAF_CHECK(garbled.at("status").is_null());
  const auto& account = garbled.at("accounts").at(0);
  CAF_CHECK_EQUAL(account.at("unreadable"), true);
  CAF_CHECK_EQUAL(account.at("name"), "A-1");
  CAF_CHECK_EQUAL(account.at("state"), "PROTECTED");
  CAF_CHECK_EQUAL(account.at("realized"), "-12.00");
  CAF_CHECK_EQUAL(account.at("unrealized"), "0.50");
  CAF_CHECK_EQUAL(account.at("shown_as"), "silent");
  CAF_CHECK(account.at("rules").is_array());
  CAF_CHECK(garbled.at("accounts").at(1).at("unrealized").is_null());
}

CAF_TEST(a document can pass neither for another account nor for the hub) {
  auto daemon = test::small_daemon("home", {"A-1"});
  daemon.accounts.at(0).what.document
    = R"({"name":"A-9","shown_as":"protected","age_seconds":0,"received":"x","unreadable":true})";
  daemon.accounts.at(0).look = domain::account_look::unprotected;
  const auto found = overview_of(test::a_fleet({daemon}));
  const auto& account = found.at("daemons").at(0).at("accounts").at(0);
  CAF_CHECK_EQUAL(account.at("name"), "A-1");
  CAF_CHECK_EQUAL(account.at("shown_as"), "unprotected");
  CAF_CHECK_EQUAL(account.at("age_seconds"), 2);
  CAF_CHECK(!account.contains("unreadable"));
}

CAF_TEST(members of another form are taken for unknown) {
  auto daemon = test::small_daemon("home", {"A-1"});
  daemon.accounts.at(0).what.document
    = R"({"rules":7,"locks":[{"rule":"RULE-003"},null,"x"],"reasons":["a",1],"enforcement":[]})";
  const auto found = overview_of(test::a_fleet({daemon}));
  const auto& account = found.at("daemons").at(0).at("accounts").at(0);
  CAF_CHECK(account.at("rules") == plain_json::array());
  CAF_CHECK_EQUAL(account.at("locks").size(), 1u);
  CAF_CHECK(account.at("reasons") == plain_json::array({"a"}));
  CAF_CHECK(account.at("enforcement").is_object());
}

CAF_TEST(documents have limits) {
  struct row {
    const char* label;
    std::string text;
    bool is_read;
  };
  const row rows[] = {
    {"an object", "{}", true},
    {"nothing", "", false},
    {"a number", "1", false},
    {"an array", "[]", false},
    {"half an object", R"({"a":)", false},
    {"two objects", "{}{}", false},
    {"no text", "{\"a\":\"\xff\"}", false},
    {"as deep as allowed", nested(document_depth_max - 1), true},
    {"too deep", nested(document_depth_max), false},
    {"very deep", nested(500'000), false},
    {"brackets in a text", R"({"a":"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"[["})", true},
    {"as long as allowed", "{}" + std::string(document_bytes_max - 2, ' '), true},
    {"too long", "{}" + std::string(document_bytes_max - 1, ' '), false},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    CAF_CHECK_EQUAL(read_document(each.text).has_value(), each.is_read);
  }
}

CAF_TEST(what riskd said last grows old while it is mute) {
  auto daemon = test::small_daemon("home", {});
  daemon.standing = domain::daemon_standing::unreachable;
  daemon.what->answers = false;
  daemon.clock_offset = -3s;
  const auto found = overview_of(test::a_fleet({daemon}));
  // Taken at 15:00:01 by a clock that is three seconds behind; it is 15:00:10.25 now.
  CAF_CHECK_EQUAL(found.at("daemons").at(0).at("age_seconds"), 6);
  CAF_CHECK_EQUAL(found.at("daemons").at(0).at("last_heard"), "2026-03-03T15:00:09.250000Z");
}

CAF_TEST(what stays as it was is the same object) {
  fleet_writer writer;
  const auto status = test::a_fleet(
    {test::small_daemon("desk", {"A-1", "A-2", "A-3"}), test::small_daemon("home", {"B-1"})},
    {test::an_alarm(1, domain::fleet_alarm_kind::daemon_silent, "home", "")});
  const auto before = writer.view(status);
  CAF_CHECK(writer.view(status) == before);
  const auto after = writer.view(test::changed(*status, 0, [](domain::fleet_daemon& x) {
    x.accounts.erase(x.accounts.begin());
    x.accounts.back().what.realized = domain::dollars(7);
    x.accounts.push_back(test::small_account("A-4"));
  }));
  CAF_CHECK(after != before);
  CAF_CHECK(after->daemons.at(1) == before->daemons.at(1));
  CAF_CHECK(after->daemons.at(0) != before->daemons.at(0));
  CAF_CHECK(after->daemons.at(0)->text == before->daemons.at(0)->text);
  CAF_CHECK(after->daemons.at(0)->accounts.at(0) == before->daemons.at(0)->accounts.at(1));
  CAF_CHECK(after->daemons.at(0)->accounts.at(1) != before->daemons.at(0)->accounts.at(2));
  CAF_CHECK_EQUAL(after->daemons.at(0)->accounts.at(2)->name, "A-4");
  CAF_CHECK(after->alarms == before->alarms);
}

CAF_TEST(a daemon that says something else is written anew) {
  fleet_writer writer;
  const auto status = test::a_fleet({test::small_daemon("desk", {"A-1"})});
  const auto before = writer.view(status);
  const auto after = writer.view(
    test::changed(*status, 0, [](domain::fleet_daemon& x) { x.remark = "restarting"; }));
  CAF_CHECK(after->daemons.at(0)->text != before->daemons.at(0)->text);
  CAF_CHECK(after->daemons.at(0)->accounts.at(0) == before->daemons.at(0)->accounts.at(0));
  const auto text = text_of_account(*after, 0);
  CAF_CHECK(text.ends_with(R"("age_seconds":2})"));
}

CAF_TEST(alarms that go on are shown before those that are over) {
  std::vector<domain::fleet_alarm> alarms;
  for (std::uint64_t id = 120; id > 0; --id) {
    alarms.push_back(test::an_alarm(id, domain::fleet_alarm_kind::account_locked, "home", "A-1"));
    if (id > 40)
      alarms.back().ended = test::fleet_time();
  }
  const auto found = overview_of(test::a_fleet({}, alarms)).at("alarms");
  CAF_REQUIRE_EQUAL(found.size(), shown_alarms_max);
  CAF_CHECK_EQUAL(found.at(0).at("id"), 120);
  CAF_CHECK_EQUAL(found.at(9).at("id"), 111);
  CAF_CHECK_EQUAL(found.at(10).at("id"), 40);
  CAF_CHECK_EQUAL(found.at(49).at("id"), 1);
  CAF_CHECK(found.at(10).at("ended").is_null());
  CAF_CHECK_EQUAL(found.at(10).at("account"), "A-1");
}

} // namespace dashboard_fleet_json
