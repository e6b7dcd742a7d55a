#include "adapters/projectx/excerpt.hpp"
#include "adapters/projectx/http_date.hpp"
#include "adapters/projectx/url.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/printable.hpp"

#include <algorithm>
#include <string>

// Short texts of the gateway's answers, and the addresses in a configuration.

namespace riskd::fuzz {

namespace {

void check_date(std::string_view text) {
  const auto now = *domain::parse_time("2026-03-03T15:00:00Z");
  const auto date = projectx::parse_http_date(text);
  const auto pause = projectx::parse_retry_after(text, now);
  RISKD_ENSURES(!pause || *pause >= domain::duration{});
  if (date)
    RISKD_ENSURES(pause == std::max(*date - now, domain::duration{}));
}

/// An address that is put together again is the same address.
void check_address(std::string_view text) {
  const auto address = projectx::parse_url(text);
  if (!address)
    return;
  const auto again
    = (address->tls ? "https://" : "http://") + projectx::host_field(*address) + address->path;
  const auto second = projectx::parse_url(again);
  RISKD_ENSURES(second && *second == *address);
}

void check_encoding(std::string_view text) {
  const auto encoded = projectx::percent_encoded(text);
  RISKD_ENSURES(is_printable(encoded));
  RISKD_ENSURES(encoded.find_first_of(" \"#&+/?=") == std::string::npos);
}

} // namespace

void try_input(std::string_view input) {
  check_date(input);
  check_address(input);
  check_encoding(input);
  const auto excerpt = projectx::excerpt_of(input);
  RISKD_ENSURES(excerpt.size() <= projectx::excerpt_max && is_printable(excerpt));
}

} // namespace riskd::fuzz
