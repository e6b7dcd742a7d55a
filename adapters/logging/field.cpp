#include "adapters/logging/field.hpp"

#include "adapters/logging/json_text.hpp"

namespace riskd::logging {

namespace {

/// Writes one alternative of `field::value` as JSON.
class value_writer {
public:
  explicit value_writer(std::string& out) : out_(out) {
  }

  void operator()(std::monostate) const {
    out_ += "null";
  }

  void operator()(bool x) const {
    out_ += x ? "true" : "false";
  }

  void operator()(std::int64_t x) const {
    out_ += std::to_string(x);
  }

  void operator()(std::uint64_t x) const {
    out_ += std::to_string(x);
  }

  void operator()(std::string_view x) const {
    append_json_string(out_, x);
  }

  void operator()(const std::string& x) const {
    append_json_string(out_, x);
  }

  void operator()(domain::money x) const {
    append_json_string(out_, to_string(x));
  }

  void operator()(domain::price x) const {
    append_json_string(out_, to_string(x));
  }

  void operator()(domain::time_point x) const {
    append_json_string(out_, domain::to_string(x));
  }

  void operator()(const domain::account_id& x) const {
    append_json_string(out_, masked(x));
  }

private:
  std::string& out_;
};

} // namespace

void field::append_to(std::string& out) const {
  append_json_string(out, key_);
  out += ':';
  std::visit(value_writer{out}, value_);
}

std::string masked(const domain::account_id& x) {
  const auto digits = to_string(x);
  constexpr std::size_t shown = 4;
  return "****" + (digits.size() > shown ? digits.substr(digits.size() - shown) : digits);
}

} // namespace riskd::logging
