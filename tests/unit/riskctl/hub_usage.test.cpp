#define CAF_SUITE monitor.hub_usage

#include "apps/riskctl/hub_options.hpp"
#include "tests/unit/dashboard/private_folder.hpp"
#include "tests/unit/riskctl/asked_hub.hpp"
#include "tests/unit/riskctl/fixed_answer.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace monitor_hub_usage {

using namespace riskd;

namespace {

using words = std::vector<std::string>;

test::finished run(const words& all) {
  return test::run_riskctl(all);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr auto hub = "http://127.0.0.1:1";

} // namespace

CAF_TEST(a hub only tells the status) {
  const std::vector<words> rows{
    {"--hub", hub, "pnl"},
    {"pnl", "--hub", hub},
    {"locks", "--hub=http://x"},
    {"--hub", hub, "health"},
    {"account", "A-1", "--hub", hub},
    {"account", "--hub", hub},
    {"--hub", hub, "watch"},
    {"--hub", hub, "record", "status"},
    {"--hub", hub, "config", "reload"},
    {"config", "reload", "--hub", hub},
    {"--hub", hub, "shutdown"},
    {"--hub", hub, "man"},
    {"--hub", hub, "completion", "bash"},
  };
  for (const auto& each : rows) {
    const auto done = run(each);
    CAF_MESSAGE(each.front() << " " << each.back());
    CAF_CHECK_EQUAL(done.code, 2);
    CAF_CHECK_EQUAL(done.out, "");
    CAF_CHECK(done.error.starts_with("riskctl: --hub only works with status\n"));
  }
}

CAF_TEST(options of a hub need one) {
  const test::private_folder folder;
  const auto token = folder.put("token", "0123456789abcdef").string();
  struct row {
    words given;
    const char* said;
  };
  const row rows[]{
    {{"status", "--hub-plain"}, "only work with --hub"},
    {{"status", "--hub-token", token}, "only work with --hub"},
    {{"--hub-ca", token, "status"}, "only work with --hub"},
    {{"--hub", hub, "--socket", "riskd.sock", "status"}, "only one can be asked"},
    {{"--hub", hub, "status", "--socket", "riskd.sock"}, "only one can be asked"},
    {{"--hub", hub, "status"}, "--hub-token FILE, or $RISKCTL_HUB_TOKEN_FILE"},
    {{"--hub", "", "status"}, "begins with https:// or http://"},
    {{"status", "--hub="}, "--hub: 1 required URL missing"},
    {{"--hub", "hub.example:8480", "status"}, "begins with https:// or http://"},
    {{"--hub", "https://", "status"}, "not an address"},
    {{"--hub", hub, "--hub-token", token, "--hub-ca", token, "status"}, "--hub-ca is for"},
    {{"--hub", "http://192.0.2.1", "--hub-token", token, "status"}, "--hub-plain"},
    {{"--hub", hub, "--hub-token"}, "--hub-token: 1 required FILE missing"},
    {{"--hub", hub}, "subcommand is required"},
  };
  for (const auto& each : rows) {
    const auto done = run(each.given);
    CAF_MESSAGE(each.said << ": " << done.error);
    CAF_CHECK_EQUAL(done.code, 2);
    CAF_CHECK_EQUAL(done.out, "");
    CAF_CHECK(contains(done.error, each.said));
  }
}

CAF_TEST(the value of an option is no command) {
  CAF_CHECK(contains(run({"--hub", hub, "statsu"}).error, "there is no command 'statsu'"));
  CAF_CHECK(contains(run({"--hub-token", "file", "--hub-ca", "file", "statsu"}).error,
                     "there is no command 'statsu'"));
}

CAF_TEST(no hub lifts a lock) {
  // R-O-2.
  const auto done = run({"--hub", hub, "unlock", "A-1"});
  CAF_CHECK_EQUAL(done.code, 2);
  CAF_CHECK(contains(done.error, "Nothing can lift, shorten or pause a lock"));
}

CAF_TEST(a token in the clear is a decision) {
  const test::private_folder folder;
  const auto token = folder.put("token", "0123456789abcdef").string();
  const auto done = run({"--hub", "http://hub.example", "--hub-token", token, "status", "--json"});
  CAF_CHECK_EQUAL(done.code, 2);
  CAF_CHECK_EQUAL(done.error,
                  "riskctl: the token would go to http://hub.example without encryption: "
                  "--hub-plain allows that, for networks that are private otherwise\n");
  CAF_CHECK(done.out.starts_with(R"({"schema":1,"error":{"code":"failed","message":"the token )"));
}

CAF_TEST(help manual completion know of hubs) {
  struct row {
    words given;
    std::vector<const char*> names;
  };
  const std::vector<const char*> options{"--hub URL", "--hub-token FILE", "--hub-ca FILE",
                                         "--hub-plain"};
  const std::vector<const char*> names{"--hub", "--hub-token", "--hub-ca", "--hub-plain"};
  const row rows[]{
    {{"--help"}, options},
    {{"status", "--help"}, options},
    {{"completion", "bash"}, names},
    {{"completion", "zsh"}, names},
    {{"completion", "fish"}, {"-l hub ", "-l hub-token ", "-l hub-ca ", "-l hub-plain "}},
    {{"man"},
     {R"(\-\-hub\fR)", R"(\-\-hub\-token)", R"(\-\-hub\-ca)", R"(\-\-hub\-plain)",
      "RISKCTL_HUB_TOKEN_FILE"}},
  };
  for (const auto& each : rows) {
    const auto done = run(each.given);
    CAF_CHECK_EQUAL(done.code, 0);
    for (const auto* name : each.names) {
      CAF_MESSAGE(each.given.back() << ": " << name);
      CAF_CHECK(contains(done.out, name));
    }
  }
  CAF_CHECK(!contains(run({"pnl", "--help"}).out, "--hub"));
}

} // namespace monitor_hub_usage
