#pragma once

#include "apps/riskctl/report_parts.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::riskctl {

// Reading what a hub passes on from daemons, whose versions may tell other things than this one
// knows. What is always there (docs/openapi-hub.yaml) is read as in answers of riskd.

/// The list of a member that is always there. Throws `json::exception` if it is none.
[[nodiscard]] const json::array_t& list_at(const json& object, const char* name);

/// The text of a member; empty if it is none or not there.
[[nodiscard]] std::string word_at(const json& object, const char* name);

/// A member that is an object; an empty one if it is none or not there.
[[nodiscard]] const json& object_at(const json& object, const char* name);

/// True only if the member is there and true.
[[nodiscard]] bool flag_at(const json& object, const char* name);

/// The rows of a member; none if it is no list or not there.
[[nodiscard]] const json& rows_at(const json& object, const char* name);

/// The texts of a list, with commas between them.
[[nodiscard]] std::string joined_texts(const json& list);

/// `1 daemon`, `2 daemons`.
[[nodiscard]] std::string counted(std::size_t count, const char* what);

/// A copy in which each of these members is there: null stands for those that were not, and for
/// those in seconds that are no whole number.
[[nodiscard]] json completed(const json& row, const std::vector<const char*>& members,
                             const std::vector<const char*>& in_seconds);

/// Seconds from one time in an answer to another; 0 if they do not follow, or are no times.
[[nodiscard]] std::int64_t seconds_from(const std::string& then, const std::string& now);

} // namespace riskd::riskctl
