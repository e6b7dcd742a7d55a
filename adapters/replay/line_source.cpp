#include "adapters/replay/line_source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace riskd::replay {

namespace {

constexpr std::size_t block_bytes = std::size_t{256} << 10U;

} // namespace

line_source::line_source(std::istream& input, std::size_t line_bytes_max)
  : input_(input), line_bytes_max_(line_bytes_max), buffer_(block_bytes) {
}

std::optional<std::string_view> line_source::next() {
  ++number_;
  std::size_t searched = 0;
  for (;;) {
    const auto* from = buffer_.data() + begin_;
    const auto held = end_ - begin_;
    const auto* found
      = static_cast<const char*>(std::memchr(from + searched, '\n', held - searched));
    const auto length = found == nullptr ? held : static_cast<std::size_t>(found - from);
    if (length > line_bytes_max_)
      return end(end_reason::line_too_long);
    if (found != nullptr) {
      begin_ += length + 1;
      return std::string_view{from, length};
    }
    searched = held;
    if (refill())
      continue;
    if (input_.bad())
      return end(end_reason::unreadable);
    if (held == 0)
      return end(end_reason::end_of_input);
    // The last line needs no end.
    return std::string_view{buffer_.data() + std::exchange(begin_, end_), held};
  }
}

bool line_source::refill() {
  if (!input_.good())
    return false;
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= begin_;
  begin_ = 0;
  if (end_ == buffer_.size())
    buffer_.resize(buffer_.size() * 2);
  input_.read(buffer_.data() + end_, static_cast<std::streamsize>(buffer_.size() - end_));
  const auto count = static_cast<std::size_t>(input_.gcount());
  end_ += count;
  read_ += count;
  return count > 0;
}

std::optional<std::string_view> line_source::end(end_reason why) {
  why_ = why;
  return std::nullopt;
}

} // namespace riskd::replay
