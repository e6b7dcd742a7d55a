#include "adapters/simulator/json_web_token.hpp"

#include "domain/contract_check.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <vector>

namespace riskd::simulator {

namespace {

constexpr std::string_view alphabet
  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::string_view header = R"({"alg":"HS256","typ":"JWT"})";

std::string base64url(std::string_view bytes) {
  std::string out;
  unsigned pending = 0;
  int bits = 0;
  for (const char c : bytes) {
    pending = (pending << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6)
      out += alphabet[(pending >> static_cast<unsigned>(bits - 6)) & 63U];
  }
  if (bits > 0)
    out += alphabet[(pending << static_cast<unsigned>(6 - bits)) & 63U];
  return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string out;
  unsigned pending = 0;
  int bits = 0;
  for (const char c : text) {
    const auto digit = alphabet.find(c);
    if (digit == std::string_view::npos)
      return std::nullopt;
    pending = (pending << 6U) | static_cast<unsigned>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>((pending >> static_cast<unsigned>(bits)) & 255U);
    }
  }
  return out;
}

std::string signature(std::string_view text, std::string_view secret) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const auto* made
    = HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  RISKD_ENSURES(made != nullptr);
  return base64url({reinterpret_cast<const char*>(digest.data()), size});
}

} // namespace

std::string sign_token(std::string_view claims, std::string_view secret) {
  const auto signed_part = base64url(header) + "." + base64url(claims);
  return signed_part + "." + signature(signed_part, secret);
}

std::optional<std::string> verify_token(std::string_view token, std::string_view secret) {
  const auto last = token.rfind('.');
  const auto first = token.find('.');
  if (last == std::string_view::npos || first == last)
    return std::nullopt;
  const auto expected = signature(token.substr(0, last), secret);
  const auto given = token.substr(last + 1);
  if (given.size() != expected.size()
      || CRYPTO_memcmp(given.data(), expected.data(), expected.size()) != 0)
    return std::nullopt;
  return from_base64url(token.substr(first + 1, last - first - 1));
}

std::string random_text(std::size_t bytes) {
  std::vector<unsigned char> buffer(bytes);
  RISKD_ENSURES(RAND_bytes(buffer.data(), static_cast<int>(buffer.size())) == 1);
  return base64url({reinterpret_cast<const char*>(buffer.data()), buffer.size()});
}

} // namespace riskd::simulator
