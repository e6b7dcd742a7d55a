#include "adapters/json/exact_document.hpp"
#include "adapters/replay/line_document.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/library_json.hpp"

#include <string>

// The reader of JSON is compared with another library, and its two forms with each other.

namespace riskd::fuzz {

using json::exact_document;

namespace {

/// Puts the escape of U+FFFD where half of a surrogate pair is escaped, paired or not.
std::string without_surrogates(std::string_view text) {
  std::string out{text};
  for (std::size_t i = 0; i + 5 < out.size(); ++i) {
    if (out[i] != '\\')
      continue;
    const auto begins_half
      = (out[i + 2] == 'd' || out[i + 2] == 'D')
        && std::string_view{"89abcdefABCDEF"}.find(out[i + 3]) != std::string_view::npos;
    const auto has_digits = out.find_first_not_of("0123456789abcdefABCDEF", i + 2) >= i + 6;
    if (out[i + 1] == 'u' && begins_half && has_digits)
      out.replace(i + 2, 4, "fffd");
    ++i;
  }
  return out;
}

bool is_too_deep(const domain::result<exact_document>& x) {
  return !x && x.error().sentence.ends_with("nested too deep");
}

/// The reader in the form for what others send.
void check_against_library(std::string_view input) {
  const auto exact = exact_document::parse(input);
  const auto verdict = test::library_verdict_on(input);
  if (is_too_deep(exact) || verdict.stopped_early)
    return;
  RISKD_ENSURES(exact.has_value() == verdict.value.has_value());
  if (exact)
    RISKD_ENSURES(test::as_library_json(exact->root()) == *verdict.value);
}

/// The reader in the form for recordings.
void check_recorded_form(std::string_view input) {
  const auto exact = exact_document::parse(input);
  replay::line_document line;
  const auto fault = line.parse(input);
  RISKD_ENSURES(!fault || fault->offset <= input.size());
  if (is_too_deep(exact))
    return;
  const bool is_recordable
    = exact && exact->root().is_object() && !input.starts_with("\xef\xbb\xbf");
  RISKD_ENSURES(is_recordable == !fault.has_value());
  if (is_recordable && !test::library_verdict_on(input).stopped_early)
    RISKD_ENSURES(test::as_library_json(line.root()) == test::as_library_json(exact->root()));
}

} // namespace

void try_input(std::string_view input) {
  check_against_library(input);
  const auto plain = without_surrogates(input);
  if (plain != input) {
    check_against_library(plain);
    const auto exact = exact_document::parse(input);
    RISKD_ENSURES(exact.has_value() == exact_document::parse(plain).has_value());
  }
  check_recorded_form(input);
}

} // namespace riskd::fuzz
