#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string_view>
#include <vector>

namespace riskd::replay {

/// Cuts a stream into lines. Holds one block of it, or one line if that is longer.
class line_source {
public:
  /// Why there is no further line.
  enum class end_reason : std::uint8_t { end_of_input, line_too_long, unreadable };

  /// @param line_bytes_max Longest line that is accepted, its end not counted.
  line_source(std::istream& input, std::size_t line_bytes_max);

  /// Returns the next line without its `\n`, valid until the next call; nothing if there is none.
  [[nodiscard]] std::optional<std::string_view> next();

  /// Number of the line that `next` returned last, or could not return, from 1.
  [[nodiscard]] std::uint64_t number() const {
    return number_;
  }

  /// How many bytes of the stream the lines took that were returned so far, with their ends.
  [[nodiscard]] std::uint64_t bytes() const {
    return read_ - (end_ - begin_);
  }

  /// @pre `next` returned nothing
  [[nodiscard]] end_reason why() const {
    return why_;
  }

private:
  /// Reads a further block behind what is held. Returns false at the end of the stream.
  bool refill();

  std::optional<std::string_view> end(end_reason why);

  std::istream& input_;

  std::size_t line_bytes_max_;

  std::vector<char> buffer_;

  /// What is held and not returned yet: `[begin_, end_)` of the buffer.
  std::size_t begin_ = 0;

  std::size_t end_ = 0;

  /// Bytes that came from the stream.
  std::uint64_t read_ = 0;

  std::uint64_t number_ = 0;

  end_reason why_ = end_reason::end_of_input;
};

} // namespace riskd::replay
