#include "adapters/replay/read_ahead.hpp"

#include <csignal>
#include <utility>

namespace riskd::replay {

using domain::replay_event;

namespace {

/// While it lives no signal reaches the thread that made it, nor, ever, those which that starts.
class signals_blocked {
public:
  signals_blocked() {
    sigset_t all{};
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }

  ~signals_blocked() {
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  signals_blocked(const signals_blocked&) = delete;
  signals_blocked& operator=(const signals_blocked&) = delete;

private:
  sigset_t before_{};
};

} // namespace

read_ahead::read_ahead(std::istream& input, std::size_t line_bytes_max)
  : reader_(input, line_bytes_max) {
  const signals_blocked blocked;
  thread_ = std::jthread{[this](const std::stop_token& stop) {
    run(stop);
  }};
}

const replay_event* read_ahead::next() {
  while (current_ == nullptr || place_ == current_->events.size()) {
    if (current_ != nullptr && current_->is_last)
      return end();
    take_batch();
  }
  return &current_->events[place_++];
}

const replay_event* read_ahead::end() {
  if (current_->thrown)
    std::rethrow_exception(current_->thrown);
  error_ = current_->error;
  return nullptr;
}

void read_ahead::take_batch() {
  std::unique_lock lock{mutex_};
  if (current_ != nullptr) {
    ++emptied_;
    has_room_.notify_one();
  }
  has_batch_.wait(lock, [this] { return filled_ > emptied_; });
  current_ = &ring_[emptied_ % batches_max];
  place_ = 0;
}

void read_ahead::run(const std::stop_token& stop) {
  while (wait_for_room(stop)) {
    // Nobody else changes `filled_`.
    auto& next = ring_[filled_ % batches_max];
    fill(next, stop);
    const bool is_last = next.is_last;
    hand_over();
    if (is_last)
      return;
  }
}

bool read_ahead::wait_for_room(const std::stop_token& stop) {
  std::unique_lock lock{mutex_};
  has_room_.wait(lock, stop, [this] { return filled_ - emptied_ < batches_max; });
  return !stop.stop_requested();
}

void read_ahead::fill(batch& into, const std::stop_token& stop) {
  // Events die here rather than at the caller's, where there is more to do.
  into.events.clear();
  const auto begin = reader_.bytes();
  try {
    while (into.events.size() < batch_events && reader_.bytes() - begin < batch_bytes
           && !stop.stop_requested()) {
      auto event = reader_.next();
      if (!event) {
        into.is_last = true;
        into.error = reader_.error();
        break;
      }
      into.events.push_back(std::move(*event));
    }
  } catch (const std::exception&) {
    into.is_last = true;
    into.thrown = std::current_exception();
  }
  into.bytes_after = reader_.bytes();
}

void read_ahead::hand_over() {
  {
    const std::lock_guard guard{mutex_};
    ++filled_;
  }
  has_batch_.notify_one();
}

} // namespace riskd::replay
