#include "adapters/json/exact_document.hpp"
#include "adapters/json/repair.hpp"
#include "adapters/replay/line_document.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <nlohmann/json.hpp>

#include <string>

// The two readers of JSON are compared with each other and with the library below one of them.

namespace riskd::fuzz {

using json::exact_document;
using json::exact_value;

namespace {

/// True if `text` has half of a surrogate pair, which only a recording keeps.
bool has_surrogate(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (text[i] == '\xed' && static_cast<unsigned char>(text[i + 1]) >= 0xa0)
      return true;
  return false;
}

void check_same_scalar(const exact_value& a, const exact_value& b) {
  RISKD_ENSURES(a.boolean() == b.boolean());
  RISKD_ENSURES(a.is_text() == b.is_text());
  if (a.is_text() && has_surrogate(*b.text()))
    return;
  // A number beyond the range of a double is null in one of them.
  if (a.is_missing() && b.number_text())
    return;
  RISKD_ENSURES(a.is_missing() == b.is_missing());
  RISKD_ENSURES(a.text() == b.text());
  RISKD_ENSURES(a.integer() == b.integer());
  RISKD_ENSURES(a.id() == b.id());
  RISKD_ENSURES(a.price() == b.price());
  RISKD_ENSURES(a.money() == b.money());
  RISKD_ENSURES(a.time() == b.time());
}

/// @param a Of an `exact_document`
/// @param b Of a `line_document`
void check_same(const exact_value& a, const exact_value& b) {
  RISKD_ENSURES(a.is_object() == b.is_object() && a.is_array() == b.is_array());
  RISKD_ENSURES(a.size() == b.size());
  RISKD_ENSURES(has_surrogate(b.name()) || a.name() == b.name());
  if (!a.is_object() && !a.is_array()) {
    check_same_scalar(a, b);
    return;
  }
  auto other = b.begin();
  for (const auto each : a) {
    check_same(each, *other);
    ++other;
  }
  RISKD_ENSURES(other == b.end());
}

} // namespace

void try_input(std::string_view input) {
  const auto exact = exact_document::parse(input);
  if (!exact && exact.error().sentence.starts_with("nested deeper"))
    return;
  const bool has_zero = input.find('\0') != std::string_view::npos;
  const bool is_plain = !has_zero && nlohmann::json::accept(input);
  RISKD_ENSURES(!is_plain || exact.has_value());
  RISKD_ENSURES(!exact || is_plain || nlohmann::json::accept(json::repaired(input)));
  replay::line_document line;
  const auto fault = line.parse(input);
  RISKD_ENSURES(!fault || fault->offset <= input.size());
  if (!fault)
    RISKD_ENSURES(exact.has_value());
  if (!exact || !exact->root().is_object())
    return;
  const bool has_mark = input.starts_with("\xef\xbb\xbf");
  RISKD_ENSURES(has_mark == fault.has_value());
  if (!fault)
    check_same(exact->root(), line.root());
}

} // namespace riskd::fuzz
