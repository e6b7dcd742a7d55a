#include "adapters/json/exact_document.hpp"

#include "adapters/json/repair.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <limits>
#include <string>

namespace riskd::json {

using domain::failure;
using domain::failure_code;
using domain::result;

/// Receives the events of the SAX parser and stores them. Its member names are nlohmann's.
class document_builder {
public:
  document_builder(std::size_t depth_max, std::size_t size_hint) : depth_max_(depth_max) {
    document_.values_.reserve(size_hint / 16 + 4);
    document_.pool_.reserve(size_hint);
  }

  bool null() {
    add(value_kind::null);
    return true;
  }

  bool boolean(bool value) {
    add(value_kind::boolean).is_true = value;
    return true;
  }

  bool number_integer(std::int64_t value) {
    add_integer(value);
    return true;
  }

  bool number_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      add_integer(static_cast<std::int64_t>(value));
    else
      add_text(value_kind::number, std::to_string(value));
    return true;
  }

  /// The binary value is not looked at.
  bool number_float(double, const std::string& digits) {
    add_text(value_kind::number, digits);
    return true;
  }

  bool string(std::string& value) {
    add_text(value_kind::text, value);
    return true;
  }

  bool binary(nlohmann::json::binary_t&) {
    return false;
  }

  bool start_object(std::size_t) {
    return open(value_kind::object);
  }

  bool start_array(std::size_t) {
    return open(value_kind::array);
  }

  bool end_object() {
    return close();
  }

  bool end_array() {
    return close();
  }

  bool key(std::string& name) {
    name_begin_ = store(name);
    name_size_ = static_cast<std::uint32_t>(name.size());
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
    reason_ = "no valid JSON at byte " + std::to_string(position);
    return false;
  }

  [[nodiscard]] const std::string& reason() const {
    return reason_;
  }

  exact_document take() {
    return std::move(document_);
  }

private:
  stored_value& add(value_kind kind) {
    if (!open_.empty())
      ++document_.values_[open_.back()].children;
    auto& value = document_.values_.emplace_back();
    value.kind = kind;
    value.name_begin = name_begin_;
    value.name_size = name_size_;
    name_size_ = 0;
    return value;
  }

  std::uint32_t store(std::string_view text) {
    const auto begin = document_.pool_.size();
    document_.pool_.insert(document_.pool_.end(), text.begin(), text.end());
    return static_cast<std::uint32_t>(begin);
  }

  stored_value& add_text(value_kind kind, std::string_view text) {
    auto& value = add(kind);
    value.text_begin = store(text);
    value.text_size = static_cast<std::uint32_t>(text.size());
    return value;
  }

  void add_integer(std::int64_t value) {
    std::array<char, 24> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    auto& stored = add_text(value_kind::number,
                            {digits.data(), static_cast<std::size_t>(written.ptr - digits.data())});
    stored.is_integer = true;
    stored.integer = value;
  }

  bool open(value_kind kind) {
    if (open_.size() >= depth_max_) {
      reason_ = "nested deeper than " + std::to_string(depth_max_);
      return false;
    }
    add(kind);
    open_.push_back(document_.values_.size() - 1);
    return true;
  }

  bool close() {
    const auto index = open_.back();
    open_.pop_back();
    document_.values_[index].subtree = static_cast<std::uint32_t>(document_.values_.size() - index);
    return true;
  }

  exact_document document_;

  /// Indexes of the arrays and objects that have not ended yet.
  std::vector<std::size_t> open_;

  std::uint32_t name_begin_ = 0;

  std::uint32_t name_size_ = 0;

  std::size_t depth_max_;

  std::string reason_;
};

namespace {

result<exact_document> parse_once(std::string_view text, const document_limits& limits) {
  document_builder builder{limits.depth_max, text.size()};
  if (nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &builder))
    return builder.take();
  return failure{failure_code::malformed_input, builder.reason()};
}

} // namespace

result<exact_document> exact_document::parse(std::string_view text, const document_limits& limits) {
  if (text.size() > limits.bytes_max)
    return failure{failure_code::malformed_input,
                   "longer than " + std::to_string(limits.bytes_max) + " bytes"};
  // The parser takes a NUL for the end of its input and would ignore what follows.
  if (text.find('\0') != std::string_view::npos)
    return failure{failure_code::malformed_input, "contains a NUL byte"};
  auto parsed = parse_once(text, limits);
  if (parsed)
    return parsed;
  const auto second = repaired(text);
  return second == text ? std::move(parsed) : parse_once(second, limits);
}

} // namespace riskd::json
