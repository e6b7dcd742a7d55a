#pragma once

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace riskd::domain {

/// Rows that copies of the whole share: copying costs one reference a row, and replacing a row of
/// one copy leaves the others as they were. Reads like a vector of constant rows.
template <class T>
class shared_rows {
  using pointers = std::vector<std::shared_ptr<const T>>;

public:
  class const_iterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = const T&;

    const_iterator() = default;

    explicit const_iterator(typename pointers::const_iterator at) : at_(at) {
    }

    const T& operator*() const {
      return **at_;
    }

    const T* operator->() const {
      return at_->get();
    }

    const_iterator& operator++() {
      ++at_;
      return *this;
    }

    const_iterator operator++(int) {
      return const_iterator{at_++};
    }

    friend bool operator==(const const_iterator&, const const_iterator&) = default;

  private:
    typename pointers::const_iterator at_;
  };

  using value_type = T;

  shared_rows() = default;

  shared_rows(std::initializer_list<T> rows) {
    for (const auto& each : rows)
      push_back(each);
  }

  [[nodiscard]] const_iterator begin() const {
    return const_iterator{rows_.begin()};
  }

  [[nodiscard]] const_iterator end() const {
    return const_iterator{rows_.end()};
  }

  [[nodiscard]] std::size_t size() const {
    return rows_.size();
  }

  [[nodiscard]] bool empty() const {
    return rows_.empty();
  }

  /// @pre `place` is less than `size()`
  const T& operator[](std::size_t place) const {
    return *rows_[place];
  }

  /// Throws `std::out_of_range`.
  [[nodiscard]] const T& at(std::size_t place) const {
    return *rows_.at(place);
  }

  void push_back(T row) {
    rows_.push_back(std::make_shared<const T>(std::move(row)));
  }

  /// @pre `row` is not null
  void push_back(std::shared_ptr<const T> row) {
    rows_.push_back(std::move(row));
  }

  /// Throws `std::out_of_range`. @pre `row` is not null
  void replace(std::size_t place, std::shared_ptr<const T> row) {
    rows_.at(place) = std::move(row);
  }

  void clear() {
    rows_.clear();
  }

private:
  pointers rows_;
};

} // namespace riskd::domain
