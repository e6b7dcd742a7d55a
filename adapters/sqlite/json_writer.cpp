#include "adapters/sqlite/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace riskd::sqlite {

namespace {

constexpr std::uint32_t replacement = 0xfffd;

void append_escape(std::string& out, std::uint32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4)
    out += digits[(unit >> shift) & 0xfU];
}

void append_code_point(std::string& out, std::uint32_t point) {
  if (point < 0x10000) {
    append_escape(out, point);
    return;
  }
  const auto rest = point - 0x10000;
  append_escape(out, 0xd800 + (rest >> 10));
  append_escape(out, 0xdc00 + (rest & 0x3ffU));
}

struct decoded {
  std::uint32_t point = replacement;
  std::size_t length = 1;
};

/// Reads the UTF-8 sequence at the beginning of `x`, which starts beyond ASCII.
decoded decode(std::string_view x) {
  const auto lead = static_cast<unsigned char>(x.front());
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  constexpr std::array<std::uint32_t, 5> lowest{0, 0, 0x80, 0x800, 0x10000};
  if (lead < 0xc2 || lead > 0xf4 || x.size() < length)
    return {};
  std::uint32_t point = lead & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(x[i]);
    if ((next & 0xc0U) != 0x80)
      return {};
    point = (point << 6) | (next & 0x3fU);
  }
  const bool is_surrogate = point >= 0xd800 && point < 0xe000;
  if (point < lowest[length] || point > 0x10ffff || is_surrogate)
    return {};
  return {point, length};
}

bool is_plain(char x) {
  const auto byte = static_cast<unsigned char>(x);
  return byte >= 0x20 && byte < 0x7f && x != '"' && x != '\\';
}

void append_quoted(std::string& out, std::string_view x) {
  out += '"';
  while (!x.empty()) {
    // Mostly all of it.
    const auto plain = std::find_if_not(x.begin(), x.end(), is_plain) - x.begin();
    out.append(x.data(), static_cast<std::size_t>(plain));
    x.remove_prefix(static_cast<std::size_t>(plain));
    if (x.empty())
      break;
    const auto byte = static_cast<unsigned char>(x.front());
    std::size_t used = 1;
    if (byte >= 0x80) {
      const auto next = decode(x);
      append_code_point(out, next.point);
      used = next.length;
    } else if (byte < 0x20 || byte == 0x7f) {
      append_escape(out, byte);
    } else {
      out += '\\';
      out += x.front();
    }
    x.remove_prefix(used);
  }
  out += '"';
}

template <class Integer>
void append_number(std::string& out, Integer x) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x).ptr;
  out.append(buffer.data(), end);
}

} // namespace

std::string quoted(std::string_view x) {
  std::string out;
  append_quoted(out, x);
  return out;
}

void json_writer::separate() {
  if (text_.empty())
    return;
  const char last = text_.back();
  if (last != '{' && last != '[' && last != ':')
    text_ += ',';
}

void json_writer::open(char bracket) {
  separate();
  text_ += bracket;
}

void json_writer::key(std::string_view name) {
  separate();
  append_quoted(text_, name);
  text_ += ':';
}

void json_writer::null() {
  write_literal("null");
}

void json_writer::write_literal(std::string_view word) {
  separate();
  text_ += word;
}

void json_writer::write_signed(std::int64_t x) {
  separate();
  append_number(text_, x);
}

void json_writer::write_unsigned(std::uint64_t x) {
  separate();
  append_number(text_, x);
}

void json_writer::write_text(std::string_view x) {
  separate();
  append_quoted(text_, x);
}

} // namespace riskd::sqlite
