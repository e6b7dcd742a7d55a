#pragma once

#include "adapters/json/exact_parser.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace riskd::replay {

/// One JSON object on one line, read by the letter of RFC 8259: no byte order mark, any depth.
///
/// A recording is read with this and not with `json::exact_document` for two reasons: its errors
/// name their place, and strings come through as they are written, an escape of a lone surrogate
/// included (kept in the three bytes that UTF-8 would give it if it could, R-Y-24).
class line_document {
public:
  /// Reads `text`, which must hold exactly one object. Values of an earlier text are gone
  /// afterwards. Returns the first error, if there is one; the document is then of no use.
  /// @pre `text` is shorter than 2^31 bytes
  [[nodiscard]] std::optional<json::syntax_error> parse(std::string_view text);

  /// The object. Valid until the next call of `parse`.
  [[nodiscard]] json::exact_value root() const {
    return text_.root();
  }

  /// Offset of the value of the object's last member of this name, 0 if there is none.
  [[nodiscard]] std::size_t place_of(std::string_view name) const;

private:
  json::parsed_text text_;
};

} // namespace riskd::replay
