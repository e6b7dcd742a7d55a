#define CAF_SUITE config.examples

#include "config/load.hpp"
#include "config/rules/rule_table.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <vector>

namespace config_examples {

using namespace riskd;

namespace {

struct fixture : test::loading {
  std::vector<std::filesystem::path> examples;

  fixture() {
    for (const auto& each :
         std::filesystem::directory_iterator{RISKD_SOURCE_DIR "/config/examples"})
      examples.push_back(each.path());
    std::sort(examples.begin(), examples.end());
  }

  /// What is said of one file; `loaded` if nothing is.
  std::string said_of(const std::filesystem::path& file) {
    const auto read = config::load(file, context);
    std::string out = read.settings ? "loaded" : "";
    for (const auto& each : read.errors)
      out += to_string(each) + "\n";
    return file.filename().string() + " " + out;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(example_tests, fixture)

CAF_TEST(every example can be checked) {
  CAF_CHECK(!examples.empty());
  for (const auto& file : examples)
    CAF_CHECK_EQUAL(said_of(file), file.filename().string() + " loaded");
}

CAF_TEST(every example can run) {
  context.purpose = config::load_purpose::run;
  environment = {{"PROJECT_X_USERNAME", "u"},
                 {"PROJECT_X_API_KEY", "k"},
                 {"DESK_USERNAME", "u"},
                 {"DESK_API_KEY", "k"},
                 {"CREDENTIALS_DIRECTORY", folder.string()}};
  write("topstep_username", "u");
  write("topstep_api_key", "k");
  for (const auto& file : examples)
    CAF_CHECK_EQUAL(said_of(file), file.filename().string() + " loaded");
}

CAF_TEST(every rule has an example that switches it on) {
  for (const auto& entry : config::rule_table()) {
    const auto key = std::string{domain::config_key(entry.id)};
    const auto read = config::load(
      std::filesystem::path{RISKD_SOURCE_DIR "/config/examples"} / (key + ".json"), context);
    CAF_REQUIRE(read.settings.has_value());
    const auto& rules = read.settings->accounts.at(0).settings.rules.all();
    CAF_CHECK_EQUAL(key
                      + (std::any_of(rules.begin(), rules.end(),
                                     [&](const auto& x) { return id_of(x) == entry.id; })
                           ? " on"
                           : " off"),
                    key + " on");
  }
}

CAF_TEST(the example with two accounts is what its comments say) {
  const auto read = good(test::read_file(RISKD_SOURCE_DIR "/config/examples/two_accounts.json"));
  CAF_REQUIRE_EQUAL(read.accounts.size(), 2u);
  const auto& first = read.accounts[0];
  const auto& second = read.accounts[1];
  CAF_CHECK_EQUAL(first.gateway, "topstep");
  CAF_CHECK(first.settings.rules.find<domain::rules::max_contracts>()->limit
            == domain::quantity{5});
  CAF_CHECK(first.settings.rules.find<domain::rules::daily_realized_profit>() != nullptr);
  CAF_CHECK_EQUAL(second.gateway, "futuresdesk");
  CAF_CHECK(second.settings.id == domain::account_id{26282001});
  CAF_CHECK(second.settings.mode == domain::account_mode::shadow);
  CAF_CHECK_EQUAL(second.settings.reset.zone.name(), "America/New_York");
  CAF_CHECK(second.settings.rules.find<domain::rules::max_contracts>()->limit
            == domain::quantity{2});
  CAF_CHECK(second.settings.rules.find<domain::rules::max_contracts>()->count_type
            == domain::rules::max_contracts::counting::gross);
  CAF_CHECK(second.settings.rules.find<domain::rules::daily_realized_profit>() == nullptr);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_examples
