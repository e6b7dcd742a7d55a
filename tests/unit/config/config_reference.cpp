// Prints what docs/ has from the tree of keys:
//   build/<preset>/bin/riskd_config_reference > docs/CONFIG.md
//   build/<preset>/bin/riskd_config_reference schema > docs/riskd-config.schema.json

#include "config/json_schema.hpp"
#include "config/reference_text.hpp"

#include <iostream>
#include <string_view>

int main(int count, char** words) {
  const bool wants_schema = count == 2 && std::string_view{words[1]} == "schema";
  std::cout << (wants_schema ? riskd::config::json_schema() : riskd::config::reference_markdown());
  return std::cout.flush() ? 0 : 1;
}
