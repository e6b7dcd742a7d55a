#include "adapters/monitor_link/basp_frame.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>

namespace riskd::monitor_link {

namespace {

/// Frames beyond it are rare: their memory is given back.
constexpr std::size_t kept_between_frames = 4096;

} // namespace

std::uint64_t read_number(bytes_view bytes) {
  RISKD_EXPECTS(bytes.size() <= sizeof(std::uint64_t));
  std::uint64_t value = 0;
  for (const auto each : bytes)
    value = value << 8U | std::to_integer<std::uint64_t>(each);
  return value;
}

basp_header read_header(std::span<const std::byte, basp_header::size> bytes) {
  basp_header out;
  out.operation = static_cast<basp_operation>(bytes[0]);
  out.padding = static_cast<std::uint16_t>(read_number(bytes.subspan(1, 2)));
  out.flags = std::to_integer<std::uint8_t>(bytes[3]);
  out.payload_size = static_cast<std::uint32_t>(read_number(bytes.subspan(4, 4)));
  out.operation_data = read_number(bytes.subspan(8, 8));
  out.source_actor = read_number(bytes.subspan(16, 8));
  out.destination_actor = read_number(bytes.subspan(24, 8));
  return out;
}

bool frame_reader::take(bytes_view& input) {
  RISKD_EXPECTS(!too_large_);
  if (!header_) {
    if (!fill(input, basp_header::size))
      return false;
    header_ = read_header(bytes_view{held_}.first<basp_header::size>());
    too_large_ = header_->payload_size > payload_max_;
    if (too_large_)
      return true;
  }
  return fill(input, basp_header::size + header_->payload_size);
}

bool frame_reader::fill(bytes_view& input, std::size_t size) {
  const auto count = std::min(input.size(), size - held_.size());
  const auto needed = held_.size() + count;
  // Doubled as a vector would, but never beyond the end of the frame.
  if (needed > held_.capacity())
    held_.reserve(std::min(size, std::max(needed, 2 * held_.capacity())));
  held_.insert(held_.end(), input.begin(), input.begin() + static_cast<std::ptrdiff_t>(count));
  input = input.subspan(count);
  return held_.size() == size;
}

basp_frame frame_reader::frame() const {
  RISKD_EXPECTS(header_ && !too_large_
                && held_.size() == basp_header::size + header_->payload_size);
  return {*header_, bytes_view{held_}.subspan(basp_header::size)};
}

void frame_reader::next() {
  RISKD_EXPECTS(!too_large_);
  header_.reset();
  held_.clear();
  if (held_.capacity() > kept_between_frames)
    held_ = std::vector<std::byte>{};
}

} // namespace riskd::monitor_link
