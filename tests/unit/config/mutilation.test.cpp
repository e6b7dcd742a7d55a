#define CAF_SUITE config.mutilation

#include "config/load.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

#include <random>

namespace config_mutilation {

// Whatever becomes of a file, loading it ends with a configuration or with reasons, never
// otherwise.

using namespace riskd;

namespace {

struct fixture : test::loading {
  std::vector<std::string> texts{
    test::read_file(RISKD_SOURCE_DIR "/config/examples/two_accounts.json"),
    test::read_file(RISKD_SOURCE_DIR "/config/examples/minimal.json"),
    test::read_file(RISKD_SOURCE_DIR "/config/examples/preset.json"),
    test::read_file(RISKD_SOURCE_DIR "/config/examples/session_block_outside.json"),
    test::read_file(RISKD_SOURCE_DIR "/config/examples/trade_management.json"),
    test::read_file(RISKD_SOURCE_DIR "/tests/unit/config/golden/terrible.json"),
  };

  std::mt19937_64 generator{20260303};

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>{0, end - 1}(generator);
  }

  /// True if the outcome is one of the two that are allowed.
  bool is_sound(const std::string& text) {
    const auto loaded = load(text);
    return loaded.settings.has_value() == loaded.errors.empty();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(mutilation_tests, fixture)

CAF_TEST(every truncation of a file is refused with a place) {
  for (const auto& text : texts) {
    const auto end = text.rfind('}');
    int faults = 0;
    for (std::size_t length = 0; length < end; ++length) {
      const auto loaded = load(std::string_view{text}.substr(0, length));
      const bool refused = !loaded.settings && !loaded.errors.empty();
      faults
        += refused && loaded.errors.back().where.line > 0 && loaded.errors.back().where.column > 0
             ? 0
             : 1;
    }
    CAF_CHECK_EQUAL(faults, 0);
  }
}

CAF_TEST(a truncation is refused at its end) {
  const std::string text = "{\n  \"version\": 1,\n  \"rules\"";
  const auto loaded = load(text);
  CAF_REQUIRE_EQUAL(loaded.errors.size(), 1u);
  CAF_CHECK((loaded.errors[0].where == config::text_position{3, 10}));
}

CAF_TEST(changed characters break nothing) {
  int faults = 0;
  for (int i = 0; i < 400; ++i) {
    auto text = texts[below(texts.size())];
    for (std::size_t changes = 1 + below(4); changes > 0; --changes)
      text[below(text.size())] = static_cast<char>(below(256));
    faults += is_sound(text) ? 0 : 1;
  }
  CAF_CHECK_EQUAL(faults, 0);
}

CAF_TEST(pieces of files in any order break nothing) {
  int faults = 0;
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (std::size_t pieces = 1 + below(6); pieces > 0; --pieces) {
      const auto& from = texts[below(texts.size())];
      const auto begin = below(from.size());
      text += from.substr(begin, below(200));
    }
    faults += is_sound(text) ? 0 : 1;
  }
  CAF_CHECK_EQUAL(faults, 0);
}

// Every value of a good file is replaced by values of every kind.
CAF_TEST(values of any kind break nothing) {
  texts.pop_back(); // Nothing of it is good.
  int faults = 0;
  for (const auto& text : texts)
    for (const char* replacement : {"null", "true", "-1", "1e400", "0.5", "\"\"", "\"${X}\"", "[]",
                                    "[[null]]", "{}", "{\"\": {}}", "99999999999999999999"})
      for (auto colon = text.find(':'); colon != std::string::npos;
           colon = text.find(':', colon + 1)) {
        const auto end = text.find_first_of(",}\n", colon);
        faults += is_sound(text.substr(0, colon + 1) + replacement + text.substr(end)) ? 0 : 1;
      }
  CAF_CHECK_EQUAL(faults, 0);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_mutilation
