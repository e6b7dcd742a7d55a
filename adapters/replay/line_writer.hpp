#pragma once

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::replay {

/// Appends JSON objects to a text as R-J-10 wants them: one to a line, without spaces, members in
/// the order of the calls. Which members there are is up to the caller; their names need no
/// escapes.
class line_writer {
public:
  /// @param out Grows; must outlive the writer.
  explicit line_writer(std::string& out) : out_(out) {
  }

  /// Begins the object of a line.
  void begin_line() {
    begin_object();
  }

  /// Ends the object and its line.
  void end_line() {
    end_object();
    out_ += '\n';
  }

  /// Begins an object inside of one, as the value of `name`.
  void begin_member(std::string_view name) {
    key(name);
    begin_object();
  }

  void end_object() {
    out_ += '}';
    needs_comma_ = true;
  }

  void member(std::string_view name, std::string_view text);

  /// Without this, a literal would count as a truth value.
  void member(std::string_view name, const char* text) {
    member(name, std::string_view{text});
  }

  void member(std::string_view name, bool truth);

  template <std::integral Number>
  void member(std::string_view name, Number number) {
    raw_member(name, std::to_string(number));
  }

  /// As a text (R-V-10).
  void member(std::string_view name, domain::time_point at) {
    member(name, std::string_view{domain::to_string(at)});
  }

  /// As a text.
  void member(std::string_view name, std::chrono::year_month_day day) {
    member(name, std::string_view{domain::to_string(day)});
  }

  /// As a text (R-V-9).
  void member(std::string_view name, domain::money amount) {
    member(name, std::string_view{domain::to_string(amount)});
  }

  /// As a text (R-V-9).
  void member(std::string_view name, domain::price level) {
    member(name, std::string_view{domain::to_string(level)});
  }

  template <class Tag, class Representation>
  void member(std::string_view name, const domain::identifier<Tag, Representation>& id) {
    member(name, id.value());
  }

  /// Null if there is no value.
  template <class Value>
  void member(std::string_view name, const std::optional<Value>& value) {
    if (value)
      member(name, *value);
    else
      raw_member(name, "null");
  }

  /// @param json What stands behind the colon as it is: a number, or null.
  void raw_member(std::string_view name, std::string_view json);

private:
  void begin_object() {
    out_ += '{';
    needs_comma_ = false;
  }

  void key(std::string_view name);

  std::string& out_;

  bool needs_comma_ = false;
};

/// Appends `text` as a JSON string in which only `"`, `\` and control characters are escaped
/// (R-J-10, R-Y-24). What is no character becomes U+FFFD: half a surrogate pair as a whole, any
/// other bytes one by one.
void append_quoted(std::string& out, std::string_view text);

} // namespace riskd::replay
