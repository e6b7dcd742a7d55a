#pragma once

#include "adapters/terminal/characters.hpp"
#include "adapters/terminal/table.hpp"
#include "apps/riskctl/report_parts.hpp"
#include "domain/money.hpp"
#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace riskd::riskctl::watch {

using terminal::charset;

/// What is known of the daemon, and how fresh that is.
struct knowledge {
  /// Its latest answer to `/v1/status`; null before the first one.
  std::shared_ptr<const json> answer;
  /// Whole seconds since that answer came: figures of time in it are that much older by now.
  std::int64_t old = 0;
  /// The headline if the daemon did not answer the latest question; empty if it did.
  std::string trouble;
  /// Why it did not.
  std::string detail;

  /// The moment that is shown, by the daemon's clock. @pre there is an answer
  [[nodiscard]] domain::time_point now() const;

  /// An age in the answer, in seconds, as it is now; empty for null.
  [[nodiscard]] std::optional<std::int64_t> age(const json& object, const char* key) const;

  /// A remaining time in the answer, in seconds, as it is now; empty for null.
  [[nodiscard]] std::optional<std::int64_t> left(const json& object, const char* key) const;

  /// Seconds since a time in the answer; empty for null.
  [[nodiscard]] std::optional<std::int64_t> since(const json& object, const char* key) const;
};

/// Writes a remaining time as a clock that runs down: `7:59:49`, `0:49`; from 100 hours on as `4 d
/// 4 h`. `otherwise` stands for one that is not known.
[[nodiscard]] std::string countdown(std::optional<std::int64_t> seconds,
                                    const std::string& otherwise);

/// Writes an age as `3 s` or `1 h 0 min`, or `otherwise`.
[[nodiscard]] std::string age_text(std::optional<std::int64_t> seconds,
                                   const std::string& otherwise);

/// How much of a rule's limit is used, as a bar of `width` columns and a number: `####---- 47 %`.
/// `-` for a rule that is not about one figure.
[[nodiscard]] terminal::cell use_cell(const json& rule, std::size_t width, charset known);

/// How many dollars are left until a rule breaks; empty for one that is not about dollars.
[[nodiscard]] std::optional<domain::money> room_of(const json& rule);

/// The same for people: `450.00`, or `50.00 over`.
[[nodiscard]] terminal::cell room_cell(const json& rule);

/// The enabled rule about dollars of which most is used; null if there is none.
[[nodiscard]] const json* tightest_limit(const json& account);

/// Percent of the limit that `tightest_limit` leaves used; -1 if there is none.
[[nodiscard]] int use_of(const json& account);

/// A state such as PROTECTED with its colour.
[[nodiscard]] terminal::cell state_word(const json& account);

} // namespace riskd::riskctl::watch
