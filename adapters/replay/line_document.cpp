#include "adapters/replay/line_document.hpp"

#include "adapters/replay/characters.hpp"
#include "domain/contract_check.hpp"
#include "domain/text_scan.hpp"

#include <array>

namespace riskd::replay {

using domain::is_digit;
using json::stored_value;
using json::value_kind;

namespace {

constexpr std::size_t text_bytes_max = std::size_t{1} << 30U;

unsigned byte_of(char c) {
  return static_cast<unsigned char>(c);
}

/// True for the characters of a string that stand for themselves and need no second look.
constexpr std::array<bool, 256> make_plain_table() {
  std::array<bool, 256> table{};
  for (std::size_t i = 0x20; i < 0x80; ++i)
    table[i] = i != '"' && i != '\\';
  return table;
}

constexpr auto is_plain = make_plain_table();

std::optional<unsigned> hex_value(char c) {
  if (is_digit(c))
    return byte_of(c) - '0';
  if (c >= 'a' && c <= 'f')
    return byte_of(c) - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return byte_of(c) - 'A' + 10;
  return std::nullopt;
}

} // namespace

/// Reads one text into a document. Works through the text once, without recursion, so that depth
/// costs no stack.
class line_parser {
public:
  line_parser(std::string_view text, line_document& document) : text_(text), out_(document) {
    out_.values_.clear();
    out_.places_.clear();
    out_.open_.clear();
    out_.pool_.assign(text);
  }

  std::optional<syntax_error> run() {
    if (read_document())
      return std::nullopt;
    return error_;
  }

private:
  /// A range of the pool.
  struct span {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  bool read_document() {
    skip_space();
    if (!sees('{'))
      return fail(text_.starts_with("\xef\xbb\xbf")
                    ? "a byte order mark, which a recording does not have"
                    : "not a JSON object");
    open(value_kind::object);
    while (!out_.open_.empty())
      if (!read_element_or_end())
        return false;
    skip_space();
    return at_ == text_.size() || fail("nothing may follow the object");
  }

  /// Reads what comes next in the innermost array or object.
  bool read_element_or_end() {
    const auto& container = out_.values_[out_.open_.back()];
    const bool is_object = container.kind == value_kind::object;
    skip_space();
    if (sees(is_object ? '}' : ']')) {
      ++at_;
      close();
      return true;
    }
    if (container.children > 0) {
      if (!sees(','))
        return fail(is_object ? "a comma or a closing brace is expected"
                              : "a comma or a closing bracket is expected");
      ++at_;
      skip_space();
    }
    return (!is_object || read_name()) && read_value();
  }

  bool read_name() {
    if (!sees('"'))
      return fail("the name of a member is expected");
    const auto name = read_string();
    if (!name)
      return false;
    name_ = *name;
    skip_space();
    if (!sees(':'))
      return fail("a colon is expected");
    ++at_;
    skip_space();
    return true;
  }

  bool read_value() {
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    switch (c) {
      case '{':
        open(value_kind::object);
        return true;
      case '[':
        open(value_kind::array);
        return true;
      case '"':
        return read_text();
      case 't':
        return read_literal("true", value_kind::boolean);
      case 'f':
        return read_literal("false", value_kind::boolean);
      case 'n':
        return read_literal("null", value_kind::null);
      default:
        return c == '-' || is_digit(c) ? read_number() : fail("a value is expected");
    }
  }

  bool read_literal(std::string_view word, value_kind kind) {
    if (!text_.substr(at_).starts_with(word))
      return fail("a value is expected");
    add(kind).is_true = word == "true";
    at_ += word.size();
    return true;
  }

  bool read_text() {
    // The string may lengthen the pool but not the list of values.
    auto& value = add(value_kind::text);
    const auto content = read_string();
    if (!content)
      return false;
    value.text_begin = content->begin;
    value.text_size = content->size;
    return true;
  }

  bool read_number() {
    auto& value = add(value_kind::number);
    const auto begin = at_;
    at_ += sees('-') ? 1U : 0U;
    const auto whole = at_;
    if (!sees_digit())
      return fail("a digit is expected");
    std::uint64_t magnitude = 0;
    // Wraps around in long numbers, which are not read from here.
    for (; sees_digit(); ++at_)
      magnitude = magnitude * 10 + (byte_of(text_[at_]) - '0');
    const auto digits = at_ - whole;
    if (digits > 1 && text_[whole] == '0') {
      at_ = whole + 1;
      return fail("a number must not begin with zeros");
    }
    const bool is_plain_integer = !sees('.') && !sees('e') && !sees('E');
    if (!skip_fraction() || !skip_exponent())
      return false;
    value.text_begin = static_cast<std::uint32_t>(begin);
    value.text_size = static_cast<std::uint32_t>(at_ - begin);
    if (is_plain_integer && digits <= 18) {
      const auto integer = static_cast<std::int64_t>(magnitude);
      value.is_integer = true;
      value.integer = whole > begin ? -integer : integer;
    }
    return true;
  }

  bool skip_fraction() {
    if (!sees('.'))
      return true;
    ++at_;
    return skip_digits();
  }

  bool skip_exponent() {
    if (!sees('e') && !sees('E'))
      return true;
    ++at_;
    at_ += sees('+') || sees('-') ? 1U : 0U;
    return skip_digits();
  }

  bool skip_digits() {
    if (!sees_digit())
      return fail("a digit is expected");
    while (sees_digit())
      ++at_;
    return true;
  }

  /// Reads a string from its opening quote on. One without escapes stays where it is.
  std::optional<span> read_string() {
    const auto begin = ++at_;
    if (!skip_characters())
      return std::nullopt;
    if (sees('"')) {
      ++at_;
      return span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_ - 1 - begin)};
    }
    auto& pool = out_.pool_;
    const auto stored = pool.size();
    pool += text_.substr(begin, at_ - begin);
    while (!sees('"')) {
      if (!append_escape())
        return std::nullopt;
      const auto from = at_;
      if (!skip_characters())
        return std::nullopt;
      pool += text_.substr(from, at_ - from);
    }
    ++at_;
    return span{static_cast<std::uint32_t>(stored),
                static_cast<std::uint32_t>(pool.size() - stored)};
  }

  /// Goes on to the quote or backslash that ends a run of plain characters.
  bool skip_characters() {
    for (;;) {
      while (at_ < text_.size() && is_plain[byte_of(text_[at_])])
        ++at_;
      if (at_ == text_.size())
        return fail("the string does not end");
      if (sees('"') || sees('\\'))
        return true;
      if (byte_of(text_[at_]) < 0x20)
        return fail("a control character inside a string");
      const auto length = character_length(text_.substr(at_));
      if (length == 0)
        return fail("not UTF-8");
      at_ += length;
    }
  }

  /// Appends the character that the escape at this place stands for.
  bool append_escape() {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (letter == 'u')
      return append_unicode_escape();
    const auto index = letter == '\0' ? std::string_view::npos : letters.find(letter);
    if (index == std::string_view::npos)
      return fail("no such escape");
    out_.pool_ += meanings[index];
    at_ += 2;
    return true;
  }

  bool append_unicode_escape() {
    const auto unit = unit_at(at_);
    if (!unit)
      return fail("four hex digits are expected after \\u");
    at_ += 6;
    const auto second = is_high_surrogate(*unit) ? unit_at(at_) : std::nullopt;
    if (second && is_low_surrogate(*second)) {
      append_code_point(out_.pool_, 0x10000 + ((*unit - 0xd800) << 10U) + (*second - 0xdc00));
      at_ += 6;
    } else {
      append_code_point(out_.pool_, *unit);
    }
    return true;
  }

  /// Reads the code unit of an escape such as `\ud83d` that begins at `place`.
  [[nodiscard]] std::optional<unsigned> unit_at(std::size_t place) const {
    const auto escape = text_.substr(place, 6);
    if (escape.size() < 6 || escape[0] != '\\' || escape[1] != 'u')
      return std::nullopt;
    unsigned unit = 0;
    for (const char c : escape.substr(2)) {
      const auto digit = hex_value(c);
      if (!digit)
        return std::nullopt;
      unit = unit * 16 + *digit;
    }
    return unit;
  }

  stored_value& add(value_kind kind) {
    if (!out_.open_.empty())
      ++out_.values_[out_.open_.back()].children;
    out_.places_.push_back(static_cast<std::uint32_t>(at_));
    auto& value = out_.values_.emplace_back();
    value.kind = kind;
    value.name_begin = name_.begin;
    value.name_size = name_.size;
    name_ = {};
    return value;
  }

  void open(value_kind kind) {
    add(kind);
    out_.open_.push_back(static_cast<std::uint32_t>(out_.values_.size() - 1));
    ++at_;
  }

  void close() {
    const auto index = out_.open_.back();
    out_.open_.pop_back();
    out_.values_[index].subtree = static_cast<std::uint32_t>(out_.values_.size() - index);
  }

  [[nodiscard]] bool sees(char c) const {
    return at_ < text_.size() && text_[at_] == c;
  }

  [[nodiscard]] bool sees_digit() const {
    return at_ < text_.size() && is_digit(text_[at_]);
  }

  void skip_space() {
    while (sees(' ') || sees('\t') || sees('\r') || sees('\n'))
      ++at_;
  }

  bool fail(const char* reason) {
    error_ = {at_, reason};
    return false;
  }

  std::string_view text_;

  line_document& out_;

  std::size_t at_ = 0;

  /// Name of the member whose value comes next.
  span name_;

  syntax_error error_;
};

std::optional<syntax_error> line_document::parse(std::string_view text) {
  RISKD_EXPECTS(text.size() < text_bytes_max);
  return line_parser{text, *this}.run();
}

std::size_t line_document::place_of(std::string_view name) const {
  std::size_t found = 0;
  std::size_t index = 1;
  for (const auto member : root()) {
    if (member.name() == name)
      found = places_[index];
    index += values_[index].subtree;
  }
  return found;
}

} // namespace riskd::replay
