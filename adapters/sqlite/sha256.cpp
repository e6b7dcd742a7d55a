#include "adapters/sqlite/sha256.hpp"

#include "domain/contract_check.hpp"

#include <openssl/evp.h>

#include <array>
#include <memory>

namespace riskd::sqlite {

namespace {

struct algorithm_freer {
  void operator()(EVP_MD* x) const {
    EVP_MD_free(x);
  }
};

/// Looked up once: that takes longer than computing over one record, and a command may wait for it.
const EVP_MD* algorithm() {
  static const std::unique_ptr<EVP_MD, algorithm_freer> found{
    EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  return found.get();
}

} // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned int length = 0;
  const int done
    = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, algorithm(), nullptr);
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
