#define CAF_SUITE riskctl.usage

#include "apps/riskctl/command_line.hpp"
#include "tests/unit/control_api/process.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace riskctl_usage {

using namespace riskd;

namespace {

test::finished run(std::vector<std::string> words) {
  words.insert(words.begin(), std::string{RISKD_BIN_DIR} + "/riskctl");
  return test::run_process(words, {});
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

CAF_TEST(no word lifts a lock) {
  // R-O-2, R-0-3, A-39.
  const std::vector<std::vector<std::string>> rows{
    {"unlock"},          {"unlock", "A-1"},    {"Unlock-Account"},
    {"pause"},           {"disable", "rule"},  {"reset"},
    {"close"},           {"flatten", "A-1"},   {"cancel"},
    {"locks", "unlock"}, {"locks", "--clear"}, {"status", "--unlock=A-1"},
    {"locks_reset"},     {"extend"},           {"--socket", "/none", "release"},
  };
  for (const auto& words : rows) {
    const auto done = run(words);
    CAF_MESSAGE(words.front());
    CAF_CHECK_EQUAL(done.code, 2);
    CAF_CHECK_EQUAL(done.out, "");
    CAF_CHECK(contains(done.error, "Nothing can lift, shorten or pause a lock"));
  }
}

CAF_TEST(other wrong words are called wrong) {
  for (const auto& words : std::vector<std::vector<std::string>>{{"statsu"},
                                                                 {},
                                                                 {"status", "extra"},
                                                                 {"status", "--no-such"},
                                                                 {"account"},
                                                                 {"completion", "tcsh"},
                                                                 {"status", "--account"}}) {
    const auto done = run(words);
    CAF_CHECK_EQUAL(done.code, 2);
    CAF_CHECK_EQUAL(done.out, "");
    CAF_CHECK(done.error.starts_with("riskctl: "));
    CAF_CHECK(!contains(done.error, "Nothing can lift"));
  }
  CAF_CHECK(contains(run({"statsu"}).error, "there is no command 'statsu'"));
}

CAF_TEST(refused words are found inside compounds) {
  CAF_CHECK(riskctl::is_refused_word("unlock"));
  CAF_CHECK(riskctl::is_refused_word("--force-unlock=now"));
  CAF_CHECK(riskctl::is_refused_word("RESET"));
  CAF_CHECK(!riskctl::is_refused_word("locks"));
  CAF_CHECK(!riskctl::is_refused_word("orders"));
  CAF_CHECK(!riskctl::is_refused_word("unlocked"));
  CAF_CHECK(!riskctl::is_refused_word(""));
}

CAF_TEST(the version is known without a daemon) {
  const auto done = run({"--version"});
  CAF_CHECK_EQUAL(done.code, 0);
  CAF_CHECK(done.out.starts_with("riskctl "));
  CAF_CHECK(done.out.size() > std::string{"riskctl \n"}.size());
}

CAF_TEST(every command has help with examples) {
  for (const auto* command : {"status", "accounts", "account",    "locks",  "health", "version",
                              "config", "rules",    "completion", "man",    "audit",  "backup",
                              "export", "pnl",      "positions",  "orders", "hours",  "log",
                              "why",    "shutdown", "timeline",   "report", "notify", "watch"}) {
    const auto done = run({command, "--help"});
    CAF_CHECK_EQUAL(done.code, 0);
    CAF_CHECK(contains(done.out, "Examples:\n  riskctl ")
              || contains(done.out, "Examples:\n  source <(riskctl "));
    CAF_CHECK(contains(run({"--help"}).out, "\n  " + std::string{command} + " "));
  }
}

} // namespace riskctl_usage
