#include "tests/unit/monitor_link/told_events.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

namespace riskd::test {

namespace {

/// Far longer than anything here may take.
constexpr auto patience = std::chrono::seconds{20};

bool becomes(int descriptor, short what) {
  pollfd waited{descriptor, what, 0};
  return ::poll(&waited, 1, static_cast<int>(std::chrono::milliseconds{patience}.count())) == 1;
}

} // namespace

monitor_link::link_events told_events::events() {
  return {[this](monitor_link::link_up x) {
            const std::lock_guard guard{mutex_};
            ups_.push_back(std::move(x));
            changed_.notify_all();
          },
          [this](const monitor_link::link_down& x) {
            const std::lock_guard guard{mutex_};
            downs_.push_back(x.peer + ": " + x.reason);
            changed_.notify_all();
          }};
}

std::optional<monitor_link::link_up> told_events::next_up() {
  std::unique_lock lock{mutex_};
  if (!changed_.wait_for(lock, patience, [this] { return !ups_.empty(); }))
    return std::nullopt;
  auto out = std::move(ups_.front());
  ups_.pop_front();
  return out;
}

std::string told_events::next_down() {
  std::unique_lock lock{mutex_};
  if (!changed_.wait_for(lock, patience, [this] { return !downs_.empty(); }))
    return "nothing";
  auto out = std::move(downs_.front());
  downs_.pop_front();
  return out;
}

std::size_t told_events::waiting() const {
  const std::lock_guard guard{mutex_};
  return ups_.size() + downs_.size();
}

bool write_all(int descriptor, const bytes& all) {
  std::size_t done = 0;
  while (done < all.size()) {
    const auto size = ::write(descriptor, all.data() + done, all.size() - done);
    if (size > 0)
      done += static_cast<std::size_t>(size);
    else if (errno != EAGAIN || !becomes(descriptor, POLLOUT))
      return false;
  }
  return true;
}

bytes read_bytes(int descriptor, std::size_t size) {
  bytes out(size);
  std::size_t done = 0;
  while (done < size && becomes(descriptor, POLLIN)) {
    const auto count = ::read(descriptor, out.data() + done, size - done);
    if (count == 0 || (count < 0 && errno != EAGAIN))
      break;
    done += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  out.resize(done);
  return out;
}

bool closes(int descriptor) {
  std::array<std::byte, 1024> ignored{};
  while (becomes(descriptor, POLLIN)) {
    const auto count = ::read(descriptor, ignored.data(), ignored.size());
    if (count == 0 || (count < 0 && errno != EAGAIN))
      return true;
  }
  return false;
}

} // namespace riskd::test
