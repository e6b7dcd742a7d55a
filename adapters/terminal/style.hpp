#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::terminal {

/// What a piece of text is, which decides its colour.
enum class tone : std::uint8_t { plain, heading, good, warning, bad, faint };

/// Colours text, or leaves it as it is.
class style {
public:
  /// Leaves text as it is.
  style() = default;

  explicit style(bool has_colours) : has_colours_(has_colours) {
  }

  [[nodiscard]] bool has_colours() const {
    return has_colours_;
  }

  [[nodiscard]] std::string paint(tone what, std::string_view text) const;

private:
  bool has_colours_ = false;
};

/// Colours are for people: only on a terminal that can show them, and never where the environment
/// variable NO_COLOR is set to something.
[[nodiscard]] bool wants_colours(bool is_terminal, std::optional<std::string_view> no_color,
                                 std::optional<std::string_view> term);

/// Replaces what could drive a terminal (control characters, also those of C1) with `?`. To be used
/// on every text that comes from elsewhere.
[[nodiscard]] std::string printable(std::string_view text);

/// How many columns `text` takes up, one for each character of UTF-8.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// Writes a length of time with its two largest units: `2 d 3 h`, `7 h 59 min`, `1 min 5 s`, `12
/// s`.
[[nodiscard]] std::string describe_seconds(std::int64_t seconds);

} // namespace riskd::terminal
