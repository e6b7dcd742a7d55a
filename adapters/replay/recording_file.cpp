#include "adapters/replay/recording_file.hpp"

#include "adapters/replay/event_writer.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace riskd::replay {

namespace {

using namespace std::chrono_literals;

/// Events are handed to the disk at least this often.
constexpr auto flush_interval = 200ms;

/// Text that may wait for the disk.
constexpr std::size_t waiting_max = std::size_t{64} << 20U;

} // namespace

domain::result<std::unique_ptr<recording_file>>
recording_file::open(const std::filesystem::path& file, complaint complain) {
  std::ofstream out{file, std::ios::binary | std::ios::app};
  if (!out)
    return domain::failure{domain::failure_code::refused,
                           "cannot open the recording " + file.string()};
  std::error_code failed;
  std::filesystem::permissions(
    file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failed);
  return std::unique_ptr<recording_file>{new recording_file{std::move(out), std::move(complain)}};
}

recording_file::recording_file(std::ofstream out, complaint complain)
  : out_(std::move(out)), complain_(std::move(complain)),
    writer_([this] { write_until_closed(); }) {
}

recording_file::~recording_file() {
  {
    const std::lock_guard held{guard_};
    closing_ = true;
  }
  wake_.notify_one();
  writer_.join();
}

void recording_file::record(const domain::replay_report& what, domain::time_point at) {
  const std::lock_guard held{guard_};
  if (waiting_.size() >= waiting_max) {
    ++dropped_;
    return;
  }
  latest_ = std::max(latest_, at);
  append_event(waiting_, what, latest_);
}

void recording_file::write_until_closed() {
  for (bool closing = false; !closing;) {
    std::unique_lock held{guard_};
    wake_.wait_for(held, flush_interval, [this] { return closing_; });
    closing = closing_;
    const auto text = std::exchange(waiting_, {});
    const auto dropped = std::exchange(dropped_, 0);
    held.unlock();
    out_.write(text.data(), static_cast<std::streamsize>(text.size()));
    out_.flush();
    if (!out_ && !text.empty())
      complain_("the recording cannot be written");
    if (dropped > 0)
      complain_(std::to_string(dropped) + " events are missing in the recording");
    out_.clear();
  }
}

} // namespace riskd::replay
