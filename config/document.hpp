#pragma once

#include "config/problem.hpp"
#include "config/value.hpp"

#include <optional>
#include <string_view>

namespace riskd::config {

/// A configuration file taken apart.
struct document {
  /// Empty if the text is no JSON at all.
  std::optional<value> root;
  /// E-1 for a syntax error, which ends the reading, and for each duplicate key, which does not:
  /// the first of its kind is kept.
  problem_list problems;
};

/// Reads JSON with `//` and `/* */` comments, without trailing commas (R-C-1). Every value keeps
/// its line, column and JSON pointer, and every number its digits. Messages quote nothing of the
/// text: it may hold a secret that does not belong there.
[[nodiscard]] document read_document(std::string_view text);

} // namespace riskd::config
