#include "adapters/replay/line_writer.hpp"

#include "adapters/replay/characters.hpp"

#include <algorithm>

namespace riskd::replay {

namespace {

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
    return;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += digits[byte >> 4U];
  out += digits[byte & 0xfU];
}

/// True for what stands for itself and takes one byte.
bool needs_no_escape(char c) {
  return c >= 0x20 && c != '"' && c != '\\' && static_cast<unsigned char>(c) < 0x80;
}

/// Appends what is not plain at the front of `text`. Returns its length.
std::size_t append_special(std::string& out, std::string_view text) {
  if (static_cast<unsigned char>(text.front()) >= 0x80)
    return append_character(out, text);
  append_escape(out, text.front());
  return 1;
}

} // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (;;) {
    const auto special = std::find_if_not(text.begin(), text.end(), needs_no_escape);
    const auto plain = static_cast<std::size_t>(special - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty())
      break;
    text.remove_prefix(append_special(out, text));
  }
  out += '"';
}

void line_writer::member(std::string_view name, std::string_view text) {
  key(name);
  append_quoted(out_, text);
}

void line_writer::member(std::string_view name, bool truth) {
  raw_member(name, truth ? "true" : "false");
}

void line_writer::raw_member(std::string_view name, std::string_view json) {
  key(name);
  out_ += json;
}

void line_writer::key(std::string_view name) {
  if (needs_comma_)
    out_ += ',';
  needs_comma_ = true;
  out_ += '"';
  out_ += name;
  out_ += "\":";
}

} // namespace riskd::replay
