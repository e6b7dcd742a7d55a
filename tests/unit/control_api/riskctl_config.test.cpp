#define CAF_SUITE riskctl.config

#include "apps/riskctl/config_commands.hpp"
#include "tests/unit/control_api/process.hpp"

#include <caf/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace riskctl_config {

using namespace riskd;
using nlohmann::json;

namespace {

constexpr const char* layers = R"({
  "version": 1,
  "preset": "conservative",
  "gateway": {"api_key": "${NOBODY_SET_THIS}"},
  "accounts": [
    {"name": "50K-1"},
    {"id": 77, "override": {"rules": {"trade_frequency_limit": {"limits": {"per_hour": null}}}}}
  ],
  "rules": {"daily_realized_loss": {"limit": -150.50}, "auth_loss_guard": null}
})";

struct fixture {
  std::filesystem::path folder;
  std::string file;

  fixture() {
    auto pattern = (std::filesystem::temp_directory_path() / "riskctl-config-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
      CAF_FAIL("no temporary folder");
    folder = pattern;
    file = (folder / "riskd.json").string();
  }

  ~fixture() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  test::finished run(std::vector<std::string> words, const std::string& content) {
    std::ofstream{file} << content;
    words.insert(words.begin(), std::string{RISKD_BIN_DIR} + "/riskctl");
    return test::run_process(words, {});
  }

  /// What `rules --json` says of one rule of one account.
  json rule(const std::string& account, const std::string& key) {
    const auto done = run({"rules", "--config", file, "--account", account, "--json"}, layers);
    const auto answer = json::parse(done.out);
    for (const auto& each : answer.at("accounts").at(0).at("rules"))
      if (each.at("key") == key)
        return each;
    return {};
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(riskctl_config_tests, fixture)

// R-O-3, R-O-7
CAF_TEST(a good file is valid even where its references are unknown) {
  const auto done = run({"config", "validate", file}, layers);
  CAF_CHECK_EQUAL(done.code, 0);
  CAF_CHECK_EQUAL(done.out, file + ": valid\n");
  CAF_CHECK_EQUAL(done.error, "");
}

// A-79
CAF_TEST(a bad file is refused with every problem at its place) {
  const auto done = run({"config", "validate", file}, R"({
  "version": 1,
  "rules": {"max_contracts": {"limt": 5}, "daily_realized_loss": {"limit": 500}}
})");
  CAF_CHECK_EQUAL(done.code, 5);
  CAF_CHECK_EQUAL(done.out,
                  file
                    + ":3:31: error E-1 /rules/max_contracts/limt: found unknown key \"limt\"; "
                      "allowed: enabled, limit, count_type, enforcement, weights; did you mean "
                      "\"limit\"?\n"
                    + file
                    + ":3:76: error E-2 /rules/daily_realized_loss/limit: found 500; allowed: "
                      "money < 0\n"
                    + file
                    + ":1:1: warning W-6 (root): found no active rule no_stop_loss_grace: "
                      "positions without a stop stay open\n"
                    + file + ": refused, 2 errors, 1 warning\n");
}

// R-O-8
CAF_TEST(problems come as JSON for programs) {
  const auto done = run({"config", "validate", file, "--json"}, R"({"version": 2})");
  CAF_CHECK_EQUAL(done.code, 5);
  const auto answer = json::parse(done.out);
  CAF_CHECK_EQUAL(answer.at("schema").get<int>(), 1);
  CAF_CHECK_EQUAL(answer.at("valid").get<bool>(), false);
  CAF_REQUIRE_EQUAL(answer.at("errors").size(), 2u);
  const auto& version = answer["errors"][1];
  CAF_CHECK_EQUAL(version.at("code").get<std::string>(), "E-1");
  CAF_CHECK_EQUAL(version.at("pointer").get<std::string>(), "/version");
  CAF_CHECK_EQUAL(version.at("line").get<int>(), 1);
  CAF_CHECK_EQUAL(version.at("column").get<int>(), 13);
  CAF_CHECK(version.at("did_you_mean").is_null());
}

CAF_TEST(a file that is missing is invalid) {
  const auto done = run({"config", "validate", file + ".none"}, "");
  CAF_CHECK_EQUAL(done.code, 5);
  CAF_CHECK(contains(done.out, "no file that can be read"));
}

// R-C-4
CAF_TEST(a file is shown with its defaults but without its secrets) {
  const auto done = run({"config", "show", file}, layers);
  CAF_CHECK_EQUAL(done.code, 0);
  const auto shown = json::parse(done.out);
  CAF_CHECK_EQUAL(shown.at("gateway").at("api_key").get<std::string>(), "***");
  CAF_CHECK(!contains(done.out, "NOBODY_SET_THIS"));
  CAF_CHECK_EQUAL(shown.at("reset").at("time").get<std::string>(), "17:00");
  CAF_CHECK_EQUAL(shown.at("rules").at("max_contracts").at("limit").get<int>(), 2);
  CAF_CHECK(!shown.at("rules").contains("auth_loss_guard"));
}

CAF_TEST(an account is shown with its override) {
  const auto plain = json::parse(run({"config", "show", file, "--account", "50K-1"}, layers).out);
  CAF_CHECK_EQUAL(plain.at("rules").at("trade_frequency_limit").at("limits").dump(),
                  R"({"per_hour":5,"per_minute":2,"per_session":20})");
  const auto done = run({"config", "show", file, "--account", "77", "--json"}, layers);
  const auto changed = json::parse(done.out).at("configuration");
  CAF_CHECK_EQUAL(changed.at("rules").at("trade_frequency_limit").at("limits").dump(),
                  R"({"per_minute":2,"per_session":20})");
}

CAF_TEST(an invalid file is told instead of shown) {
  for (const auto& words : std::vector<std::vector<std::string>>{{"config", "show", file},
                                                                 {"rules", "--config", file}}) {
    const auto done = run(words, "{");
    CAF_CHECK_EQUAL(done.code, 5);
    CAF_CHECK_EQUAL(done.out, "");
    CAF_CHECK(contains(done.error, file + ":1:2: error E-1 "));
  }
}

CAF_TEST(an account that the file lacks is a failure) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"config", "show", file, "--account", "50K"},
                                             {"rules", "--config", file, "--account", "50K"}}) {
    const auto done = run(words, layers);
    CAF_CHECK_EQUAL(done.code, 1);
    CAF_CHECK_EQUAL(done.out, "");
    CAF_CHECK_EQUAL(done.error, "riskctl: " + file + " has no account 50K\n");
  }
}

// R-C-1
CAF_TEST(the schema is the published one) {
  const auto done = run({"config", "schema"}, "");
  CAF_CHECK_EQUAL(done.code, 0);
  std::ifstream published{RISKD_SOURCE_DIR "/docs/riskd-config.schema.json"};
  CAF_CHECK_EQUAL(done.out, std::string(std::istreambuf_iterator<char>{published}, {}));
}

CAF_TEST(rules name the layer of every value) {
  CAF_CHECK_EQUAL(rule("50K-1", "daily_realized_loss").dump(),
                  R"({"active":true,"key":"daily_realized_loss","parameters":[)"
                  R"({"from":"default","key":"enabled","value":true},)"
                  R"({"from":"file","key":"limit","value":-150.5},)"
                  R"({"from":"default","key":"include_unrealized","value":true}],)"
                  R"("rule":"RULE-003"})");
  CAF_CHECK_EQUAL(rule("77", "trade_frequency_limit").at("parameters").at(2).dump(),
                  R"({"from":"override","key":"limits.per_hour","value":null})");
  CAF_CHECK_EQUAL(rule("77", "max_contracts").at("parameters").at(1).dump(),
                  R"({"from":"preset","key":"limit","value":2})");
  CAF_CHECK_EQUAL(rule("77", "auth_loss_guard").at("active").dump(), "false");
}

CAF_TEST(rules come as a table for people) {
  const auto done = run({"rules", "--config", file}, layers);
  CAF_CHECK_EQUAL(done.code, 0);
  CAF_CHECK(done.out.starts_with("50K-1\nRULE      PARAMETER"));
  CAF_CHECK(contains(done.out, "\n\n77\nRULE      PARAMETER"));
  CAF_CHECK(contains(done.out, "limits.per_hour               override  off\n"));
  CAF_CHECK(contains(done.out, "instrument_limits             default   none\n"));
  CAF_CHECK(contains(done.out, "\nRULE-010  auth_loss_guard                           off\n"));
}

CAF_TEST(without accounts the rules hold for every account) {
  const auto done
    = run({"rules", "--config", file}, R"({"version": 1, "rules": {"max_contracts": {}}})");
  CAF_CHECK_EQUAL(done.code, 0);
  CAF_CHECK(done.out.starts_with("every account\n"));
}

CAF_TEST(config needs to be told what to do) {
  CAF_CHECK_EQUAL(run({"config"}, "").code, 2);
  CAF_CHECK_EQUAL(run({"config", "validate"}, "").code, 2);
  CAF_CHECK_EQUAL(run({"config", "check", file}, "").code, 2);
  CAF_CHECK_EQUAL(run({"rules", "--socket", "nowhere"}, "").code, 3);
  CAF_CHECK_EQUAL(run({"config", "reload", "--socket", "nowhere"}, "").code, 3);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace riskctl_config
