#pragma once

#include "adapters/json/exact_parser.hpp"
#include "domain/result.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace riskd::json {

/// What a document may cost before it is refused.
struct document_limits {
  /// @invariant below 2^31
  std::size_t bytes_max = std::size_t{16} << 20;
  /// Arrays and objects inside each other.
  std::size_t depth_max = 32;
};

/// A parsed JSON text whose numbers keep their digits, so that no price or amount of money ever
/// passes through binary floating point (R-V-7, R-V-8). Movable, not copyable.
///
/// For what others send: one odd member does not cost the whole text. The escape of a lone
/// surrogate reads as U+FFFD (R-Y-24), a number beyond the range of a double as null (R-Y-22), and
/// a byte order mark before the value is passed over.
class exact_document {
public:
  /// An empty document, whose root is missing.
  exact_document() = default;

  exact_document(exact_document&&) = default;
  exact_document& operator=(exact_document&&) = default;
  exact_document(const exact_document&) = delete;
  exact_document& operator=(const exact_document&) = delete;
  ~exact_document() = default;

  /// Parses exactly one JSON value. Fails with `malformed_input`, naming the place, if the text is
  /// something else or exceeds a limit. The sentence quotes nothing of the text.
  [[nodiscard]] static domain::result<exact_document> parse(std::string_view text,
                                                            const document_limits& limits = {});

  /// As `parse`, but into this document, whose memory serves again. Its earlier values are gone
  /// afterwards; after a failure it is empty.
  [[nodiscard]] std::optional<domain::failure> read(std::string_view text,
                                                    const document_limits& limits = {});

  [[nodiscard]] exact_value root() const {
    return text_.root();
  }

private:
  parsed_text text_;
};

} // namespace riskd::json
