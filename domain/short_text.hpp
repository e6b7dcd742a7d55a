#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace riskd::domain {

/// A text that never changes and mostly is short. One of up to 23 bytes is copied without asking
/// for memory; copies of a longer one share it.
class short_text {
public:
  short_text() = default;

  short_text(std::string_view text) {
    if (text.size() > room) {
      long_ = std::make_shared<const std::string>(text);
      return;
    }
    std::memcpy(short_.data(), text.data(), text.size());
    size_ = static_cast<std::uint8_t>(text.size());
  }

  short_text(const std::string& text) : short_text(std::string_view{text}) {
  }

  short_text(const char* text) : short_text(std::string_view{text}) {
  }

  operator std::string_view() const {
    return long_ ? std::string_view{*long_} : std::string_view{short_.data(), size_};
  }

  [[nodiscard]] std::string text() const {
    return std::string{std::string_view{*this}};
  }

  [[nodiscard]] bool empty() const {
    return !long_ && size_ == 0;
  }

  /// Byte-wise.
  friend bool operator==(const short_text& a, const short_text& b) {
    return std::string_view{a} == std::string_view{b};
  }

  friend std::strong_ordering operator<=>(const short_text& a, const short_text& b) {
    return std::string_view{a} <=> std::string_view{b};
  }

  friend std::ostream& operator<<(std::ostream& out, const short_text& x) {
    return out << std::string_view{x};
  }

private:
  static constexpr std::size_t room = 23;

  std::array<char, room> short_{};
  std::uint8_t size_ = 0;
  /// Null unless the text is longer than `room`.
  std::shared_ptr<const std::string> long_;
};

} // namespace riskd::domain

template <>
struct std::hash<riskd::domain::short_text> {
  std::size_t operator()(const riskd::domain::short_text& x) const noexcept {
    return std::hash<std::string_view>{}(x);
  }
};
