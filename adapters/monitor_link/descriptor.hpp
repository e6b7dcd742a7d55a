#pragma once

#include <unistd.h>

#include <utility>

namespace riskd::monitor_link {

/// Owns a file descriptor, or nothing.
class descriptor {
public:
  descriptor() = default;

  /// @param number Nothing if negative.
  explicit descriptor(int number) : number_(number) {
  }

  descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {
  }

  descriptor& operator=(descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;

  ~descriptor() {
    if (number_ >= 0)
      ::close(number_);
  }

  explicit operator bool() const {
    return number_ >= 0;
  }

  [[nodiscard]] int get() const {
    return number_;
  }

  /// Hands the descriptor over: from now on the caller closes it.
  [[nodiscard]] int release() {
    return std::exchange(number_, -1);
  }

private:
  int number_ = -1;
};

} // namespace riskd::monitor_link
