#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace riskd::domain {

/// A value that copies of its owner share until one of them edits it. Copying costs one reference;
/// editing clones the value if anybody else still holds it.
///
/// This is what makes a view cheap: it shares every part of the account that an event did not
/// change.
template <class T>
class shared_part {
public:
  /// Owners of nothing share one empty value, so that making one costs no memory.
  shared_part() : value_(nothing()) {
  }

  explicit shared_part(T value) : value_(std::make_shared<T>(std::move(value))) {
  }

  const T& operator*() const {
    return *value_;
  }

  const T* operator->() const {
    return value_.get();
  }

  /// Returns the value for writing; other holders keep the old one.
  T& edit() {
    if (value_.use_count() != 1)
      value_ = std::make_shared<T>(*value_);
    else
      // Another thread may just have dropped the last other reference: its reads come first.
      std::atomic_thread_fence(std::memory_order_acquire);
    return *value_;
  }

  friend bool operator==(const shared_part& a, const shared_part& b) {
    return a.value_ == b.value_ || *a.value_ == *b.value_;
  }

private:
  static const std::shared_ptr<T>& nothing() {
    static const auto empty = std::make_shared<T>();
    return empty;
  }

  std::shared_ptr<T> value_;
};

} // namespace riskd::domain
