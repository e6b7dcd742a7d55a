#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace riskd::config {

/// A value that must not be printed: it writes itself as `***` and shows its content only to who
/// asks for it by name (R-C-4).
template <class T>
class secret {
public:
  secret() = default;

  explicit secret(T value) : value_(std::move(value)) {
  }

  [[nodiscard]] const T& reveal() const {
    return value_;
  }

  friend std::string to_string(const secret&) {
    return "***";
  }

  friend std::ostream& operator<<(std::ostream& out, const secret&) {
    return out << "***";
  }

  friend bool operator==(const secret&, const secret&) = default;

private:
  T value_{};
};

} // namespace riskd::config
