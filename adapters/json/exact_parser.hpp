#pragma once

#include "adapters/json/exact_value.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace riskd::json {

/// What one kind of text may hold and another may not. All follow RFC 8259 to the letter: UTF-8, no
/// control characters in strings, nothing after the root.
struct text_rules {
  /// The root has to be an object.
  bool only_objects = false;

  /// One byte order mark before the root is passed over.
  bool may_have_mark = false;

  /// An escape that names half of a surrogate pair is kept in the three bytes that UTF-8 would give
  /// it if it could. Otherwise it becomes U+FFFD (R-Y-24).
  bool keeps_surrogates = false;

  /// A number beyond the range of a double reads as null, since it fits nothing (R-Y-22).
  bool drops_huge_numbers = false;

  /// Arrays and objects inside each other.
  std::size_t depth_max = std::numeric_limits<std::size_t>::max();
};

/// Where a text stops being what it should be.
struct syntax_error {
  /// Offset of the byte that does not fit, from 0; the length of the text if it ends too early.
  std::size_t offset = 0;
  /// What is expected there, for people. Never null; quotes nothing of the text.
  const char* reason = "";
};

/// The values of one text, with all that they refer to. Moving it moves no value.
struct parsed_text {
  std::vector<stored_value> values;

  /// A copy of the text, in which strings with escapes were replaced by what they mean.
  std::vector<char> pool;

  [[nodiscard]] exact_value root() const {
    return values.empty() ? exact_value{} : exact_value{values.data(), pool.data()};
  }
};

/// Reads exactly one value from `text` into `out`, whose memory is used again and whose earlier
/// values are gone afterwards. Returns the first error, if there is one; `out` is then of no use.
/// Depth costs no stack. @pre `text` is shorter than 2^31 bytes
[[nodiscard]] std::optional<syntax_error> parse(std::string_view text, const text_rules& rules,
                                                parsed_text& out);

} // namespace riskd::json
