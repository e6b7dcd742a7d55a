#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::config {

/// A place in the configuration file, both counted from 1, columns in characters. 0:0 is no place:
/// the value is a default.
struct text_position {
  std::size_t line = 0;
  std::size_t column = 0;

  friend auto operator<=>(const text_position&, const text_position&) = default;
};

enum class value_kind : std::uint8_t {
  null,
  flag,
  number,
  text,
  list,
  object,
  /// Refused by validation, which has said why; nothing may be concluded from it any more.
  unusable,
};

/// Which layer of the configuration a value comes from (R-C-2).
enum class value_origin : std::uint8_t {
  /// No layer says anything else.
  standard,
  /// The preset that the file names.
  preset,
  /// The file, an override in it included.
  file,
};

/// `a number`, `an object`, ... for messages.
const char* to_string(value_kind x);

struct member;

/// A JSON value that knows where it was written.
struct value {
  value_kind kind = value_kind::null;
  bool flag = false;
  /// Content of a text, or the digits of a number as they were written.
  std::string text;
  std::vector<value> items;
  /// In the order of the file, each key once.
  std::vector<member> members;
  /// What null took away, with that null as content, unless it was given back since (R-C-2).
  std::vector<member> removed;
  /// JSON Pointer (RFC 6901) in the file or, for a default, in the effective configuration.
  std::string pointer;
  text_position where;
  value_origin origin = value_origin::file;

  [[nodiscard]] const value* find(std::string_view key) const;

  /// Follows one key after the other; null if one is missing or an object on the way is none.
  [[nodiscard]] const value* find(std::initializer_list<std::string_view> path) const;

  /// True for what the operator's file does not have.
  [[nodiscard]] bool is_default() const {
    return where.line == 0;
  }
};

struct member {
  std::string key;
  text_position where;
  value content;
};

[[nodiscard]] value make_text(std::string content);

[[nodiscard]] value make_object();

/// Returns `pointer` extended by one step, escaped as RFC 6901 says.
[[nodiscard]] std::string child_pointer(const std::string& pointer, std::string_view key);

/// Sets a member, in place if the object has it already.
void set_member(value& object, member added);

void remove_member(value& object, std::string_view key);

/// The null that took a member away, or null.
[[nodiscard]] const value* find_removed(const value& object, std::string_view key);

/// Applies a JSON merge patch (RFC 7396): objects merge, everything else replaces, null removes
/// (R-C-2).
[[nodiscard]] value merge_patch(value target, const value& patch);

/// Writes the value as canonical JSON: keys sorted by bytes, no white space, numbers plain and
/// without superfluous zeros, so that equal configurations give equal text (R-C-5).
[[nodiscard]] std::string canonical_json(const value& x);

/// Writes the value as JSON for people: indented by two spaces, keys sorted.
[[nodiscard]] std::string indented_json(const value& x);

} // namespace riskd::config
