#pragma once

#include "config/schema.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace riskd::config {

// The kinds of single values that a configuration has. `initial` is the default as JSON.

[[nodiscard]] node flag(std::string key, std::string initial, std::string meaning);

/// A whole number in `[low, high]`.
[[nodiscard]] node integer(std::string key, std::int64_t low, std::int64_t high,
                           std::string initial, std::string meaning);

/// Both ends belong to it.
struct whole_range {
  std::int64_t low = 0;
  std::int64_t high = 0;
};

/// A whole number in a range, or `word` instead of one.
[[nodiscard]] node integer_or_word(std::string key, whole_range range, const std::string& word,
                                   std::string initial, std::string meaning);

/// A list of whole numbers in `[low, high]`.
[[nodiscard]] node integers(std::string key, std::int64_t low, std::int64_t high,
                            std::string initial, std::string meaning);

/// One of several words.
[[nodiscard]] node choice(std::string key, std::vector<std::string> words, std::string initial,
                          std::string meaning);

/// A text that is not empty.
[[nodiscard]] node text(std::string key, std::string initial, std::string meaning);

/// Any text.
[[nodiscard]] node free_text(std::string key, std::string initial, std::string meaning);

/// U.S. dollars below zero (E-2, E-15).
[[nodiscard]] node negative_money(std::string key, std::string initial, std::string meaning);

/// U.S. dollars above zero (E-2, E-15).
[[nodiscard]] node positive_money(std::string key, std::string initial, std::string meaning);

/// `HH:MM` or `HH:MM:SS` (E-6).
[[nodiscard]] node time_of_day(std::string key, std::string initial, std::string meaning);

/// `YYYY-MM-DD` (E-6), without a default.
[[nodiscard]] node date(std::string key, std::string meaning);

/// An IANA time zone (E-6).
[[nodiscard]] node zone(std::string key, std::string initial, std::string meaning);

/// An address with one of the schemes, without user, query or fragment.
[[nodiscard]] node address(std::string key, std::vector<std::string> schemes, std::string initial,
                           std::string meaning);

/// `${NAME}` or `file:NAME`; never the secret itself (R-C-4).
[[nodiscard]] node secret_reference(std::string key, std::string initial, std::string meaning);

/// A list of products, each named once (E-8).
[[nodiscard]] node products(std::string key, std::string meaning);

/// A map from product to a whole number in `[low, high]`.
[[nodiscard]] node product_table(std::string key, std::int64_t low, std::int64_t high,
                                 std::string meaning);

/// The same key, which null takes away (R-C-2).
[[nodiscard]] node nullable(node from);

/// The same key where null, the default, means none.
[[nodiscard]] node or_null(node from);

/// The same key without a default, which must be given.
[[nodiscard]] node required(node from);

} // namespace riskd::config
