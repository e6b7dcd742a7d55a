#include "adapters/sqlite/sha256.hpp"

#include "domain/contract_check.hpp"

#include <openssl/evp.h>

#include <array>

namespace riskd::sqlite {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned int length = 0;
  const int done
    = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  RISKD_ENSURES(done == 1 && length == digest.size());
  return {digest.begin(), digest.end()};
}

std::string sha256_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char each : sha256(bytes)) {
    const auto byte = static_cast<unsigned char>(each);
    text += digits[byte >> 4U];
    text += digits[byte & 0xfU];
  }
  return text;
}

} // namespace riskd::sqlite
