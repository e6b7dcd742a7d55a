#include "adapters/json/exact_document.hpp"

#include <string>

namespace riskd::json {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

/// Values that a document keeps room for until it reads again. Snapshots of the depth of a market
/// have more, and nobody should pay for one of them for good.
constexpr std::size_t kept_values_max = 4096;

constexpr std::size_t kept_bytes_max = std::size_t{64} << 10U;

} // namespace

result<exact_document> exact_document::parse(std::string_view text, const document_limits& limits) {
  exact_document document;
  if (auto wrong = document.read(text, limits))
    return std::move(*wrong);
  return document;
}

std::optional<failure> exact_document::read(std::string_view text, const document_limits& limits) {
  if (text_.values.capacity() > kept_values_max || text_.pool.capacity() > kept_bytes_max)
    text_ = {};
  text_.values.clear();
  if (text.size() > limits.bytes_max)
    return failure{failure_code::malformed_input,
                   "longer than " + std::to_string(limits.bytes_max) + " bytes"};
  // Most values take more than so many bytes, their names included.
  text_.values.reserve(text.size() / 16 + 4);
  const auto wrong = json::parse(
    text, {.may_have_mark = true, .drops_huge_numbers = true, .depth_max = limits.depth_max},
    text_);
  if (!wrong)
    return std::nullopt;
  text_.values.clear();
  return failure{failure_code::malformed_input, "unreadable JSON at byte "
                                                  + std::to_string(wrong->offset + 1) + ": "
                                                  + wrong->reason};
}

} // namespace riskd::json
