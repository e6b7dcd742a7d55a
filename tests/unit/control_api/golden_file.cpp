#include "tests/unit/control_api/golden_file.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace riskd::test {

bool equals_golden_text(const std::string& name, const std::string& text) {
  const auto place
    = std::filesystem::path{RISKD_SOURCE_DIR} / "tests" / "golden" / "control_api" / name;
  if (std::getenv("RISKD_UPDATE_GOLDEN") != nullptr)
    std::ofstream{place, std::ios::binary} << text;
  std::ifstream in{place, std::ios::binary};
  const std::string expected{std::istreambuf_iterator<char>{in}, {}};
  if (text == expected)
    return true;
  std::cerr << name << " expected:\n" << expected << "\nfound:\n" << text << '\n';
  return false;
}

bool equals_golden(const std::string& name, const std::string& body) {
  return equals_golden_text(name + ".json", nlohmann::ordered_json::parse(body).dump(2) + "\n");
}

} // namespace riskd::test
