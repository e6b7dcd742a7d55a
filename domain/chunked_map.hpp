#pragma once

#include "domain/shared_part.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace riskd::domain {

/// An ordered map for many rows of which an event touches one. Copies share their rows in chunks,
/// so that setting one row in a copy clones one chunk and the list of chunks, not every row. Keys
/// mostly ascend: the rows that came last lie in small chunks, which are put together in time.
template <class Key, class Value>
class chunked_map {
public:
  using row = std::pair<Key, Value>;

  /// Returns the value of `key`, or null.
  [[nodiscard]] const Value* find(const Key& key) const {
    const auto place = place_of(*chunks_, key);
    if (place == chunks_->size())
      return nullptr;
    const auto& rows = *(*chunks_)[place];
    const auto found = lower_bound_in(rows, key);
    return found != rows.end() && found->first == key ? &found->second : nullptr;
  }

  [[nodiscard]] bool contains(const Key& key) const {
    return find(key) != nullptr;
  }

  /// Inserts the row or replaces its value.
  void set(const Key& key, Value value) {
    auto& chunks = chunks_.edit();
    if (chunks.empty()) {
      chunks.push_back(std::make_shared<chunk>(1, row{key, std::move(value)}));
      ++size_;
      return;
    }
    const auto place = std::min(place_of(chunks, key), chunks.size() - 1);
    const auto& before = *chunks[place];
    if (before.size() >= young_rows_max && before.back().first < key) {
      chunks.push_back(std::make_shared<chunk>(1, row{key, std::move(value)}));
      ++size_;
      put_young_together(chunks);
      return;
    }
    const auto found = lower_bound_in(before, key);
    const bool replaces = found != before.end() && found->first == key;
    // Most rows stay for a day: no room is taken for rows that may never come.
    chunk rows;
    rows.reserve(before.size() + (replaces ? 0U : 1U));
    rows.assign(before.begin(), found);
    rows.emplace_back(key, std::move(value));
    rows.insert(rows.end(), replaces ? std::next(found) : found, before.end());
    size_ += replaces ? 0U : 1U;
    store(chunks, place, std::move(rows));
  }

  /// Removes the row; returns whether there was one.
  bool erase(const Key& key) {
    if (!contains(key))
      return false;
    auto& chunks = chunks_.edit();
    const auto place = place_of(chunks, key);
    auto rows = *chunks[place];
    rows.erase(lower_bound_in(rows, key));
    --size_;
    if (rows.empty())
      chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(place));
    else
      chunks[place] = std::make_shared<chunk>(std::move(rows));
    return true;
  }

  [[nodiscard]] std::size_t size() const {
    return size_;
  }

  [[nodiscard]] bool empty() const {
    return size_ == 0;
  }

  /// Calls `visit(key, value)` for every row in ascending order of key.
  template <class Visitor>
  void for_each(Visitor&& visit) const {
    for (const auto& rows : *chunks_)
      for (const auto& [key, value] : *rows)
        visit(key, value);
  }

  /// Calls `visit(key, value)` for every row from `key` on, in ascending order of key.
  template <class Visitor>
  void for_each_from(const Key& key, Visitor&& visit) const {
    for (auto place = place_of(*chunks_, key); place < chunks_->size(); ++place) {
      const auto& rows = *(*chunks_)[place];
      for (auto each = lower_bound_in(rows, key); each != rows.end(); ++each)
        visit(each->first, each->second);
    }
  }

  /// Number of rows whose key is below `key`.
  [[nodiscard]] std::size_t count_below(const Key& key) const {
    const auto place = place_of(*chunks_, key);
    std::size_t count = 0;
    for (std::size_t i = 0; i < place; ++i)
      count += (*chunks_)[i]->size();
    if (place < chunks_->size()) {
      const auto& rows = *(*chunks_)[place];
      count += static_cast<std::size_t>(lower_bound_in(rows, key) - rows.begin());
    }
    return count;
  }

  friend bool operator==(const chunked_map& a, const chunked_map& b) {
    if (a.size_ != b.size_)
      return false;
    bool equal = true;
    a.for_each([&](const Key& key, const Value& value) {
      const auto* other = b.find(key);
      equal = equal && other && *other == value;
    });
    return equal;
  }

private:
  using chunk = std::vector<row>;
  using chunk_list = std::vector<std::shared_ptr<const chunk>>;

  static constexpr std::size_t rows_max = 64;
  static constexpr std::size_t young_rows_max = 8;

  /// Index of the first chunk whose last key is not below `key`; the number of chunks if there is
  /// none.
  static std::size_t place_of(const chunk_list& chunks, const Key& key) {
    const auto found
      = std::lower_bound(chunks.begin(), chunks.end(), key,
                         [](const auto& rows, const Key& k) { return rows->back().first < k; });
    return static_cast<std::size_t>(found - chunks.begin());
  }

  template <class Rows>
  static auto lower_bound_in(Rows& rows, const Key& key) {
    return std::lower_bound(rows.begin(), rows.end(), key,
                            [](const row& x, const Key& k) { return x.first < k; });
  }

  static void store(chunk_list& chunks, std::size_t place, chunk rows) {
    if (rows.size() > rows_max) {
      const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows_max / 2);
      chunks[place] = std::make_shared<chunk>(rows.begin(), middle);
      chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(place) + 1,
                    std::make_shared<chunk>(middle, rows.end()));
    } else {
      chunks[place] = std::make_shared<chunk>(std::move(rows));
    }
  }

  /// Makes one chunk of those before the last, if they are as many small ones as fill it.
  static void put_young_together(chunk_list& chunks) {
    constexpr auto young_max = static_cast<std::ptrdiff_t>(rows_max / young_rows_max);
    if (std::ssize(chunks) <= young_max)
      return;
    const auto end = std::prev(chunks.end());
    const auto begin = end - young_max;
    if (std::any_of(begin, end, [](const auto& x) { return x->size() > young_rows_max; }))
      return;
    chunk rows;
    rows.reserve(rows_max);
    for (auto each = begin; each != end; ++each)
      rows.insert(rows.end(), (*each)->begin(), (*each)->end());
    *begin = std::make_shared<chunk>(std::move(rows));
    chunks.erase(std::next(begin), end);
  }

  shared_part<chunk_list> chunks_;
  std::size_t size_ = 0;
};

} // namespace riskd::domain
