#include "apps/riskmon/token.hpp"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace riskd::riskmon {

namespace {

domain::failure cannot_make(const std::filesystem::path& file, const std::string& why) {
  return {domain::failure_code::storage_failed, file.string() + " cannot be made: " + why};
}

/// 32 random bytes as hexadecimal digits; empty if there is no randomness.
std::string new_token() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    return {};
  std::string out;
  for (const auto each : bytes) {
    out += "0123456789abcdef"[each >> 4U];
    out += "0123456789abcdef"[each & 0xfU];
  }
  return out;
}

} // namespace

domain::result<void> make_token_file(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  const int descriptor
    = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0)
    return errno == EEXIST ? domain::result<void>{}
                           : cannot_make(file, std::generic_category().message(errno));
  const auto text = new_token() + "\n";
  const bool is_written
    = text.size() > 1 && ::write(descriptor, text.data(), text.size()) == ssize_t(text.size());
  ::close(descriptor);
  if (is_written)
    return {};
  // A token that is not whole would let somebody in with less.
  std::filesystem::remove(file, error);
  return cannot_make(file, "it cannot be written");
}

std::string token_in(const std::filesystem::path& file) {
  std::ifstream stream{file};
  std::string out;
  stream >> out;
  return out;
}

} // namespace riskd::riskmon
