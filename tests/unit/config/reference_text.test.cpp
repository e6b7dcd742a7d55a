#define CAF_SUITE config.reference_text

#include "config/reference_text.hpp"

#include "config/key_table.hpp"
#include "config/rules/rule_table.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_reference_text {

using namespace riskd;

namespace {

/// Names of keys that nobody has described.
std::string without_meaning(const config::node& section) {
  std::string out;
  for (const auto& key : section.members) {
    if (!key.key.empty() && key.meaning.empty())
      out += key.key + "\n";
    out += without_meaning(key);
  }
  return out;
}

} // namespace

CAF_TEST(the reference in docs is current) {
  CAF_CHECK_EQUAL(test::read_file(RISKD_SOURCE_DIR "/docs/CONFIG.md"),
                  config::reference_markdown());
}

CAF_TEST(every key has a meaning) {
  CAF_CHECK_EQUAL(without_meaning(config::root_section()), "");
}

CAF_TEST(every rule has a section) {
  const auto text = config::reference_markdown();
  for (const auto& entry : config::rule_table())
    CAF_CHECK(text.find("### `rules." + std::string{domain::config_key(entry.id)} + "` (")
              != std::string::npos);
}

} // namespace config_reference_text
