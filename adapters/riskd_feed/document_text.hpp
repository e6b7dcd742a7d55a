#pragma once

#include "domain/fleet/reports.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>

namespace riskd::riskd_feed {

/// Documents of the status are passed on whole up to this size: two of them cannot keep everything
/// else waiting.
constexpr std::size_t document_size_max = std::size_t{32} << 10U;
static_assert(document_size_max <= domain::told_document_max);

/// Writes what riskd says of itself or of an account, on `document_size_max` bytes at most. If it
/// is longer, its longest lists are left out, and then whatever is largest; `shortened` says so.
/// @pre `document` is an object
[[nodiscard]] std::string status_text(nlohmann::ordered_json document);

/// Writes what followed from a breach, on `domain::told_document_max` bytes at most. If it is
/// longer, the last commands are left out, and then whatever is largest.
/// @pre `story` is an object
[[nodiscard]] std::string story_text(nlohmann::ordered_json story);

} // namespace riskd::riskd_feed
