#pragma once

#include "adapters/sqlite/words.hpp"
#include "domain/ids.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace riskd::sqlite {

/// Reads text that `json_writer` wrote. Anything else yields a value that is no object and no
/// array.
[[nodiscard]] nlohmann::json parse_json(std::string_view text);

/// Reads a date as `to_column` writes it, the unset date included; empty if it is none.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_stored_date(std::string_view text);

/// Takes the members of one object apart. The first member that is missing or has another type is
/// remembered; `finish` then returns that failure instead of the value.
class json_reader {
public:
  explicit json_reader(const nlohmann::json& object);

  [[nodiscard]] std::int64_t integer(const char* key);

  [[nodiscard]] std::uint64_t natural(const char* key);

  [[nodiscard]] bool truth(const char* key);

  [[nodiscard]] std::string text(const char* key);

  [[nodiscard]] domain::time_point time(const char* key) {
    return domain::time_point{domain::duration{integer(key)}};
  }

  [[nodiscard]] std::chrono::year_month_day date(const char* key);

  [[nodiscard]] domain::rule_id rule(const char* key);

  template <class Enum>
  [[nodiscard]] Enum word(const char* key) {
    const auto found = parse_word<Enum>(text(key));
    if (!found)
      note(key);
    return found.value_or(Enum{});
  }

  /// An enumeration that is stored as its number, listed or not.
  template <class Enum>
  [[nodiscard]] Enum enumerator(const char* key) {
    const auto number = integer(key);
    if (!std::in_range<std::underlying_type_t<Enum>>(number)) {
      note(key);
      return {};
    }
    return static_cast<Enum>(number);
  }

  /// A domain type that is made from one integer: money, price, quantity, most identifiers.
  template <class T>
  [[nodiscard]] T number(const char* key) {
    return T{integer(key)};
  }

  /// The member read by `get`, or nothing if the object lacks it.
  template <class Get>
  [[nodiscard]] auto maybe(const char* key, Get get) -> std::optional<decltype(get(key))> {
    if (!has(key))
      return std::nullopt;
    return get(key);
  }

  template <class T>
  [[nodiscard]] std::optional<T> maybe_number(const char* key) {
    return has(key) ? std::optional{number<T>(key)} : std::nullopt;
  }

  [[nodiscard]] bool has(const char* key) const {
    return object_.contains(key);
  }

  /// The member as it is; null if the object lacks it.
  [[nodiscard]] const nlohmann::json& raw(const char* key) const;

  /// Remembers that a member is not what it should be.
  void note(const char* key);

  void note(const domain::failure& inner);

  template <class T>
  [[nodiscard]] domain::result<T> finish(T value) {
    if (problem_)
      return *problem_;
    return value;
  }

private:
  const nlohmann::json& object_;

  std::optional<domain::failure> problem_;
};

} // namespace riskd::sqlite
