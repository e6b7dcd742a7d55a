#include "tests/unit/projectx/text_files.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace riskd::test {

std::string content_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file)
    throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file)
    throw std::runtime_error("cannot read " + path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    lines.push_back(line);
  return lines;
}

std::string golden(const std::string& name) {
  return RISKD_SOURCE_DIR "/tests/golden/projectx/" + name;
}

} // namespace riskd::test
