#pragma once

#include "domain/ports/journal_port.hpp"
#include "domain/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace riskd::sqlite {

/// One intent as it stands in a frame of the intent file.
struct intent_record {
  /// Ascending over all accounts; the database remembers how far it has them.
  std::uint64_t sequence = 0;
  domain::intent_ticket ticket;
};

[[nodiscard]] std::string to_json(const intent_record& x);

/// Fails with `malformed_input`.
[[nodiscard]] domain::result<intent_record> parse_intent(std::string_view text);

} // namespace riskd::sqlite
