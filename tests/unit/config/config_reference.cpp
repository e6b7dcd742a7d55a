// Prints docs/CONFIG.md: build/<preset>/bin/riskd_config_reference > docs/CONFIG.md

#include "config/reference_text.hpp"

#include <iostream>

int main() {
  std::cout << riskd::config::reference_markdown();
  return std::cout.flush() ? 0 : 1;
}
