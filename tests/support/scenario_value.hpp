#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace riskd::test {

struct scenario_member;

/// A value in the shorthand of scenarios: JSON without quotation marks, such as
/// `{limit: 50, weights.ES: 10, days: [mon, tue]}`.
struct scenario_value {
  /// The text of a value that is neither object nor list.
  std::string scalar;
  std::vector<scenario_value> items;
  /// Members of an object in the order given; a dotted key is one key.
  std::vector<scenario_member> members;
};

struct scenario_member {
  std::string key;
  scenario_value value;
};

/// Throws `std::invalid_argument` if `text` is not exactly one value.
[[nodiscard]] scenario_value parse_value(std::string_view text);

/// Splits at every `separator` that stands outside brackets and braces; trims the parts.
[[nodiscard]] std::vector<std::string> split_outside_brackets(std::string_view text,
                                                              char separator);

/// Returns `text` without blanks at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace riskd::test
