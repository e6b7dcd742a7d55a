#pragma once

#include "domain/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::sqlite {

// The intent file is a sequence of frames: magic (8 bytes), format version and payload length (4
// bytes each, little endian), the first 16 bytes of the SHA-256 of version, length and payload,
// then the payload: ASCII text, which cannot contain the magic.

/// Returns `payload` as a frame. @pre at most 16 MiB
[[nodiscard]] std::string make_frame(std::string_view payload);

/// Bytes between intact frames that are none: a write that was cut off.
struct frame_tear {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;

  friend bool operator==(const frame_tear&, const frame_tear&) = default;
};

struct scanned_frames {
  /// Payloads of the intact frames, in order.
  std::vector<std::string> payloads;
  std::vector<frame_tear> tears;
};

/// Finds all intact frames, also behind a tear. Fails with `refused` if an intact frame has a newer
/// format version.
[[nodiscard]] domain::result<scanned_frames> scan_frames(std::string_view bytes);

} // namespace riskd::sqlite
