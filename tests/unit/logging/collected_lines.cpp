#include "tests/unit/logging/collected_lines.hpp"

namespace riskd::test {

void collected_lines::write(std::string_view line) {
  const std::lock_guard guard{mutex_};
  lines_.emplace_back(line);
}

std::vector<std::string> collected_lines::all() const {
  const std::lock_guard guard{mutex_};
  return lines_;
}

nlohmann::ordered_json collected_lines::at(std::size_t index) const {
  return nlohmann::ordered_json::parse(all().at(index));
}

} // namespace riskd::test
