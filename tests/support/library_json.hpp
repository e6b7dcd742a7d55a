#pragma once

#include "adapters/json/exact_value.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace riskd::test {

// What another library makes of a text, to be compared with what ours does.

/// A value as that library would hold it: of members of one name the last one counts.
inline nlohmann::json as_library_json(const json::exact_value& x) {
  auto out = x.is_object()  ? nlohmann::json::object()
             : x.is_array() ? nlohmann::json::array()
                            : nlohmann::json{};
  for (const auto child : x) {
    if (x.is_object())
      out[std::string{child.name()}] = as_library_json(child);
    else
      out.push_back(as_library_json(child));
  }
  if (const auto text = x.text())
    return std::string{*text};
  if (const auto truth = x.boolean())
    return *truth;
  if (const auto integer = x.integer())
    return *integer;
  if (const auto digits = x.number_text())
    return nlohmann::json::parse(*digits);
  return out;
}

struct library_verdict {
  /// Nothing if the text is refused.
  std::optional<nlohmann::json> value;
  /// The library stopped at what the grammar allows: half of a surrogate pair, or a number beyond
  /// the range of a double. Nothing is known then of what follows.
  bool stopped_early = false;
};

inline library_verdict library_verdict_on(std::string_view text) {
  // It takes a NUL for the end of the text.
  if (text.find('\0') != std::string_view::npos)
    return {};
  try {
    return {nlohmann::json::parse(text), false};
  } catch (const nlohmann::json::out_of_range&) {
    return {{}, true};
  } catch (const nlohmann::json::parse_error& error) {
    return {{}, std::string_view{error.what()}.find("surrogate") != std::string_view::npos};
  }
}

} // namespace riskd::test
