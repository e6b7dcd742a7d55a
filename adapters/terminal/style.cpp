#include "adapters/terminal/style.hpp"

namespace riskd::terminal {

namespace {

/// The parameters of the escape sequence that begins a tone.
std::string_view code_of(tone what) {
  switch (what) {
    case tone::heading:
      return "1";
    case tone::good:
      return "32";
    case tone::warning:
      return "33";
    case tone::bad:
      return "1;31";
    case tone::faint:
      return "2";
    case tone::plain:
      break;
  }
  return "";
}

unsigned byte_at(std::string_view text, std::size_t index) {
  return index < text.size() ? static_cast<unsigned char>(text[index]) : 0;
}

std::string two_units(std::int64_t large, const char* large_unit, std::int64_t small,
                      const char* small_unit) {
  return std::to_string(large) + " " + large_unit + " " + std::to_string(small) + " " + small_unit;
}

} // namespace

std::string style::paint(tone what, std::string_view text) const {
  const auto code = code_of(what);
  if (!has_colours_ || code.empty() || text.empty())
    return std::string{text};
  return "\x1b[" + std::string{code} + "m" + std::string{text} + "\x1b[0m";
}

bool wants_colours(bool is_terminal, std::optional<std::string_view> no_color,
                   std::optional<std::string_view> term) {
  const bool refused = no_color && !no_color->empty();
  const bool capable = term && !term->empty() && *term != "dumb";
  return is_terminal && !refused && capable;
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = byte_at(text, i);
    const auto next = byte_at(text, i + 1);
    const bool is_c1 = byte == 0xc2 && next >= 0x80 && next < 0xa0;
    if (byte < 0x20 || byte == 0x7f || is_c1)
      out += '?';
    else
      out += text[i];
    i += is_c1 ? 1U : 0U;
  }
  return out;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    width += (byte_at(text, i) & 0xc0U) == 0x80U ? 0U : 1U;
  return width;
}

std::string describe_seconds(std::int64_t seconds) {
  constexpr std::int64_t minute = 60;
  constexpr std::int64_t hour = 60 * minute;
  constexpr std::int64_t day = 24 * hour;
  if (seconds >= day)
    return two_units(seconds / day, "d", seconds % day / hour, "h");
  if (seconds >= hour)
    return two_units(seconds / hour, "h", seconds % hour / minute, "min");
  if (seconds >= minute)
    return two_units(seconds / minute, "min", seconds % minute, "s");
  return std::to_string(seconds) + " s";
}

} // namespace riskd::terminal
