#include "adapters/sqlite/intent_frame.hpp"

#include "adapters/sqlite/sha256.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>
#include <optional>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

constexpr std::string_view magic = "\x89RDINT\x0d\x0a";

constexpr std::size_t number_bytes = 4;

constexpr std::size_t checksum_bytes = 16;

constexpr std::size_t frame_header_bytes = magic.size() + 2 * number_bytes + checksum_bytes;

constexpr std::uint32_t format_version = 1;

constexpr std::size_t payload_bytes_max = std::size_t{16} << 20;

void append_number(std::string& out, std::uint32_t x) {
  for (unsigned shift = 0; shift < 8 * number_bytes; shift += 8)
    out += static_cast<char>((x >> shift) & 0xffU);
}

std::uint32_t read_number(std::string_view from) {
  std::uint32_t x = 0;
  for (std::size_t i = number_bytes; i > 0; --i)
    x = (x << 8U) | static_cast<unsigned char>(from[i - 1]);
  return x;
}

/// The numbers and the payload are covered, so that a wrong length cannot go unnoticed.
std::string checksum(std::string_view numbers, std::string_view payload) {
  std::string covered{numbers};
  covered += payload;
  return sha256(covered).substr(0, checksum_bytes);
}

struct frame {
  std::uint32_t version = 0;
  std::string_view payload;
};

/// Returns the frame at the beginning of `bytes`, if an intact one stands there.
std::optional<frame> frame_at(std::string_view bytes) {
  if (bytes.size() < frame_header_bytes || !bytes.starts_with(magic))
    return std::nullopt;
  const auto numbers = bytes.substr(magic.size(), 2 * number_bytes);
  const std::size_t length = read_number(numbers.substr(number_bytes));
  if (bytes.size() - frame_header_bytes < length)
    return std::nullopt;
  const auto payload = bytes.substr(frame_header_bytes, length);
  if (bytes.substr(magic.size() + numbers.size(), checksum_bytes) != checksum(numbers, payload))
    return std::nullopt;
  return frame{read_number(numbers), payload};
}

} // namespace

std::string make_frame(std::string_view payload) {
  RISKD_EXPECTS(payload.size() <= payload_bytes_max);
  std::string numbers;
  append_number(numbers, format_version);
  append_number(numbers, static_cast<std::uint32_t>(payload.size()));
  std::string out{magic};
  out += numbers;
  out += checksum(numbers, payload);
  out += payload;
  return out;
}

result<scanned_frames> scan_frames(std::string_view bytes) {
  scanned_frames found;
  std::size_t offset = 0;
  while (offset < bytes.size()) {
    if (const auto next = frame_at(bytes.substr(offset))) {
      if (next->version > format_version)
        return failure{failure_code::refused, "the intent file was written by a newer program"};
      found.payloads.emplace_back(next->payload);
      offset += frame_header_bytes + next->payload.size();
      continue;
    }
    const auto next = std::min(bytes.find(magic, offset + 1), bytes.size());
    if (!found.tears.empty() && found.tears.back().offset + found.tears.back().length == offset)
      found.tears.back().length += next - offset;
    else
      found.tears.push_back({offset, next - offset});
    offset = next;
  }
  return found;
}

} // namespace riskd::sqlite
