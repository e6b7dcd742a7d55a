#include "adapters/hub_client/hub_token.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace riskd::hub_client {

namespace {

using domain::failure;
using domain::failure_code;
using token_text = projectx::secret<std::string>;

constexpr std::size_t token_bytes_min = 16;
constexpr std::size_t token_bytes_max = 4096;

/// Closes a descriptor.
class opened_token {
public:
  explicit opened_token(const std::filesystem::path& path)
    // A pipe in place of the file must not be waited for.
    : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  }

  opened_token(const opened_token&) = delete;
  opened_token& operator=(const opened_token&) = delete;

  ~opened_token() {
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

/// A line break within it would begin another field of the request.
bool is_one_line(std::string_view text) {
  constexpr unsigned char last_of_control = 0x1f;
  constexpr unsigned char rubout = 0x7f;
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte <= last_of_control && c != '\t') || byte == rubout;
  });
}

} // namespace

domain::result<token_text> read_hub_token(const std::filesystem::path& path) {
  const auto refused = [&path](const std::string& why) {
    return failure{failure_code::storage_failed, path.string() + " " + why};
  };
  const auto unreadable = [&refused] {
    return refused("cannot be read: " + std::generic_category().message(errno));
  };
  const opened_token file{path};
  struct stat facts {};
  if (file.get() < 0 || ::fstat(file.get(), &facts) != 0)
    return unreadable();
  if (!S_ISREG(facts.st_mode))
    return refused("is no file");
  if (!is_private(facts))
    return refused("is open to other users (chmod 600 it)");
  std::string content(token_bytes_max + 1, '\0');
  const auto got = ::read(file.get(), content.data(), content.size());
  if (got < 0)
    return unreadable();
  const auto text = without_blanks({content.data(), static_cast<std::size_t>(got)});
  const bool fits
    = text.size() >= token_bytes_min && static_cast<std::size_t>(got) <= token_bytes_max;
  const bool can_be_sent = is_one_line(text);
  const token_text token{std::string{text}};
  ::OPENSSL_cleanse(content.data(), content.size());
  if (!fits)
    return refused("must hold a token of 16 to 4096 bytes");
  if (!can_be_sent)
    return refused("must hold a token of one line");
  return token;
}

} // namespace riskd::hub_client
