#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <vector>

// Stands in for libFuzzer where there is none: gives every file of the folders that are named on
// the command line to the target, and invents nothing.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& each : fs::directory_iterator{folder})
    files.push_back(each.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// The bytes in a block of exactly their size, so that a read beyond their end is noticed.
std::vector<std::uint8_t> bytes_of(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in)
    throw std::runtime_error("cannot be read");
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(fs::file_size(file)));
  std::copy(std::istreambuf_iterator<char>{in}, {}, bytes.begin());
  return bytes;
}

/// Returns how many files were replayed. The name comes first: a sanitizer ends the process.
std::size_t replay(const fs::path& folder) {
  const auto files = files_in(folder);
  for (const auto& file : files) {
    std::cout << file.filename().string() << std::endl;
    const auto bytes = bytes_of(file);
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
  return files.size();
}

} // namespace

int main(int count, char** arguments) {
  try {
    std::size_t replayed = 0;
    for (int i = 1; i < count; ++i)
      replayed += replay(arguments[i]);
    std::cout << "replayed " << replayed << " inputs\n";
    return replayed > 0 ? 0 : 1;
  } catch (const std::exception& fault) {
    std::cout << "FAILED: " << fault.what() << '\n';
    return 1;
  }
}
