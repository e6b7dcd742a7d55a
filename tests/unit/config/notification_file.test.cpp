#define CAF_SUITE config.notification_file

#include "config/load.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_notification_file {

using namespace riskd;

namespace {

struct fixture : test::loading {
  /// Every error of a file with this content, one per line.
  std::string errors_of(const std::string& text) {
    context.purpose = config::load_purpose::run;
    const auto found = config::load_notifications(write("notify.json", text), context);
    CAF_CHECK_EQUAL(found.errors.empty(), found.settings.has_value());
    std::string out;
    for (const auto& each : found.errors)
      out += to_string(each) + "\n";
    return out;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(notification_file_tests, fixture)

CAF_TEST(a file may tell nothing but who is told) {
  environment["PLACE"] = "https://example.org/secret";
  context.purpose = config::load_purpose::run;
  const auto file = write("notify.json", R"({
    "version": 1, // As in a configuration.
    "notifications": {"channels": [
      {"kind": "webhook", "url": "${PLACE}", "severities": ["critical"]},
      {"kind": "ntfy", "url": "${PLACE}"}]}})");
  const auto found = config::load_notifications(file, context);
  CAF_REQUIRE(found.settings.has_value());
  CAF_REQUIRE_EQUAL(found.settings->channels.size(), 2u);
  CAF_CHECK_EQUAL(found.settings->channels[0].kind, "webhook");
  CAF_CHECK_EQUAL(found.settings->channels[0].url.reveal(), "https://example.org/secret");
  CAF_CHECK_EQUAL(found.settings->channels[0].severities.size(), 1u);
  CAF_CHECK(found.settings->channels[1].severities.empty());
  CAF_CHECK(!found.settings->heartbeat_url);
}

CAF_TEST(foreign keys are refused) {
  CAF_CHECK_EQUAL(
    errors_of(R"({"version": 1, "rules": {}})"),
    "E-1 /rules at 1:16: found unknown key \"rules\"; allowed: version, notifications\n");
  CAF_CHECK(errors_of(R"({"notifications": {}})").find("version") != std::string::npos);
  CAF_CHECK(errors_of("[]").starts_with("E-1"));
  CAF_CHECK(errors_of("{").starts_with("E-1"));
}

CAF_TEST(a secret that cannot be had is named) {
  const auto said = errors_of(
    R"({"version": 1, "notifications": {"channels": [{"kind": "slack", "url": "${GONE}"}]}})");
  CAF_CHECK(said.starts_with("E-12 /notifications/channels/0/url"));
}

CAF_TEST(a file that is none is named) {
  const auto found = config::load_notifications(folder / "none.json", context);
  CAF_REQUIRE_EQUAL(found.errors.size(), 1u);
  CAF_CHECK(to_string(found.errors.front()).find("none.json") != std::string::npos);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_notification_file
