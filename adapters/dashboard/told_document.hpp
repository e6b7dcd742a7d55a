#pragma once

#include "domain/fleet/reports.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string_view>

namespace riskd::dashboard {

/// Members keep the order in which they are written.
using json = nlohmann::ordered_json;

/// Longer texts of daemons are not read.
constexpr std::size_t document_bytes_max = 1U << 20U;

/// Nor is what is nested deeper: writing JSON recurses.
constexpr std::size_t document_depth_max = 32;

/// Reads what a daemon told. Returns nothing unless it is one JSON object within the limits.
[[nodiscard]] std::optional<json> read_document(std::string_view text);

/// What riskd says of an account, from its document. What the document lacks, or has in another
/// form, is there as if nothing were known, so that whoever shows it finds every member. If it
/// cannot be read, that is said (`unreadable`, `reasons`) and only what was reported beside it
/// stands there.
[[nodiscard]] json account_document(const domain::account_report& x);

/// What riskd says of itself, from its document; nothing if that cannot be read or lacks what is
/// always there.
[[nodiscard]] std::optional<json> status_document(std::string_view text);

/// What followed from a breach, from its document; filled up and marked as for an account.
[[nodiscard]] json story_document(const domain::story_report& x);

/// The member `name` of an object if it is an array; an empty array otherwise.
[[nodiscard]] const json& rows_of(const json& object, const char* name);

/// The text of the member `name`; nothing if it is no text or not there.
[[nodiscard]] std::optional<std::string> text_of(const json& object, const char* name);

} // namespace riskd::dashboard
