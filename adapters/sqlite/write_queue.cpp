#include "adapters/sqlite/write_queue.hpp"

#include <iterator>
#include <utility>
#include <variant>

namespace riskd::sqlite {

namespace {

struct binding_visitor {
  bool operator()(const domain::breach_opened&) const {
    return true;
  }
  bool operator()(const domain::breach_closed&) const {
    return true;
  }
  bool operator()(const domain::lock_stored&) const {
    return true;
  }
  bool operator()(const domain::lock_ended&) const {
    return true;
  }
  bool operator()(const domain::directive_opened&) const {
    return true;
  }
  bool operator()(const domain::directive_closed&) const {
    return true;
  }
  bool operator()(const domain::cleanup_joined&) const {
    return true;
  }
  bool operator()(const domain::cleanup_left&) const {
    return true;
  }
  bool operator()(const domain::safe_mode_stored&) const {
    return true;
  }
  bool operator()(const domain::configuration_in_force&) const {
    return true;
  }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

} // namespace

bool is_binding(const domain::journal_entry& x) {
  return std::visit(binding_visitor{}, x);
}

std::size_t write_queue::push(queued_records records) {
  const std::scoped_lock guard{mutex_};
  set_rows(rows_ + records.rows());
  waiting_.push_back(std::move(records));
  if (droppable_ == waiting_.end())
    droppable_ = std::prev(waiting_.end());
  std::size_t dropped = 0;
  while (rows_ > rows_max_ && droppable_ != waiting_.end())
    dropped += drop_oldest();
  lost_ += dropped;
  return dropped;
}

void write_queue::wake() {
  wakes_.notify_one();
}

std::size_t write_queue::drop_oldest() {
  auto& batch = *droppable_;
  const auto dropped
    = std::erase_if(batch.entries, [](const domain::journal_entry& x) { return !is_binding(x); });
  set_rows(rows_ - dropped);
  const bool is_spent = dropped > 0 && batch.rows() == 0 && batch.intent == 0;
  droppable_ = is_spent ? waiting_.erase(droppable_) : std::next(droppable_);
  return dropped;
}

std::list<queued_records> write_queue::take(std::size_t rows_max,
                                            std::optional<domain::duration> idle) {
  std::unique_lock lock{mutex_};
  const auto is_due = [this] {
    return is_stopped_ || !waiting_.empty();
  };
  if (idle)
    wakes_.wait_for(lock, *idle, is_due);
  else
    wakes_.wait(lock, is_due);
  auto end = waiting_.begin();
  std::size_t rows = 0;
  while (end != waiting_.end() && (rows == 0 || rows + end->rows() <= rows_max)) {
    rows += end->rows();
    ++end;
  }
  batches taken;
  taken.splice(taken.end(), waiting_, waiting_.begin(), end);
  droppable_ = waiting_.begin();
  set_rows(rows_ - rows);
  return taken;
}

void write_queue::set_rows(std::size_t rows) {
  rows_ = rows;
  if (measured_ != nullptr)
    *measured_ = rows;
}

bool write_queue::pause(domain::duration length) {
  std::unique_lock lock{mutex_};
  return !wakes_.wait_for(lock, length, [this] { return is_abandoned_; });
}

void write_queue::stop() {
  {
    const std::scoped_lock guard{mutex_};
    is_stopped_ = true;
  }
  wakes_.notify_all();
}

void write_queue::abandon() {
  {
    const std::scoped_lock guard{mutex_};
    is_stopped_ = true;
    is_abandoned_ = true;
  }
  wakes_.notify_all();
}

bool write_queue::is_stopped() const {
  const std::scoped_lock guard{mutex_};
  return is_stopped_;
}

bool write_queue::is_abandoned() const {
  const std::scoped_lock guard{mutex_};
  return is_abandoned_;
}

std::size_t write_queue::size() const {
  const std::scoped_lock guard{mutex_};
  return rows_;
}

bool write_queue::is_calm() const {
  const std::scoped_lock guard{mutex_};
  return rows_ < rows_max_ / 2;
}

std::uint64_t write_queue::lost() const {
  const std::scoped_lock guard{mutex_};
  return lost_;
}

} // namespace riskd::sqlite
