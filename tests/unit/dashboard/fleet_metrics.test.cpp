#define CAF_SUITE dashboard.fleet_metrics

#include "adapters/dashboard/fleet_metrics.hpp"

#include "tests/unit/dashboard/running_dashboard.hpp"
#include "tests/unit/dashboard/sample_fleet.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace dashboard_fleet_metrics {

using namespace riskd;
using namespace riskd::dashboard;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in{text};
  for (std::string each; std::getline(in, each);)
    out.push_back(each);
  return out;
}

/// The values of all samples, by name with labels.
std::map<std::string, std::string> samples_in(const std::string& text) {
  std::map<std::string, std::string> out;
  for (const auto& each : lines_of(text))
    if (!each.starts_with('#'))
      out[each.substr(0, each.rfind(' '))] = each.substr(each.rfind(' ') + 1);
  return out;
}

std::map<std::string, std::string> samples_of(const domain::fleet_status& status) {
  return samples_in(fleet_metrics(status, {"hub-1", "0.1.0", 5, 2, 3, 7}, test::fleet_time()));
}

struct row {
  const char* name;
  const char* value;
};

/// Names of rows whose value is another one; a value of `-` stands for none.
std::vector<std::string> differing(const std::map<std::string, std::string>& found,
                                   const std::vector<row>& rows) {
  std::vector<std::string> out;
  for (const auto& each : rows) {
    const auto at = found.find(each.name);
    if ((at == found.end() ? "-" : at->second) != each.value)
      out.emplace_back(each.name);
  }
  return out;
}

} // namespace

CAF_TEST(each family has its lines together) {
  const auto text
    = fleet_metrics(*test::whole_fleet(), {"hub-1", "0.1.0", 5, 2, 3, 7}, test::fleet_time());
  std::set<std::string> begun;
  std::string family;
  bool is_in_order = true;
  for (const auto& each : lines_of(text)) {
    if (each.starts_with("# HELP ")) {
      family = each.substr(7, each.find(' ', 7) - 7);
      is_in_order = is_in_order && begun.insert(family).second;
    } else if (each.starts_with("# TYPE ")) {
      is_in_order = is_in_order && each.starts_with("# TYPE " + family + " ");
    } else {
      is_in_order = is_in_order && each.substr(0, each.find_first_of("{ ")) == family;
    }
  }
  CAF_CHECK(is_in_order);
  CAF_CHECK_EQUAL(begun.size(), 17u);
  CAF_CHECK(text.ends_with('\n'));
}

CAF_TEST(what is known has a sample) {
  const auto found = samples_of(*test::whole_fleet());
  const auto wrong = differing(
    found, {
             {R"(riskmon_info{hub="hub-1",version="0.1.0"})", "1"},
             {"riskmon_uptime_seconds", "3600"},
             {"riskmon_connections", "5"},
             {"riskmon_live_connections", "2"},
             {"riskmon_sessions", "3"},
             {"riskmon_login_failures_total", "7"},
             {R"(riskmon_daemon_up{daemon="home"})", "1"},
             {R"(riskmon_daemon_up{daemon="vps"})", "0"},
             {R"(riskmon_daemon_up{daemon="spare"})", "0"},
             {R"(riskmon_daemon_state{daemon="vps",state="silent"})", "1"},
             {R"(riskmon_daemon_state{daemon="vps",state="live"})", "0"},
             {R"(riskmon_data_age_seconds{daemon="home"})", "1"},
             {R"(riskmon_clock_offset_seconds{daemon="home"})", "-3"},
             {R"(riskmon_missed_records_total{daemon="vps"})", "3"},
             {R"(riskmon_audit_intact{daemon="home"})", "1"},
             {R"(riskmon_audit_intact{daemon="vps"})", "0"},
             {R"(riskmon_account_protected{daemon="home",account="A-1"})", "1"},
             {R"(riskmon_account_protected{daemon="home",account="C-3"})", "0"},
             {R"(riskmon_account_protected{daemon="vps",account="A-1"})", "0"},
             {R"(riskmon_account_locked{daemon="home",account="A-1"})", "1"},
             {R"(riskmon_account_locked{daemon="home",account="B/2 %"})", "0"},
             {R"(riskmon_account_realized_dollars{daemon="vps",account="A-1"})", "-12.00"},
             {R"(riskmon_account_unrealized_dollars{daemon="vps",account="A-1"})", "0.50"},
             {R"(riskmon_alarms{kind="daemon_silent",severity="critical"})", "1"},
             {R"(riskmon_alarms{kind="account_locked",severity="warning"})", "0"},
           });
  for (const auto& each : wrong)
    CAF_MESSAGE(each);
  CAF_CHECK(wrong.empty());
}

CAF_TEST(what is unknown has none) {
  const auto found = samples_of(*test::whole_fleet());
  const auto wrong
    = differing(found, {
                         {R"(riskmon_data_age_seconds{daemon="spare"})", "-"},
                         {R"(riskmon_clock_offset_seconds{daemon="spare"})", "-"},
                         {R"(riskmon_audit_intact{daemon="spare"})", "-"},
                         {R"(riskmon_account_unrealized_dollars{daemon="vps",account="A-2"})", "-"},
                       });
  CAF_CHECK(wrong.empty());
}

CAF_TEST(a name cannot break out of its label) {
  auto daemon = test::small_daemon("a\"b\\c\nd", {});
  const auto text = fleet_metrics(*test::a_fleet({daemon}), {}, test::fleet_time());
  CAF_CHECK(text.find("riskmon_daemon_up{daemon=\"a\\\"b\\\\c\\nd\"} 1\n") != std::string::npos);
}

CAF_TEST(prometheus reads them with the token) {
  const test::running_dashboard hub;
  const auto found = hub.get("/metrics");
  CAF_CHECK_EQUAL(found.status, 200u);
  CAF_CHECK_EQUAL(found.field("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  const auto samples = samples_in(found.body);
  CAF_CHECK_EQUAL(samples.at("riskmon_connections"), "1");
  CAF_CHECK_EQUAL(samples.at(R"(riskmon_info{hub="hub-1",version="0.1.0"})"), "1");
  const auto refused = hub.ask("GET", "/metrics", "Authorization: Bearer none of the tokens\r\n");
  CAF_CHECK_EQUAL(refused.status, 401u);
}

} // namespace dashboard_fleet_metrics
