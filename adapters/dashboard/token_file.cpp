#include "adapters/dashboard/token_file.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

namespace riskd::dashboard {

namespace {

using domain::failure;
using domain::failure_code;

/// Closes a descriptor.
class open_file {
public:
  explicit open_file(const std::filesystem::path& path)
    // A pipe in place of the file must not hold up the server.
    : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  }

  open_file(const open_file&) = delete;
  open_file& operator=(const open_file&) = delete;

  ~open_file() {
    if (descriptor_ >= 0)
      ::close(descriptor_);
  }

  [[nodiscard]] int get() const {
    return descriptor_;
  }

private:
  int descriptor_;
};

bool is_private(const struct stat& facts) {
  const bool is_roots = facts.st_uid == 0 && facts.st_gid == 0;
  const mode_t forbidden = is_roots ? S_IWGRP | S_IRWXO : S_IRWXG | S_IRWXO;
  return (facts.st_mode & forbidden) == 0;
}

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

} // namespace

secret_digest::secret_digest(std::string_view secret) {
  ::SHA256(reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), bytes_.data());
}

bool secret_digest::matches(std::string_view candidate) const {
  return *this == secret_digest{candidate};
}

bool operator==(const secret_digest& a, const secret_digest& b) {
  return ::CRYPTO_memcmp(a.bytes_.data(), b.bytes_.data(), a.bytes_.size()) == 0;
}

domain::result<secret_digest> read_token(const std::filesystem::path& path) {
  const auto refused = [&path](const std::string& why) {
    return failure{failure_code::storage_failed, path.string() + " " + why};
  };
  const open_file file{path};
  struct stat facts {};
  if (file.get() < 0 || ::fstat(file.get(), &facts) != 0)
    return refused("cannot be read");
  if (!S_ISREG(facts.st_mode))
    return refused("is no file");
  if (!is_private(facts))
    return refused("is open to other users (chmod 600 it)");
  std::string content(token_bytes_max + 1, '\0');
  const auto got = ::read(file.get(), content.data(), content.size());
  if (got < 0)
    return refused("cannot be read");
  const auto token = without_blanks({content.data(), static_cast<std::size_t>(got)});
  const bool fits
    = token.size() >= token_bytes_min && static_cast<std::size_t>(got) <= token_bytes_max;
  const secret_digest digest{token};
  ::OPENSSL_cleanse(content.data(), content.size());
  if (!fits)
    return refused("must hold a token of 16 to 4096 bytes");
  return digest;
}

file_stamp file_stamp::of(const std::filesystem::path& file) {
  file_stamp out;
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0)
    return out;
  out.facts_ = {1, static_cast<std::int64_t>(facts.st_ino), facts.st_size, facts.st_mtim.tv_sec,
                facts.st_mtim.tv_nsec,
                // Changes when rights do.
                facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec};
  return out;
}

} // namespace riskd::dashboard
