#pragma once

#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

namespace riskd::json {

enum class value_kind : std::uint8_t { null, boolean, number, text, array, object };

/// How a parsed text stores one value. Values lie in document order, each before its children;
/// texts are ranges of one pool.
struct stored_value {
  value_kind kind = value_kind::null;
  bool is_true = false;
  /// The number is written without an exponent in at most 18 digits, and `digits` holds them.
  bool is_short = false;
  /// How many of the digits stand behind the point.
  std::uint8_t scale = 0;
  /// The name under which an object holds this value.
  std::uint32_t name_begin = 0;
  std::uint32_t name_size = 0;
  /// Content of a text, digits of a number.
  std::uint32_t text_begin = 0;
  std::uint32_t text_size = 0;
  /// Number of direct children.
  std::uint32_t children = 0;
  /// Number of values in this subtree, this one included.
  std::uint32_t subtree = 1;
  /// Where in the text the value begins.
  std::uint32_t place = 0;
  std::int64_t digits = 0;
};

/// A view of one value of a document, or of nothing. Valid as long as the document lives and reads
/// nothing else, also if it is moved.
///
/// Reading follows R-E-2: what is missing, null, of another type or out of range reads as nothing.
class exact_value {
public:
  class iterator;

  /// A value that is missing.
  exact_value() = default;

  exact_value(const stored_value* value, const char* pool) : value_(value), pool_(pool) {
  }

  /// True if there is no such value, or if it is null; both mean the same (R-E-2).
  [[nodiscard]] bool is_missing() const {
    return value_ == nullptr || value_->kind == value_kind::null;
  }

  [[nodiscard]] bool is_object() const {
    return has_kind(value_kind::object);
  }

  [[nodiscard]] bool is_array() const {
    return has_kind(value_kind::array);
  }

  [[nodiscard]] bool is_text() const {
    return has_kind(value_kind::text);
  }

  /// The member of an object, the last one if the name occurs twice. Missing for anything else.
  [[nodiscard]] exact_value operator[](std::string_view name) const;

  /// Number of elements or members; 0 for anything else.
  [[nodiscard]] std::size_t size() const {
    return value_ == nullptr ? 0 : value_->children;
  }

  /// Visits elements or members in document order.
  [[nodiscard]] iterator begin() const;

  [[nodiscard]] iterator end() const;

  /// The first element of an array, or missing.
  [[nodiscard]] exact_value front() const;

  /// The name under which an object holds this value; empty otherwise.
  [[nodiscard]] std::string_view name() const {
    return value_ == nullptr ? std::string_view{}
                             : std::string_view{pool_ + value_->name_begin, value_->name_size};
  }

  /// Where in the text the value begins, in bytes from 0; 0 if there is none.
  [[nodiscard]] std::size_t place() const {
    return value_ == nullptr ? 0 : value_->place;
  }

  [[nodiscard]] std::optional<std::string_view> text() const {
    return is_text() ? std::optional{own_text()} : std::nullopt;
  }

  [[nodiscard]] std::optional<bool> boolean() const;

  /// The number as it is written.
  [[nodiscard]] std::optional<std::string_view> number_text() const;

  /// A number with integral value, such as `12`, `2.0` or `1e2`.
  [[nodiscard]] std::optional<std::int64_t> integer() const;

  /// An id: a number with integral value, or a string of digits (R-E-2, R-Y-21).
  [[nodiscard]] std::optional<std::int64_t> id() const;

  /// A price from a number or from a string that holds a number (R-E-2, R-Y-21).
  [[nodiscard]] std::optional<domain::price> price() const;

  /// An amount in dollars from a number or from a string that holds a number.
  [[nodiscard]] std::optional<domain::money> money() const;

  /// An instant from a string of the form of R-V-10, in the years 0 to 9999 of UTC.
  [[nodiscard]] std::optional<domain::time_point> time() const;

private:
  /// A number, or a string that holds one, in units of 10^-scale.
  [[nodiscard]] std::optional<std::int64_t> scaled(int scale) const;

  [[nodiscard]] bool has_kind(value_kind kind) const {
    return value_ != nullptr && value_->kind == kind;
  }

  [[nodiscard]] std::string_view own_text() const {
    return {pool_ + value_->text_begin, value_->text_size};
  }

  const stored_value* value_ = nullptr;

  const char* pool_ = nullptr;
};

/// Walks over the direct children of a value.
class exact_value::iterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = exact_value;
  using difference_type = std::ptrdiff_t;
  using pointer = const exact_value*;
  using reference = exact_value;

  iterator() = default;

  iterator(const stored_value* value, const char* pool) : value_(value), pool_(pool) {
  }

  exact_value operator*() const {
    return {value_, pool_};
  }

  iterator& operator++() {
    value_ += value_->subtree;
    return *this;
  }

  void operator++(int) {
    ++*this;
  }

  friend bool operator==(const iterator&, const iterator&) = default;

private:
  const stored_value* value_ = nullptr;

  const char* pool_ = nullptr;
};

inline exact_value::iterator exact_value::begin() const {
  return size() == 0 ? iterator{} : iterator{value_ + 1, pool_};
}

inline exact_value::iterator exact_value::end() const {
  return size() == 0 ? iterator{} : iterator{value_ + value_->subtree, pool_};
}

} // namespace riskd::json
