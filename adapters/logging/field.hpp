#pragma once

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/quantity.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace riskd::logging {

/// One named value of a log line, as in `field("until", lock.until)`.
///
/// A field refers to what it is made from and is worth nothing after the call it is made in, so it
/// cannot be copied. Making one allocates nothing, which keeps lines below the threshold cheap,
/// with one exception: a type whose `to_string` returns a string.
class field {
public:
  using value
    = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, std::string_view, std::string,
                   domain::money, domain::price, domain::time_point, domain::account_id>;

  /// Takes booleans, integers, text, the domain's values, anything with a `to_string`, and an
  /// optional of these (empty becomes null). Durations are written in whole microseconds: give them
  /// a key that ends in `_us`. Account ids are masked to their last four digits (R-P-8).
  template <class T>
  field(std::string_view key, const T& x) : key_(key), value_(represent(x)) {
  }

  field(const field&) = delete;
  field& operator=(const field&) = delete;
  ~field() = default;

  [[nodiscard]] std::string_view key() const {
    return key_;
  }

  /// The account id, if that is what the field holds.
  [[nodiscard]] const domain::account_id* account() const {
    return std::get_if<domain::account_id>(&value_);
  }

  /// Appends `"key":value`.
  void append_to(std::string& out) const;

private:
  /// A template, because a pointer would otherwise pass as a boolean.
  template <std::same_as<bool> T>
  static value represent(T x) {
    return x;
  }

  template <std::signed_integral T>
  static value represent(T x) {
    return std::int64_t{x};
  }

  template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>) static value represent(T x) {
    return std::uint64_t{x};
  }

  static value represent(std::string_view x) {
    return x;
  }

  static value represent(const char* x) {
    return std::string_view{x};
  }

  static value represent(const std::string& x) {
    return std::string_view{x};
  }

  static value represent(domain::money x) {
    return x;
  }

  static value represent(domain::price x) {
    return x;
  }

  static value represent(domain::quantity x) {
    return x.count();
  }

  static value represent(domain::time_point x) {
    return x;
  }

  template <class Count, class Period>
  static value represent(std::chrono::duration<Count, Period> x) {
    return std::int64_t{std::chrono::duration_cast<domain::duration>(x).count()};
  }

  static value represent(const domain::account_id& x) {
    return x;
  }

  template <class Tag>
  static value represent(const domain::identifier<Tag, std::int64_t>& x) {
    return x.value();
  }

  template <class Tag>
  static value represent(const domain::identifier<Tag, domain::short_text>& x) {
    return std::string_view{x.value()};
  }

  template <class T>
  static value represent(const std::optional<T>& x) {
    return x ? represent(*x) : value{};
  }

  template <class T>
  requires(std::is_enum_v<T> || std::is_class_v<T>) static value represent(const T& x) {
    if constexpr (std::same_as<decltype(to_string(x)), const char*>)
      return std::string_view{to_string(x)};
    else
      return std::string{to_string(x)};
  }

  std::string_view key_;
  value value_;
};

/// Writes an account id as `****4567`: four asterisks and its last four digits (R-P-8).
[[nodiscard]] std::string masked(const domain::account_id& x);

} // namespace riskd::logging
