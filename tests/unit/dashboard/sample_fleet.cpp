#include "tests/unit/dashboard/sample_fleet.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace riskd::test {

using namespace domain;
using namespace std::chrono_literals;

namespace {

using nlohmann::ordered_json;

/// The body of an answer that riskd's tests compare with.
ordered_json golden_answer(const std::string& name) {
  std::ifstream in{std::string{RISKD_SOURCE_DIR} + "/tests/golden/control_api/" + name + ".json"};
  return ordered_json::parse(std::string{std::istreambuf_iterator<char>{in}, {}});
}

protection state_of(const std::string& word) {
  for (const auto each : {protection::starting, protection::protected_, protection::shadow,
                          protection::degraded, protection::unprotected})
    if (word == to_string(each))
      return each;
  throw std::runtime_error("no state " + word);
}

account_look look_in(const account_report& x) {
  if (x.state == protection::unprotected)
    return account_look::unprotected;
  if (x.is_locked)
    return account_look::locked;
  switch (x.state) {
    case protection::degraded:
      return account_look::degraded;
    case protection::starting:
      return account_look::starting;
    case protection::shadow:
      return account_look::shadow;
    default:
      return account_look::protected_;
  }
}

fleet_account told_account(const ordered_json& row) {
  fleet_account out;
  // riskd has accounts without a name until it has found them; an agent calls each by something.
  out.what.name = row.at("name").get<std::string>().empty() ? "unnamed" : row.at("name");
  out.what.taken = fleet_time();
  out.what.state = state_of(row.at("state"));
  out.what.is_locked = row.at("locked");
  out.what.realized = parse_money(row.at("realized").get<std::string>());
  out.what.unrealized = parse_money(row.at("unrealized").get<std::string>());
  out.what.document = row.dump();
  out.received = fleet_time() - 2s;
  out.look = look_in(out.what);
  return out;
}

fleet_daemon live_daemon(const std::string& name) {
  fleet_daemon out;
  out.name = name;
  out.standing = daemon_standing::live;
  out.attached = fleet_time() - 1h;
  out.last_heard = fleet_time() - 1s;
  out.clock_offset = -3s;
  out.what.emplace();
  out.what->taken = fleet_time();
  out.what->answers = true;
  out.what->version = "0.1.0";
  out.audit = {chain_state::intact, "", record_place{3, 412}, std::string(64, 'a'), fleet_time()};
  return out;
}

} // namespace

time_point fleet_time() {
  return *parse_time("2026-03-03T15:00:10.25Z");
}

fleet_account small_account(const std::string& name) {
  fleet_account out;
  out.what
    = {name,
       fleet_time(),
       protection::protected_,
       false,
       dollars(-12),
       money{5'000},
       R"({"name":")" + name + R"(","state":"PROTECTED","locked":false,"realized":"-12.00"})"};
  out.received = fleet_time() - 2s;
  out.look = account_look::protected_;
  return out;
}

fleet_daemon small_daemon(const std::string& name, const std::vector<std::string>& accounts) {
  auto out = live_daemon(name);
  out.what->document
    = R"({"schema":1,"taken":"2026-03-03T15:00:01.000000Z","healthy":true,"daemon":{"storage":{}},)"
      R"("gateways":[],"alerts":[],"notifications":{"channels":[],"heartbeat":null}})";
  for (const auto& each : accounts)
    out.accounts.push_back(small_account(each));
  return out;
}

fleet_daemon told_daemon(const std::string& name, const std::string& golden) {
  auto out = live_daemon(name);
  auto told = golden_answer(golden);
  for (const auto& each : told.at("accounts"))
    out.accounts.push_back(told_account(each));
  std::sort(out.accounts.begin(), out.accounts.end(),
            [](const auto& a, const auto& b) { return a.what.name < b.what.name; });
  told.erase("accounts");
  out.what->document = told.dump();
  return out;
}

fleet_daemon unseen_daemon(const std::string& name) {
  fleet_daemon out;
  out.name = name;
  out.remark = "configured, and not seen since the hub began";
  return out;
}

fleet_daemon garbled_daemon(const std::string& name) {
  auto out = small_daemon(name, {"A-1", "A-2"});
  out.standing = daemon_standing::silent;
  out.remark = "home has been silent for 30 s";
  out.attached.reset();
  out.clock_offset.reset();
  out.audit = {chain_state::broken, "record 400 was rewritten", record_place{3, 400},
               std::string(64, 'b'), fleet_time()};
  out.missed = 3;
  out.what->document = "[1,2]";
  for (auto& each : out.accounts) {
    each.look = account_look::silent;
    each.what.document = "{\"name\":";
  }
  out.accounts.back().what.unrealized.reset();
  return out;
}

fleet_alarm an_alarm(std::uint64_t id, fleet_alarm_kind kind, const std::string& daemon,
                     const std::string& account) {
  fleet_alarm out;
  out.id = id;
  out.kind = kind;
  out.daemon = daemon;
  out.account = account;
  out.raised = fleet_time() - 30s;
  out.text = "something happened to " + daemon;
  return out;
}

std::shared_ptr<const fleet_status> a_fleet(const std::vector<fleet_daemon>& daemons,
                                            std::vector<fleet_alarm> alarms) {
  auto out = std::make_shared<fleet_status>();
  out->taken = fleet_time();
  out->started = fleet_time() - 1h;
  for (const auto& each : daemons)
    out->daemons.push_back(std::make_shared<const fleet_daemon>(each));
  out->alarms = std::move(alarms);
  return out;
}

std::shared_ptr<const fleet_status> whole_fleet() {
  auto over = an_alarm(1, fleet_alarm_kind::account_locked, "home", "A-1");
  over.ended = fleet_time();
  return a_fleet({told_daemon("desk", "status_troubled"), told_daemon("home", "status_busy"),
                  unseen_daemon("spare"), garbled_daemon("vps")},
                 {an_alarm(2, fleet_alarm_kind::daemon_silent, "vps", ""), over});
}

} // namespace riskd::test
