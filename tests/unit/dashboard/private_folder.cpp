#include "tests/unit/dashboard/private_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace riskd::test {

namespace fs = std::filesystem;

private_folder::private_folder() {
  auto name = (fs::temp_directory_path() / "riskmon-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("cannot make a temporary folder");
  path_ = name;
}

private_folder::~private_folder() {
  fs::remove_all(path_);
}

fs::path private_folder::put(std::string_view name, std::string_view content,
                             unsigned rights) const {
  const auto place = path_ / name;
  const auto beside = path_ / ".being-written";
  fs::create_directories(place.parent_path());
  std::ofstream{beside, std::ios::binary} << content;
  fs::permissions(beside, static_cast<fs::perms>(rights));
  fs::rename(beside, place);
  return place;
}

} // namespace riskd::test
