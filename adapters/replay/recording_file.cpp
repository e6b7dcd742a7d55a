#include "adapters/replay/recording_file.hpp"

#include "adapters/replay/event_writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

namespace riskd::replay {

namespace {

using namespace std::chrono_literals;

/// Events are handed to the disk at least this often.
constexpr auto flush_interval = 200ms;

/// Text that may wait for the disk.
constexpr std::size_t waiting_max = std::size_t{64} << 20U;

/// Makes the file, readable for its owner only. Returns why it cannot be, or nothing.
std::error_code make_private_file(const std::filesystem::path& file, recording_file::target which) {
  const int only_new = which == recording_file::target::new_file ? O_EXCL : 0;
  constexpr mode_t for_owner = S_IRUSR | S_IWUSR;
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | only_new, for_owner);
  if (made < 0)
    return {errno, std::generic_category()};
  struct stat found {};
  // What is no file, such as a pipe, is somebody else's.
  const bool is_private
    = ::fstat(made, &found) == 0 && (!S_ISREG(found.st_mode) || ::fchmod(made, for_owner) == 0);
  const std::error_code failed{is_private ? 0 : errno, std::generic_category()};
  ::close(made);
  return failed;
}

} // namespace

domain::result<std::unique_ptr<recording_file>>
recording_file::open(const std::filesystem::path& file, target which, complaint complain) {
  if (const auto failed = make_private_file(file, which))
    return domain::failure{domain::failure_code::refused,
                           "cannot open the recording " + file.string() + ": " + failed.message()};
  std::ofstream out{file, std::ios::binary | std::ios::app};
  if (!out)
    return domain::failure{domain::failure_code::refused,
                           "cannot open the recording " + file.string()};
  return std::unique_ptr<recording_file>{
    new recording_file{file, std::move(out), std::move(complain)}};
}

recording_file::recording_file(std::filesystem::path file, std::ofstream out, complaint complain)
  : file_(std::move(file)), out_(std::move(out)), complain_(std::move(complain)),
    writer_([this] { write_until_closed(); }) {
}

recording_file::~recording_file() {
  close();
  writer_.join();
}

void recording_file::record(const domain::replay_report& what, domain::time_point at) {
  const std::lock_guard held{guard_};
  if (report_.state != recording_state::open)
    return;
  if (waiting_.size() >= waiting_max) {
    ++dropped_;
    return;
  }
  latest_ = std::max(latest_, at);
  append_event(waiting_, what, latest_);
  ++events_waiting_;
}

void recording_file::close() {
  {
    const std::lock_guard held{guard_};
    if (report_.state == recording_state::open)
      report_.state = recording_state::closing;
  }
  wake_.notify_one();
}

recording_report recording_file::report() const {
  const std::lock_guard held{guard_};
  auto out = report_;
  out.file = file_;
  out.events += events_waiting_;
  out.missing += dropped_;
  return out;
}

std::string recording_file::write(const std::string& text, std::uint64_t events) {
  out_.write(text.data(), static_cast<std::streamsize>(text.size()));
  out_.flush();
  const bool has_failed = !out_;
  out_.clear();
  return has_failed && events > 0 ? "the recording cannot be written" : std::string{};
}

void recording_file::write_until_closed() {
  for (bool closing = false; !closing;) {
    std::unique_lock held{guard_};
    wake_.wait_for(held, flush_interval, [this] { return report_.state != recording_state::open; });
    closing = report_.state == recording_state::closing;
    const auto text = std::exchange(waiting_, {});
    const auto events = std::exchange(events_waiting_, 0);
    const auto dropped = std::exchange(dropped_, 0);
    held.unlock();
    auto trouble = write(text, events);
    const bool is_written = trouble.empty();
    if (!is_written)
      complain_(trouble);
    if (dropped > 0)
      complain_(trouble = std::to_string(dropped) + " events are missing in the recording");
    held.lock();
    (is_written ? report_.events : report_.missing) += events;
    report_.missing += dropped;
    if (!trouble.empty())
      report_.trouble = std::move(trouble);
    if (closing)
      report_.state = recording_state::closed;
  }
}

} // namespace riskd::replay
