#include "adapters/json/exact_parser.hpp"

#include "adapters/json/utf8.hpp"
#include "domain/contract_check.hpp"
#include "domain/text_scan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace riskd::json {

using domain::is_digit;

namespace {

constexpr std::size_t text_bytes_max = std::size_t{1} << 31U;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

constexpr unsigned replacement_character = 0xfffd;

/// So many digits fit into 64 bits.
constexpr std::ptrdiff_t short_digits_max = 18;

/// A whole number of so many digits fits into a double.
constexpr std::ptrdiff_t double_digits_max = 308;

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

/// Works through the pool once, without recursion. Behind the text stands a NUL, which fits
/// nowhere, so that only an error asks whether the text has ended.
class exact_parser {
public:
  exact_parser(const text_rules& rules, parsed_text& out)
    : rules_(rules), values_(out.values), begin_(out.pool.data()),
      end_(begin_ + out.pool.size() - 1), at_(begin_) {
  }

  std::optional<syntax_error> run() {
    if (read_text())
      return std::nullopt;
    return error_;
  }

private:
  /// A range of the pool.
  struct span {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  bool read_text() {
    if (rules_.may_have_mark && rest().starts_with(byte_order_mark))
      at_ += byte_order_mark.size();
    skip_space();
    if (rules_.only_objects && *at_ != '{')
      return fail(rest().starts_with(byte_order_mark) && at_ == begin_
                    ? "a byte order mark, which a recording does not have"
                    : "not a JSON object");
    if (!read_value())
      return false;
    while (depth_ > 0)
      if (!read_element_or_end())
        return false;
    skip_space();
    if (at_ == end_)
      return true;
    return fail(values_.front().kind == value_kind::object ? "nothing may follow the object"
                                                           : "nothing may follow the value");
  }

  /// Reads what comes next in the innermost array or object.
  bool read_element_or_end() {
    auto& container = values_[innermost_];
    const bool is_object = container.kind == value_kind::object;
    skip_space();
    if (*at_ == (is_object ? '}' : ']')) {
      ++at_;
      close();
      return true;
    }
    if (container.children > 0) {
      if (*at_ != ',')
        return fail(is_object ? "a comma or a closing brace is expected"
                              : "a comma or a closing bracket is expected");
      ++at_;
      skip_space();
    }
    ++container.children;
    return (!is_object || read_name()) && read_value();
  }

  bool read_name() {
    if (*at_ != '"')
      return fail("the name of a member is expected");
    if (!read_string(name_))
      return false;
    skip_space();
    if (*at_ != ':')
      return fail("a colon is expected");
    ++at_;
    skip_space();
    return true;
  }

  bool read_value() {
    switch (*at_) {
      case '{':
        return open(value_kind::object);
      case '[':
        return open(value_kind::array);
      case '"': {
        const auto place = at_;
        span content;
        if (!read_string(content))
          return false;
        add(value_kind::text, place, content);
        return true;
      }
      case 't':
        return read_literal("true", value_kind::boolean);
      case 'f':
        return read_literal("false", value_kind::boolean);
      case 'n':
        return read_literal("null", value_kind::null);
      default:
        return *at_ == '-' || is_digit(*at_) ? read_number() : fail("a value is expected");
    }
  }

  bool read_literal(std::string_view word, value_kind kind) {
    if (!rest().starts_with(word))
      return fail("a value is expected");
    add(kind, at_, {}).is_true = word == "true";
    at_ += word.size();
    return true;
  }

  bool read_number() {
    const auto place = at_;
    const bool is_negative = *at_ == '-';
    const auto whole = at_ + (is_negative ? 1 : 0);
    std::uint64_t magnitude = 0;
    at_ = whole;
    if (!read_digits(magnitude))
      return false;
    const auto whole_digits = at_ - whole;
    if (whole_digits > 1 && *whole == '0') {
      at_ = whole + 1;
      return fail("a number must not begin with zeros");
    }
    const auto point = at_;
    std::ptrdiff_t scale = 0;
    if (*point == '.') {
      ++at_;
      if (!read_digits(magnitude))
        return false;
      scale = at_ - point - 1;
    }
    const bool has_exponent = *at_ == 'e' || *at_ == 'E';
    if (has_exponent && !skip_exponent())
      return false;
    if (rules_.drops_huge_numbers && (has_exponent || whole_digits > double_digits_max)
        && !std::isfinite(std::strtod(place, nullptr))) {
      add(value_kind::null, place, {});
      return true;
    }
    auto& value = add(value_kind::number, place, span_of(place, at_));
    if (!has_exponent && whole_digits + scale <= short_digits_max) {
      const auto digits = static_cast<std::int64_t>(magnitude);
      value.is_short = true;
      value.scale = static_cast<std::uint8_t>(scale);
      value.digits = is_negative ? -digits : digits;
    }
    return true;
  }

  /// Reads at least one digit. `magnitude` wraps around in long numbers, which nobody reads from
  /// it.
  bool read_digits(std::uint64_t& magnitude) {
    if (!is_digit(*at_))
      return fail("a digit is expected");
    auto next = at_;
    auto sum = magnitude;
    for (; is_digit(*next); ++next)
      sum = sum * 10 + (byte_of(*next) - '0');
    at_ = next;
    magnitude = sum;
    return true;
  }

  bool skip_exponent() {
    ++at_;
    at_ += *at_ == '+' || *at_ == '-' ? 1 : 0;
    std::uint64_t ignored = 0;
    return read_digits(ignored);
  }

  /// Reads a string from its opening quote on. One without escapes stays as it is; what escapes
  /// mean is never longer than they are and takes their place.
  bool read_string(span& out) {
    const auto begin = ++at_;
    if (!skip_characters())
      return false;
    auto end = at_;
    while (*at_ != '"') {
      if (!replace_escape(end))
        return false;
      const auto from = at_;
      if (!skip_characters())
        return false;
      end = std::copy(from, at_, end);
    }
    ++at_;
    out = span_of(begin, end);
    return true;
  }

  /// Goes on to the quote or backslash that ends a run of plain characters.
  bool skip_characters() {
    for (;;) {
      auto next = at_;
      while (is_plain[byte_of(*next)])
        ++next;
      at_ = next;
      if (*at_ == '"' || *at_ == '\\')
        return true;
      if (at_ == end_)
        return fail("the string does not end");
      if (byte_of(*at_) < 0x20)
        return fail("a control character inside a string");
      const auto length = character_length(rest());
      if (length == 0)
        return fail("not UTF-8");
      at_ += length;
    }
  }

  /// Writes the character that the escape at this place stands for to `to`, and moves that on.
  bool replace_escape(char*& to) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = at_[1];
    if (letter == 'u')
      return replace_unicode_escape(to);
    const auto index = letters.find(letter);
    if (index == std::string_view::npos)
      return fail("no such escape");
    *to++ = meanings[index];
    at_ += 2;
    return true;
  }

  bool replace_unicode_escape(char*& to) {
    const auto unit = escaped_unit(at_);
    if (!unit)
      return fail("four hex digits are expected after \\u");
    at_ += 6;
    const auto second = is_high_surrogate(*unit) ? escaped_unit(at_) : std::nullopt;
    if (second && is_low_surrogate(*second)) {
      to = write_code_point(to, 0x10000 + ((*unit - 0xd800) << 10U) + (*second - 0xdc00));
      at_ += 6;
      return true;
    }
    const bool is_half = is_high_surrogate(*unit) || is_low_surrogate(*unit);
    to = write_code_point(to, is_half && !rules_.keeps_surrogates ? replacement_character : *unit);
    return true;
  }

  stored_value& add(value_kind kind, const char* place, span content) {
    auto& value = values_.emplace_back();
    value.kind = kind;
    value.name_begin = name_.begin;
    value.name_size = name_.size;
    value.text_begin = content.begin;
    value.text_size = content.size;
    value.place = offset_of(place);
    name_ = {};
    return value;
  }

  bool open(value_kind kind) {
    if (depth_ >= rules_.depth_max)
      return fail("nested too deep");
    // Until it ends, a container keeps what is around it where the size of its subtree will stand.
    add(kind, at_, {}).subtree = innermost_;
    innermost_ = static_cast<std::uint32_t>(values_.size() - 1);
    ++depth_;
    ++at_;
    return true;
  }

  void close() {
    auto& container = values_[innermost_];
    const auto size = static_cast<std::uint32_t>(values_.size() - innermost_);
    innermost_ = container.subtree;
    container.subtree = size;
    --depth_;
  }

  void skip_space() {
    while (*at_ == ' ' || *at_ == '\t' || *at_ == '\r' || *at_ == '\n')
      ++at_;
  }

  [[nodiscard]] std::string_view rest() const {
    return {at_, static_cast<std::size_t>(end_ - at_)};
  }

  [[nodiscard]] std::uint32_t offset_of(const char* place) const {
    return static_cast<std::uint32_t>(place - begin_);
  }

  [[nodiscard]] span span_of(const char* begin, const char* end) const {
    return {offset_of(begin), static_cast<std::uint32_t>(end - begin)};
  }

  bool fail(const char* reason) {
    error_ = {offset_of(at_), reason};
    return false;
  }

  const text_rules& rules_;

  std::vector<stored_value>& values_;

  char* begin_;

  char* end_;

  char* at_;

  /// Name of the member whose value comes next.
  span name_;

  /// Index of the array or object that began last and has not ended; 0 if there is none.
  std::uint32_t innermost_ = 0;

  /// How many arrays and objects have not ended.
  std::size_t depth_ = 0;

  syntax_error error_;
};

} // namespace

std::optional<syntax_error> parse(std::string_view text, const text_rules& rules,
                                  parsed_text& out) {
  RISKD_EXPECTS(text.size() < text_bytes_max);
  out.values.clear();
  out.pool.clear();
  out.pool.reserve(text.size() + 1);
  out.pool.assign(text.begin(), text.end());
  out.pool.push_back('\0');
  return exact_parser{rules, out}.run();
}

} // namespace riskd::json
