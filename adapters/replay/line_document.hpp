#pragma once

#include "adapters/json/exact_value.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::replay {

/// Where a text stops being what it should be.
struct syntax_error {
  /// Offset of the byte that does not fit, from 0; the length of the text if it ends too early.
  std::size_t offset = 0;
  /// What is expected there, for people. Never null.
  const char* reason = "";
};

/// One JSON object on one line, read by the letter of RFC 8259: UTF-8 without a byte order mark,
/// no control characters in strings, nothing after the object, any depth.
///
/// A recording is read with this and not with `json::exact_document` for three reasons: its errors
/// name their place, the same memory serves line after line, and strings come through as they are
/// written, an escape of a lone surrogate included (kept in the three bytes that UTF-8 would give
/// it if it could, R-Y-24).
class line_document {
public:
  /// Reads `text`, which must hold exactly one object. Values of an earlier text are gone
  /// afterwards. Returns the first error, if there is one; the document is then of no use.
  /// @pre `text` is shorter than 2^30 bytes
  [[nodiscard]] std::optional<syntax_error> parse(std::string_view text);

  /// The object. Valid until the next call of `parse`.
  [[nodiscard]] json::exact_value root() const {
    return values_.empty() ? json::exact_value{} : json::exact_value{values_.data(), pool_.data()};
  }

  /// Offset of the value of the object's last member of this name, 0 if there is none.
  [[nodiscard]] std::size_t place_of(std::string_view name) const;

private:
  friend class line_parser;

  std::vector<json::stored_value> values_;

  /// Where in the text the value of the same index begins.
  std::vector<std::uint32_t> places_;

  /// The text itself, then every string that was written with escapes.
  std::string pool_;

  /// Indexes of the arrays and objects that have not ended yet.
  std::vector<std::uint32_t> open_;
};

} // namespace riskd::replay
