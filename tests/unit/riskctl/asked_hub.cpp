#include "tests/unit/riskctl/asked_hub.hpp"

#include <utility>

namespace riskd::test {

std::string asked_hub::address(const std::string& scheme) const {
  return scheme + "://127.0.0.1:" + std::to_string(server->port());
}

std::string asked_hub::token_file() const {
  return (folder.path() / "token").string();
}

finished asked_hub::run(std::vector<std::string> words, std::vector<std::string> more_environment,
                        bool on_terminal) const {
  words.insert(words.begin(), {"--hub", address()});
  more_environment.push_back("RISKCTL_HUB_TOKEN_FILE=" + token_file());
  return run_riskctl(std::move(words), std::move(more_environment), on_terminal);
}

finished run_riskctl(std::vector<std::string> words, std::vector<std::string> environment,
                     bool on_terminal) {
  words.insert(words.begin(), std::string{RISKD_BIN_DIR} + "/riskctl");
  environment.emplace_back("TZ=UTC");
  return run_process(words, std::move(environment), on_terminal);
}

} // namespace riskd::test
