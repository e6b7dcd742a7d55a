#pragma once

#include "adapters/sqlite/column_values.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace riskd::sqlite {

/// Writes JSON text with members in the order of the calls, without spaces, ASCII only, numbers as
/// integers. The byte form matters: the audit chain hashes it (R-P-5).
class json_writer {
public:
  void begin_object() {
    open('{');
  }

  void end_object() {
    text_ += '}';
  }

  void begin_array() {
    open('[');
  }

  void end_array() {
    text_ += ']';
  }

  void key(std::string_view name);

  void null();

  /// A number, a truth value, a text, or a value of the domain in its stored form.
  template <class T>
  void value(const T& x) {
    if constexpr (std::is_same_v<T, bool>)
      write_literal(x ? "true" : "false");
    else if constexpr (std::unsigned_integral<T>)
      write_unsigned(x);
    else if constexpr (std::integral<T>)
      write_signed(x);
    else if constexpr (std::is_convertible_v<const T&, std::string_view>)
      write_text(x);
    else
      value(to_column(x));
  }

  template <class T>
  void member(std::string_view name, const T& x) {
    key(name);
    value(x);
  }

  /// Leaves the member out if there is no value.
  template <class T>
  void member(std::string_view name, const std::optional<T>& x) {
    if (x)
      member(name, *x);
  }

  [[nodiscard]] const std::string& text() const {
    return text_;
  }

  [[nodiscard]] std::string take() {
    return std::exchange(text_, {});
  }

private:
  /// Sets the comma that the next key or value may need.
  void separate();

  void open(char bracket);

  void write_literal(std::string_view word);

  void write_signed(std::int64_t x);

  void write_unsigned(std::uint64_t x);

  void write_text(std::string_view x);

  std::string text_;
};

/// Returns `x` as a JSON string. Control characters and everything beyond ASCII are written as
/// `\u` and four hex digits, bytes that are no UTF-8 as the replacement character.
[[nodiscard]] std::string quoted(std::string_view x);

} // namespace riskd::sqlite
