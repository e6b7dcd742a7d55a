#pragma once

#include "domain/result.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace riskd::dashboard {

/// SHA-256 of a text: what is kept of secrets, and compared in constant time.
class secret_digest {
public:
  explicit secret_digest(std::string_view secret);

  [[nodiscard]] bool matches(std::string_view candidate) const;

  friend bool operator==(const secret_digest& a, const secret_digest& b);

private:
  std::array<unsigned char, 32> bytes_{};
};

constexpr std::size_t token_bytes_min = 16;
constexpr std::size_t token_bytes_max = 4096;

/// Reads the token from a file; blanks around it do not count. Fails if that is no regular file, if
/// anybody but its owner may read or write it (root's own group may read it: that is how systemd
/// hands credentials over), or if the token is shorter than 16 or longer than 4096 bytes.
[[nodiscard]] domain::result<secret_digest> read_token(const std::filesystem::path& file);

/// Tells whether a file is another one than before, or was written to: cheap to ask often.
class file_stamp {
public:
  /// The stamp of a file as it is now; that of one that is not there differs from all others.
  [[nodiscard]] static file_stamp of(const std::filesystem::path& file);

  friend bool operator==(const file_stamp&, const file_stamp&) = default;

private:
  std::array<std::int64_t, 7> facts_{};
};

} // namespace riskd::dashboard
