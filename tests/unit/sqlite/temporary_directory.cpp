#include "tests/unit/sqlite/temporary_directory.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace riskd::test {

namespace {

/// Memory instead of a disk keeps the many small files of these tests fast. TMPDIR overrides it.
std::filesystem::path default_parent() {
  const std::filesystem::path memory{"/dev/shm"};
  if (std::getenv("TMPDIR") == nullptr && std::filesystem::is_directory(memory))
    return memory;
  return std::filesystem::temp_directory_path();
}

} // namespace

temporary_directory::temporary_directory() : temporary_directory(default_parent()) {
}

temporary_directory::temporary_directory(const std::filesystem::path& parent) {
  auto name = (parent / "riskd-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("cannot make a directory like " + name);
  path_ = name;
}

temporary_directory::~temporary_directory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in)
    throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>{in}, {}};
}

void write_file(const std::filesystem::path& file, std::string_view content) {
  std::ofstream out{file, std::ios::binary | std::ios::trunc};
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  if (!out.flush())
    throw std::runtime_error("cannot write " + file.string());
}

int mode_of(const std::filesystem::path& file) {
  return static_cast<int>(std::filesystem::status(file).permissions());
}

} // namespace riskd::test
