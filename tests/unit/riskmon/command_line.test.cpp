#define CAF_SUITE monitor.command_line

#include "apps/riskmon/command_line.hpp"

#include "tests/unit/sqlite/temporary_directory.hpp"

#include <caf/test/unit_test.hpp>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace monitor_command_line {

using namespace riskd;
using namespace riskd::riskmon;
using namespace std::chrono_literals;

namespace {

parsed_line parsed(const std::vector<std::string>& words) {
  std::vector<const char*> all{"riskmon"};
  for (const auto& each : words)
    all.push_back(each.c_str());
  return parse_command_line(static_cast<int>(all.size()), all.data());
}

bool is_refused(const std::vector<std::string>& words) {
  const auto line = parsed(words);
  return std::holds_alternative<std::monostate>(line.wanted)
         && line.otherwise == app::exit_code::usage;
}

hub_choice hub_of(const std::vector<std::string>& words) {
  const auto line = parsed(words);
  CAF_REQUIRE(std::holds_alternative<hub_choice>(line.wanted));
  return std::get<hub_choice>(line.wanted);
}

/// What a command prints; nothing if it is no success.
std::string printed_by(const std::vector<std::string>& words) {
  const std::ostringstream out;
  auto* before = std::cout.rdbuf(out.rdbuf());
  const auto line = parsed(words);
  std::cout.rdbuf(before);
  const bool is_done
    = std::holds_alternative<std::monostate>(line.wanted) && line.otherwise == app::exit_code::ok;
  return is_done ? out.str() : std::string{};
}

const std::vector<std::string> agent_words{
  "agent",  "--hub",         "hub.example:8481", "--hub-name", "hub",   "--ca",
  "ca.crt", "--certificate", "me.crt",           "--key",      "me.key"};

} // namespace

CAF_TEST(an address has a host with a port) {
  CAF_CHECK(read_endpoint("127.0.0.1:80") == (endpoint{"127.0.0.1", 80}));
  CAF_CHECK(read_endpoint("hub.example:8481") == (endpoint{"hub.example", 8481}));
  CAF_CHECK(read_endpoint("[::]:0") == (endpoint{"::", 0}));
  CAF_CHECK(read_endpoint("[fe80::1]:65535") == (endpoint{"fe80::1", 65'535}));
  for (const auto* text : {"", ":", "host", "host:", ":80", "host:port", "host:65536", "host:-1",
                           "host:80 ", "::1:80", "[]:80", "[::1:80", "[::1]80"})
    CAF_CHECK(!read_endpoint(text).has_value());
}

CAF_TEST(an agent needs a hub with its name) {
  const auto line = parsed(agent_words);
  CAF_REQUIRE(std::holds_alternative<agent_choice>(line.wanted));
  const auto& agent = std::get<agent_choice>(line.wanted);
  CAF_REQUIRE_EQUAL(agent.hubs.size(), 1u);
  CAF_CHECK(agent.hubs.front() == (endpoint{"hub.example", 8'481}));
  CAF_CHECK_EQUAL(agent.hub_names.front(), "hub");
  CAF_CHECK_EQUAL(agent.files.key, "me.key");
  CAF_CHECK(!agent.files.crl);
  // One word and its value less, in turn.
  for (std::size_t i = 1; i < agent_words.size(); i += 2) {
    auto words = agent_words;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i),
                words.begin() + static_cast<std::ptrdiff_t>(i) + 2);
    CAF_CHECK(is_refused(words));
  }
}

CAF_TEST(a hub of this machine needs nothing else) {
  const auto hub = hub_of({"hub", "--local"});
  CAF_CHECK(!hub.listen.has_value());
  CAF_REQUIRE(hub.local.has_value());
  CAF_CHECK(!hub.local->name.empty());
  CAF_CHECK(hub.web.address == (endpoint{"127.0.0.1", 8'480}));
  CAF_CHECK(hub.silent_after == 10s);
}

CAF_TEST(a hub takes agents in once it has a certificate) {
  const auto hub = hub_of({"hub", "--ca", "ca.crt", "--certificate", "hub.crt", "--key", "hub.key",
                           "--agent", "a", "--agent", "b", "--expect", "b", "--silent-after", "3"});
  CAF_REQUIRE(hub.listen.has_value());
  CAF_CHECK(*hub.listen == (endpoint{"::", 8'481}));
  CAF_CHECK(!hub.local.has_value());
  CAF_CHECK_EQUAL(hub.agents.size(), 2u);
  CAF_CHECK_EQUAL(hub.expected.size(), 1u);
  CAF_CHECK(hub.silent_after == 3s);
}

CAF_TEST(a hub that would watch nobody is refused) {
  CAF_CHECK(is_refused({"hub"}));
  CAF_CHECK(is_refused({"hub", "--ca", "ca.crt"}));
  CAF_CHECK(is_refused({"hub", "--local", "--web-key", "web.key"}));
  CAF_CHECK(is_refused({"hub", "--local", "--web", "8480"}));
  CAF_CHECK(is_refused({"hub", "--local", "--silent-after", "1"}));
  CAF_CHECK(is_refused({"hub", "--local", "--unlock"}));
  CAF_CHECK(is_refused({}));
}

CAF_TEST(options may stand in a file) {
  const test::temporary_directory folder;
  const auto file = folder.path() / "hub.toml";
  std::ofstream{file} << "# A hub.\n[hub]\nlocal = true\nname = \"home\"\nweb = \"[::1]:9000\"\n";
  const auto hub = hub_of({"--config", file.string(), "hub"});
  CAF_REQUIRE(hub.local.has_value());
  CAF_CHECK_EQUAL(hub.local->name, "home");
  CAF_CHECK(hub.web.address == (endpoint{"::1", 9'000}));
  // The command line counts more.
  const auto other = hub_of({"hub", "--config", file.string(), "--name", "away"});
  CAF_CHECK_EQUAL(other.local->name, "away");
  std::ofstream{file} << "[hub]\nlocal = true\nunlock = true\n";
  CAF_CHECK(is_refused({"--config", file.string(), "hub"}));
  CAF_CHECK(is_refused({"--config", (folder.path() / "none.toml").string(), "hub", "--local"}));
}

CAF_TEST(an audit is accepted by the name of its agent) {
  const auto hub = hub_of({"hub", "--local", "--accept-audit", "home", "--accept-audit", "away"});
  CAF_CHECK(hub.accepted_audits == (std::vector<std::string>{"home", "away"}));
  CAF_CHECK(hub_of({"hub", "--local"}).accepted_audits.empty());
  CAF_CHECK(is_refused({"hub", "--local", "--accept-audit"}));
  const test::temporary_directory folder;
  const auto file = folder.path() / "hub.toml";
  std::ofstream{file} << "[hub]\nlocal = true\naccept-audit = \"home\"\n";
  CAF_CHECK(hub_of({"--config", file.string(), "hub"}).accepted_audits
            == std::vector<std::string>{"home"});
}

CAF_TEST(shells learn commands with their options) {
  for (const auto* shell : {"bash", "fish", "zsh"}) {
    const auto script = printed_by({"completion", shell});
    for (const auto* word : {"riskmon", "agent", "hub", "accept-audit", "silent-after"})
      CAF_CHECK(script.find(word) != std::string::npos);
  }
  CAF_CHECK(is_refused({"completion"}));
  CAF_CHECK(is_refused({"completion", "csh"}));
}

CAF_TEST(the manual page tells of all options) {
  const auto page = printed_by({"man"});
  for (const auto* word : {".TH \"RISKMON\" \"8\"", "\\-\\-accept\\-audit\\fR \\fINAME",
                           "\\-\\-web\\fR \\fIADDRESS", "SIGHUP", "EXIT STATUS", "hub.toml"})
    CAF_CHECK(page.find(word) != std::string::npos);
}

} // namespace monitor_command_line
